import { caller } from '../call.js';
import type { Work } from '../call.js';
import { spellDay } from '../calendar.js';
import { say } from '../messages.js';

/** Why a document or payment dated `on` may not enter the ledger. Advisers pass the period lock; nobody passes the year's. */
export function lockProblem(work: Work, on: string): string | undefined {
  const { yearLockedOn, periodLockedOn } = work.ledger.organisation();
  if (yearLockedOn !== undefined && on <= yearLockedOn) return say('yearLock', { on: spellDay(yearLockedOn) });
  if (periodLockedOn !== undefined && on <= periodLockedOn && !isAdviser(work)) {
    return say('periodLock', { on: spellDay(periodLockedOn) });
  }
  return undefined;
}

/** Why a document that is in the ledger since `on` may not be changed any more. */
export function editLockProblem(work: Work, on: string): string | undefined {
  const { yearLockedOn, periodLockedOn } = work.ledger.organisation();
  if (yearLockedOn !== undefined && on <= yearLockedOn) return say('editInYearLock');
  return periodLockedOn !== undefined && on <= periodLockedOn && !isAdviser(work) ? say('editInPeriodLock') : undefined;
}

export function isAdviser(work: Work): boolean {
  return caller(work)?.role === 'FINANCIALADVISER';
}
