import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '@bridge/application';
import type { Request } from 'express';

/** Tells a page of ours from a foreign one: only our own origin can read it. It cannot be turned back into the secret. */
export function csrfTokenOf(secrets: Secrets, sessionSecret: string): string {
  return secrets.fingerprint(`csrf:${sessionSecret}`);
}

/** True when a change that rides on a cookie comes from our own pages: right token, and no foreign origin. */
export function isOurOwnPage(request: Request, expectedToken: string): boolean {
  return isSame(request.headers['x-csrf-token'], expectedToken) && !isForeign(request);
}

function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Browsers say where a request comes from; whoever says nothing is no browser. */
function isForeign({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
