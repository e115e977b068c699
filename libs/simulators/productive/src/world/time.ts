/** Clocks are put forward and back at full quarters only: in one quarter an offset is the same. */
const QUARTER_MS = 15 * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Minutes by zone and quarter: each answer shows several instants of every row. */
const offsets = new Map<string, number>();

/** An instant as Productive prints it: milliseconds and the offset of the organisation's zone, never `Z`. */
export function inZone(instant: string, zone: string): string {
  const ms = Date.parse(instant);
  const offset = offsetOf(ms, zone);
  const sign = offset < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
  return `${new Date(ms + offset * 60_000).toISOString().slice(0, 23)}${sign}${hours}:${minutes}`;
}

function offsetOf(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const part = partsOf(quarter * QUARTER_MS, zone);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  const offset = Math.round((local - quarter * QUARTER_MS) / 60_000);
  offsets.set(key, offset);
  return offset;
}

/** The calendar day of an instant in a zone. */
export function dayOf(ms: number, zone: string): string {
  return inZone(new Date(ms).toISOString(), zone).slice(0, 10);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

function partsOf(ms: number, zone: string): (name: string) => number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const parts = format.formatToParts(ms);
  return (name) => Number(parts.find(({ type }) => type === name)?.value ?? 0);
}
