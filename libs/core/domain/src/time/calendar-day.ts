/** A day on the calendar as `YYYY-MM-DD`. Never a `Date`: a document's day has no zone and no hour. */
export type CalendarDay = string;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** True for a day that exists: `2026-02-29` does not. */
export function isCalendarDay(text: string): text is CalendarDay {
  const match = DAY.exec(text);
  return (
    match !== null &&
    new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))).toISOString().startsWith(text)
  );
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayInUtc(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY);
}

export function dayInUtc(at: Instant): CalendarDay {
  return new Date(at).toISOString().slice(0, 10);
}
