import { add, compare, describeMoney, equal, sum } from '../money/money.js';
import { problem, type Problem } from '../problems/problem.js';
import { dayInUtc, type CalendarDay } from '../time/calendar-day.js';
import type { LedgerPayment, LedgerSnapshot } from './ledger-snapshot.js';
import { isGone, type KnownTranche, type PaymentsSince, type TrancheState } from './tranche.js';

/** What has to happen in the source so that it shows what the ledger shows. Removals come before records. */
export interface TranchePlan {
  readonly remove: readonly KnownTranche[];
  readonly record: readonly LedgerPayment[];
  readonly leaveOut: readonly LedgerPayment[];
  /** Changed since the sync was switched on, and dated before: a person knows whether the source has them already. */
  readonly hold: readonly LedgerPayment[];
  /** Missed in the ledger, and there again as they were: they count as recorded once more. */
  readonly restore: readonly KnownTranche[];
  readonly problems: readonly Problem[];
}

/** Missed in the ledger already: what became of them is decided, or waits for a person. */
const MISSED = new Set<TrancheState>(['in_doubt', 'kept']);

/**
 * Compares the ledger's live cash payments of one invoice with the tranches we know. Only cash counts: credit notes,
 * prepayments and overpayments reduce what is due and are never invented as payments. A ledger payment that changed
 * under its own id (Xero's are immutable, but nothing may depend on that) is removed and recorded anew as `<id>#2`, and
 * so is one that stands in another invoice, whose copy the document was before. One that went and
 * never stood in the source is judged by its age again when it is back: a person may have entered it there.
 */
export function planTranches(
  snapshot: LedgerSnapshot,
  known: readonly KnownTranche[],
  since: PaymentsSince,
): TranchePlan {
  const problems = amountProblems(snapshot);
  if (problems.length > 0 || snapshot.status === 'unknown')
    return { remove: [], record: [], leaveOut: [], hold: [], restore: [], problems };

  const remove: KnownTranche[] = [];
  const record: LedgerPayment[] = [];
  const leaveOut: LedgerPayment[] = [];
  const hold: LedgerPayment[] = [];
  const restore: KnownTranche[] = [];
  for (const payment of snapshot.payments) {
    const versions = known.filter((tranche) => ledgerPaymentId(tranche) === payment.id);
    const current = versions.find((tranche) => !isGone(tranche));
    if (current?.state === 'left_out') {
      // It is as old as it was, whichever invoice it is for.
      if (current.isElsewhere) leaveOut.push(payment);
      continue;
    }
    const isAsKnown = current && equal(current.amount, payment.amount) && current.paidOn === payment.paidOn;
    if (isAsKnown && !current.isElsewhere) {
      if (MISSED.has(current.state)) restore.push(current);
      continue;
    }
    if (current) remove.push(current);
    const id = versions.length === 0 ? payment.id : `${payment.id}#${versions.length + 1}`;
    const isWanted = current !== undefined || versions.some(({ hasStood }) => hasStood === true);
    const age = isWanted ? 'new' : ageOf(payment, since);
    if (age === 'old') leaveOut.push(payment);
    else (age === 'new' ? record : hold).push({ ...payment, id });
  }
  const live = new Set(snapshot.payments.map((payment) => payment.id));
  remove.push(
    ...known.filter((tranche) => !isGone(tranche) && !MISSED.has(tranche.state) && !live.has(ledgerPaymentId(tranche))),
  );
  return { remove, record, leaveOut, hold, restore, problems };
}

/** The ledger's own id of a tranche's payment, without our `#2`. */
export function ledgerPaymentId(tranche: { readonly paymentId: string }): string {
  return tranche.paymentId.split('#')[0] ?? tranche.paymentId;
}

/** On which side of the moment in which the sync was switched on a payment lies. */
type Age = 'old' | 'new' | 'unsure';

/**
 * Payments count from when the sync was switched on, by the moment they were entered into the books where it is known, else
 * by their date; a day that a person chose is held against their date. The books tell when a payment was changed last, which
 * reconciling it does too: one that is dated before the switch may have been there by then, and in the source by hand.
 */
function ageOf(payment: Evidence, since: PaymentsSince): Age {
  if (since.chosenOn !== undefined) return payment.paidOn >= since.chosenOn ? 'new' : 'old';
  if (payment.isOfNewDocument) return 'new';
  const isDatedBefore = payment.paidOn < dayInUtc(since.switchedOnAt);
  if (payment.recordedAt === undefined) return isDatedBefore ? 'old' : 'new';
  if (payment.recordedAt < since.switchedOnAt) return 'old';
  return isDatedBefore ? 'unsure' : 'new';
}

type Evidence = Pick<LedgerPayment, 'paidOn' | 'recordedAt' | 'isOfNewDocument'>;

/** False for one that surely is older than the sync. */
export function counts(payment: Evidence, since: PaymentsSince): boolean {
  return ageOf(payment, since) !== 'old';
}

/**
 * The paid day that an expense must show for its bill: a day, `null` for not paid, undefined when nothing is to be said.
 * `told` is what the source was last told by us: only our own mark is ever taken back.
 */
export function planSettlement(
  snapshot: LedgerSnapshot,
  told: CalendarDay | undefined,
  since: PaymentsSince,
): CalendarDay | null | undefined {
  if (snapshot.status === 'unknown') return undefined;
  if (snapshot.status !== 'paid') return told === undefined ? undefined : null;
  const paidOn =
    snapshot.settledOn ??
    snapshot.payments
      .map((payment) => payment.paidOn)
      .reduce<CalendarDay | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
  if (paidOn === undefined || paidOn === told) return undefined;
  // Settled by credits alone, it has no payments to go by: the day itself says whether it is older than the sync.
  const evidence = snapshot.payments.length > 0 ? snapshot.payments : [{ paidOn }];
  const isOld = told === undefined && !evidence.some((payment) => counts(payment, since));
  return isOld ? undefined : paidOn;
}

function amountProblems(snapshot: LedgerSnapshot): Problem[] {
  const { total, payments, credited } = snapshot;
  const foreign = payments.find((payment) => payment.amount.currency !== total.currency);
  if (foreign)
    return [
      problem(
        'payment_currency_differs',
        'payments',
        `Payment of ${describeMoney(foreign.amount)} on a document in ${total.currency}.`,
      ),
    ];
  const settled = add(
    sum(
      payments.map((payment) => payment.amount),
      total.currency,
    ),
    credited,
  );
  if (compare(settled, total) <= 0) return [];
  return [problem('overpaid', 'payments', `${describeMoney(settled)} paid or credited on ${describeMoney(total)}.`)];
}
