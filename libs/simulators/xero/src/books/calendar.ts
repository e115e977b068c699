/** Calendar days are `YYYY-MM-DD`; instants are epoch milliseconds. */

/** Accepts `2026-01-31`, `2026-01-31T…` and `/Date(ms+0000)/`; undefined when it is none of them. */
export function readDay(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const legacy = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(value);
  if (legacy) return new Date(Number(legacy[1])).toISOString().slice(0, 10);
  const iso = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(value);
  if (!iso) return undefined;
  const day = iso[1] ?? '';
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : day;
}

/** `/Date(ms+0000)/` at UTC midnight, as documents carry their day. */
export function renderDay(on: string): string {
  return `/Date(${Date.parse(`${on}T00:00:00Z`)}+0000)/`;
}

export function renderDayString(on: string): string {
  return `${on}T00:00:00`;
}

export function renderInstant(at: number): string {
  return `/Date(${at}+0000)/`;
}

export function renderInstantString(at: number): string {
  return `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Today where the organisation is. */
export function dayIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** `31 March 2026`, as lock-date messages print it. */
export function spellDay(on: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(`${on}T00:00:00Z`),
  );
}

/** `If-Modified-Since`: ISO with or without Z, or RFC 1123; floored to whole seconds. */
export function readInstant(value: string): number | undefined {
  const text = value.trim();
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(text);
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T');
  const at = Date.parse(iso && !zoned ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000) * 1000;
}
