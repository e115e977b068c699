import { Fault } from '@bridge/application';
import type { Instant } from '@bridge/domain';
import type { RawRecord } from './raw.js';
import { toInstant } from './xero-time.js';

/** Xero's own clock when it answered. Positions in the feed depend on it, so an answer without it is not used. */
export function answeredAt(data: RawRecord, call: string): Instant {
  const at = toInstant(data['DateTimeUTC']);
  if (at === undefined) throw new Fault({ kind: 'unavailable' }, `Xero, ${call}: the answer has no time`);
  return at;
}
