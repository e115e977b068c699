import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '@bridge/domain';

/**
 * Productive repeats a delivery for days and does not say whether it signs it anew, and one that is refused too often is
 * switched off. A delivery only makes us read again, so an old one does no harm.
 */
const OLDEST_MS = 72 * 3_600_000;
const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * Whether one of the secrets signed this body. `header`: `t=<unix seconds>, s=<hex of HMAC-SHA256 over "t.body">`, with
 * the space or without. Every webhook has a secret of its own, so all of an organisation's are tried.
 */
export function verifyProductiveSignature(
  rawBody: Uint8Array | string,
  header: string | undefined,
  secrets: readonly string[],
  now: Instant,
): boolean {
  const match = /^t=(\d{1,12}),\s*s=([0-9a-f]{64})$/i.exec(header?.trim() ?? '');
  const [, time, signature] = match ?? [];
  if (time === undefined || signature === undefined) return false;
  const ageMs = now - Number(time) * 1000;
  if (ageMs > OLDEST_MS || ageMs < -CLOCK_SKEW_MS) return false;
  const given = Buffer.from(signature, 'hex');
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(createHmac('sha256', secret).update(`${time}.`).update(rawBody).digest(), given))
    .includes(true);
}
