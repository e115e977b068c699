import { createHmac } from 'node:crypto';

/** The value of `Productive-Signature`: HMAC-SHA256 of `<unix seconds>.<raw body>` under the webhook's signature token. */
export function signatureOf(token: string, seconds: number, body: string): string {
  const digest = createHmac('sha256', token).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds}, s=${digest}`;
}
