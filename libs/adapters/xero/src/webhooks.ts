import { createHmac, timingSafeEqual } from 'node:crypto';
import { isRecord, rowsOf, textOf } from './mappers/raw.js';

/** Something changed in an organisation: a reason to look, never a fact to rely on. */
export interface XeroEvent {
  readonly organisationId: string;
  /** Xero's word, which may be one that we do not know: `INVOICE`, `CONTACT`, … */
  readonly category: string;
  readonly ledgerId: string;
}

/** True when the body, byte for byte, was signed with the key (x-xero-signature: base64 of HMAC-SHA256). Constant time. */
export function verifyXeroSignature(rawBody: Buffer, header: string | undefined, key: string): boolean {
  const expected = createHmac('sha256', key).update(rawBody).digest();
  const given = Buffer.from(header ?? '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The events of a verified body. What is not understood is left out: the poll finds it. The intent to receive has none. */
export function readXeroEvents(body: unknown): readonly XeroEvent[] {
  return rowsOf(isRecord(body) ? body['events'] : undefined).flatMap((event) => {
    const organisationId = textOf(event['tenantId']);
    const category = textOf(event['eventCategory']);
    const ledgerId = textOf(event['resourceId']);
    return organisationId === undefined || category === undefined || ledgerId === undefined
      ? []
      : [{ organisationId, category, ledgerId }];
  });
}
