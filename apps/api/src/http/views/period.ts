import { IsISO8601 } from 'class-validator';

const DAY_MS = 86_400_000;

/** A moment, or a day, in a query. */
export function IsMoment(): PropertyDecorator {
  return IsISO8601({ strict: true }, { message: 'Write the moment as 2026-11-24T09:00:00Z, or a day as 2026-11-24.' });
}

/** From the beginning of `from` to the end of `to`. Days are UTC. */
export function periodOf({ from, to }: { readonly from?: string; readonly to?: string }): {
  readonly from?: number;
  readonly to?: number;
} {
  return { ...(from && { from: Date.parse(from) }), ...(to && { to: endOf(to) }) };
}

function endOf(text: string): number {
  const at = Date.parse(text);
  return text.includes('T') ? at : at + DAY_MS - 1;
}
