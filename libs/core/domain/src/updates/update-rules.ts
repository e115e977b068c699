import { isInClosedPeriod } from '../documents/closed-period.js';
import type { LedgerDocument } from '../documents/ledger-document.js';
import type { LedgerStatus } from '../payments/ledger-snapshot.js';
import { describeMoney } from '../money/money.js';
import { problem, type Problem } from '../problems/problem.js';
import type { InitialStatus } from '../settings/settings.js';
import type { CalendarDay } from '../time/calendar-day.js';
import type { LedgerEdition } from './ledger-edition.js';

const RANK: Readonly<Record<InitialStatus, number>> = { draft: 0, submitted: 1, approved: 2 };

/** The status that a document has after an update: as it is, or a higher one that a person chose; never a lower one. */
export function statusAfterUpdate(shown: LedgerStatus, chosen: InitialStatus | undefined): InitialStatus {
  const now = shown === 'draft' || shown === 'submitted' ? shown : 'approved';
  return chosen !== undefined && RANK[chosen] > RANK[now] ? chosen : now;
}

/** True when the ledger's document is in this status or a higher one. */
export function hasReached(shown: LedgerStatus, wanted: InitialStatus): boolean {
  return statusAfterUpdate(shown, wanted) === statusAfterUpdate(shown, undefined);
}

/** How far the ledger has gone on with a document. Without its day, closed periods are not judged. */
export type Standing = Pick<LedgerEdition, 'ledgerId' | 'number' | 'status' | 'paid' | 'credited'> &
  Partial<Pick<LedgerEdition, 'issuedOn'>>;

/**
 * Why the ledger’s document may not be changed: money stands on it, it does not count any more, or its period is closed.
 * `wanted` is what it would become. Xero’s rules: drafts and submitted ones freely, approved ones while nothing is
 * paid or credited and the period is open.
 */
export function whyNotUpdated(
  shown: Standing,
  wanted?: Pick<LedgerDocument, 'issuedOn' | 'status'>,
  lockedThrough?: CalendarDay,
): readonly Problem[] {
  const name = shown.number ?? shown.ledgerId;
  switch (shown.status) {
    case 'voided':
    case 'deleted':
      return [problem('update_removed', 'ledger', `${name} was ${shown.status} in Xero.`)];
    case 'unknown':
      return [problem('update_not_allowed', 'ledger', `Xero shows ${name} in a status that the bridge does not know.`)];
    case 'draft':
    case 'submitted':
    case 'approved':
    case 'paid':
      return [...settledProblems(shown, name), ...lockProblems(shown, name, wanted, lockedThrough)];
    default:
      return shown.status satisfies never;
  }
}

function settledProblems({ status, paid, credited }: Standing, name: string): Problem[] {
  const found: Problem[] = [];
  if (paid.minor !== 0n) found.push(problem('update_paid', 'ledger', `${describeMoney(paid)} is paid on ${name}.`));
  if (credited.minor !== 0n)
    found.push(problem('update_credited', 'ledger', `${describeMoney(credited)} is credited on ${name}.`));
  // An approved document of nothing is settled without a payment.
  if (status === 'paid' && found.length === 0)
    found.push(problem('update_paid', 'ledger', `Xero shows ${name} as paid.`));
  return found;
}

function lockProblems(
  shown: Standing,
  name: string,
  wanted: Pick<LedgerDocument, 'issuedOn' | 'status'> | undefined,
  lockedThrough: CalendarDay | undefined,
): Problem[] {
  const isInTheBooks = shown.status === 'approved' || shown.status === 'paid';
  if (lockedThrough === undefined) return [];
  if (isInTheBooks && shown.issuedOn !== undefined && shown.issuedOn <= lockedThrough)
    return [
      problem(
        'update_locked',
        'ledger',
        `${name} is dated ${shown.issuedOn} in Xero; the books are closed through ${lockedThrough}.`,
      ),
    ];
  if (wanted === undefined || !isInClosedPeriod(wanted.issuedOn, wanted.status, lockedThrough)) return [];
  const detail = `${name} would be dated ${wanted.issuedOn}; the books are closed through ${lockedThrough}.`;
  return [problem('update_locked', 'issuedOn', detail)];
}
