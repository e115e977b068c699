import type { Instant } from '@bridge/domain';

/** Reads a Retry-After header (RFC 9110: whole seconds, or a date). Undefined when absent or not understood. */
export function retryAfterMs(header: string | null | undefined, now: Instant): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
