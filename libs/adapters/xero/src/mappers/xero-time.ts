import { dayInUtc, isCalendarDay, type CalendarDay, type Instant } from '@bridge/domain';

const MS_DATE = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z?$/;

/** Reads `/Date(1552262400000+0000)/` (the offset says nothing, the milliseconds are UTC) or ISO text, UTC without a zone. */
export function toInstant(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const match = MS_DATE.exec(value);
  if (match) return withinTime(Number(match[1]));
  if (!ISO.test(value)) return undefined;
  const at = Date.parse(value.endsWith('Z') ? value : `${value}Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** A document's day. Xero writes midnight UTC of the calendar day, so only UTC may be asked for it. */
export function toDay(value: unknown): CalendarDay | undefined {
  if (typeof value === 'string' && isCalendarDay(value)) return value;
  const at = toInstant(value);
  return at === undefined ? undefined : dayInUtc(at);
}

/** Beyond it there are no dates. */
function withinTime(at: number): Instant | undefined {
  return Math.abs(at) <= 8.64e15 ? at : undefined;
}

/** As If-Modified-Since wants it: UTC, whole seconds, no zone. Rounded down, so that nothing is missed. */
export function toModifiedSince(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19);
}
