import { problem, type Problem } from '../problems/problem.js';
import type { ClosedPeriodRule, InitialStatus } from '../settings/settings.js';
import { addDays, type CalendarDay } from '../time/calendar-day.js';

/** What a copy would have, were the books open; only what differs. */
export interface WereBooksOpen {
  readonly issuedOn?: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly status?: InitialStatus;
}

/** The days and the status of a copy, and what was changed about them. */
export interface Placed {
  readonly issuedOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly status: InitialStatus | undefined;
  readonly wereBooksOpen?: WereBooksOpen;
  readonly notices: readonly Problem[];
}

/** A draft is outside the books, so that a closed period does not concern it. */
export function isInClosedPeriod(
  issuedOn: CalendarDay,
  status: InitialStatus | undefined,
  lockedThrough: CalendarDay | undefined,
): lockedThrough is CalendarDay {
  return status !== undefined && status !== 'draft' && lockedThrough !== undefined && issuedOn <= lockedThrough;
}

/** Gives a document that is dated in a closed period the place that the settings choose. Blocked, it stays where it is: a problem. */
export function placeInPeriod(
  days: { readonly issuedOn: CalendarDay; readonly dueOn?: CalendarDay | undefined },
  status: InitialStatus | undefined,
  rule: ClosedPeriodRule,
  lockedThrough: CalendarDay | undefined,
): Placed {
  const { issuedOn, dueOn } = days;
  const asItIs: Placed = { issuedOn, ...(dueOn !== undefined && { dueOn }), status, notices: [] };
  if (!isInClosedPeriod(issuedOn, status, lockedThrough)) return asItIs;
  switch (rule) {
    case 'block':
      return asItIs;
    case 'draft':
      return {
        ...asItIs,
        status: 'draft',
        ...(status !== undefined && { wereBooksOpen: { status } }),
        notices: [problem('sent_as_draft', 'status', `${closed(issuedOn, lockedThrough)}: copied as a draft.`)],
      };
    case 'move':
      return moved(asItIs, lockedThrough);
    default:
      return rule satisfies never;
  }
}

function moved({ issuedOn, dueOn, status }: Placed, lockedThrough: CalendarDay): Placed {
  const firstOpen = addDays(lockedThrough, 1);
  const isDueBefore = dueOn !== undefined && dueOn < firstOpen;
  const detail = `${closed(issuedOn, lockedThrough)}: copied with ${firstOpen}`;
  return {
    issuedOn: firstOpen,
    ...(dueOn !== undefined && { dueOn: isDueBefore ? firstOpen : dueOn }),
    status,
    wereBooksOpen: { issuedOn, ...(isDueBefore && { dueOn }) },
    notices: [
      problem('date_moved', 'issuedOn', isDueBefore ? `${detail}, which it is also due on.` : `${detail}.`, {
        card: 'options',
      }),
    ],
  };
}

function closed(issuedOn: CalendarDay, lockedThrough: CalendarDay): string {
  return `Dated ${issuedOn}, books closed through ${lockedThrough}`;
}
