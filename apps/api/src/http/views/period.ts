import { isCalendarDay } from '@bridge/domain';
import { ValidateBy } from 'class-validator';

const DAY_MS = 86_400_000;

/** A moment with its zone, without which it would be the server's; or a day. */
const WRITTEN = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A moment, or a day, in a query. */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isMoment(value),
      defaultMessage: () => 'Write the moment as 2026-11-24T09:00:00Z, or a day as 2026-11-24.',
    },
  });
}

/** From the beginning of `from` to the end of `to`. Days are UTC. */
export function periodOf({ from, to }: { readonly from?: string; readonly to?: string }): {
  readonly from?: number;
  readonly to?: number;
} {
  return { ...(from && { from: Date.parse(from) }), ...(to && { to: endOf(to) }) };
}

/** `Date.parse` alone takes the thirtieth of February for a day in March. */
function isMoment(text: string): boolean {
  return WRITTEN.test(text) && isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

function endOf(text: string): number {
  const at = Date.parse(text);
  return text.includes('T') ? at : at + DAY_MS - 1;
}
