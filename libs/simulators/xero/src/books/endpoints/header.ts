import type { Call } from '../call.js';

/** A header whatever the case of its name. */
export function headerOf(call: Call, name: string): string | undefined {
  const found = Object.entries(call.headers).find(([known]) => known.toLowerCase() === name);
  return found?.[1];
}
