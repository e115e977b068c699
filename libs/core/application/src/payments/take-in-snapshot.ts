import {
  describeMoney,
  ledgerPaymentId,
  problem,
  type Instant,
  type KnownTranche,
  type LedgerPayment,
  type LedgerSnapshot,
  type Problem,
  type TranchePlan,
  type TrancheState,
} from '@bridge/domain';
import type { Link } from '../exports/links.js';
import type { Store } from '../runtime/unit-of-work.js';
import { changeTranche } from './change-tranche.js';
import { nextTelling } from './next-telling.js';
import type { PlannedDocument } from './plan-document.js';
import type { Tranche } from './tranches.js';

export interface Moment {
  readonly now: Instant;
  /** What was paid stays in the source until a person has confirmed that it goes. */
  readonly isDoubted: boolean;
  /** Until then the source may have been told of payments that we have forgotten. */
  readonly doubtedThrough: Instant;
  /** Keys of what the connection's findings say now: most documents have none, and nothing is asked for each of them. */
  readonly openFindings: ReadonlySet<string>;
}

export interface TakenIn {
  readonly tranches: number;
  readonly removals: number;
  readonly settlements: number;
}

/**
 * Writes down what the source has yet to be told about one linked document. How the ledger shows it now stands in the link
 * that comes back, for the caller to save with the others of the page.
 */
export async function takeInSnapshot(
  store: Store,
  { link, snapshot, known, tranches, settlement: planned }: PlannedDocument,
  moment: Moment,
): Promise<TakenIn & { readonly seen: Link }> {
  const { now, isDoubted, doubtedThrough } = moment;
  const settlement = planned === link.settlement?.paidOn ? undefined : planned;
  const { settledOn: _s, number: _n, settlement: standing, ...rest } = link;
  // In doubt, and now the ledger agrees with what the source was told: there is nothing to decide any more.
  const isOver = standing?.isInDoubt === true && planned === undefined && snapshot.status !== 'unknown';
  const seen: Link = {
    ...rest,
    ...(snapshot.number !== undefined
      ? { number: snapshot.number }
      : link.number !== undefined && { number: link.number }),
    status: snapshot.status,
    total: snapshot.total,
    paid: snapshot.paid,
    credited: snapshot.credited,
    due: snapshot.due,
    ...(snapshot.settledOn !== undefined && { settledOn: snapshot.settledOn }),
    seenAt: now,
    ...(standing && !isOver && { settlement: standing }),
    ...(settlement !== undefined && {
      settlement: {
        ...nextTelling(standing, settlement, now),
        ...(isDoubted && settlement === null && { isInDoubt: true }),
      },
    }),
  };
  await noteRemoval(store, link, snapshot, moment);
  await settle(store, link, `unreadable:${link.ledgerId}`, moment);
  if (tranches) await noteProblems(store, link, tranches, moment);
  const { remove = [], record = [], leaveOut = [], hold = [], restore = [] } = tranches ?? {};
  const among = (wanted: readonly KnownTranche[]) =>
    known.filter((tranche) => wanted.some(({ paymentId }) => paymentId === tranche.paymentId));
  let removals = 0;
  for (const tranche of among(remove)) {
    const to = wayOut(tranche, snapshot, isDoubted);
    if (to !== 'in_doubt') removals += 1;
    await changeTranche(store, tranche, to, now, { nextAttemptAt: now, problems: [] });
  }
  for (const tranche of among(restore)) await changeTranche(store, tranche, 'recorded', now, { problems: [] });
  const isNew = snapshot.changedAt >= doubtedThrough && link.origin !== 'adopted';
  for (const payment of record) await addTranche(store, link, payment, isNew ? 'planned' : 'recording', now);
  for (const payment of leaveOut) await addTranche(store, link, payment, 'left_out', now);
  for (const payment of hold) await addTranche(store, link, payment, 'held', now);
  const settlements = settlement === undefined || (isDoubted && settlement === null) ? 0 : 1;
  return { seen, tranches: record.length, removals, settlements };
}

function wayOut(tranche: Tranche, snapshot: LedgerSnapshot, isDoubted: boolean): TrancheState {
  // What was never entered in the source needs no removal there.
  if (tranche.state === 'left_out') return 'removed';
  if (tranche.state === 'planned' && tranche.firstSentAt === undefined) return 'removed';
  const isThere = snapshot.payments.some(({ id }) => id === ledgerPaymentId(tranche));
  return isDoubted && tranche.state === 'recorded' && !isThere ? 'in_doubt' : 'to_remove';
}

async function addTranche(
  store: Store,
  link: Link,
  payment: LedgerPayment,
  state: 'planned' | 'recording' | 'left_out' | 'held',
  now: Instant,
): Promise<void> {
  await store.tranches.save({
    tenantId: link.tenantId,
    connectionId: link.connectionId,
    ledgerId: link.ledgerId,
    sourceInvoiceId: link.sourceId,
    paymentId: payment.id,
    amount: payment.amount,
    paidOn: payment.paidOn,
    state,
    // As if its answer had been lost long ago: it is looked for in the source before it is entered.
    ...(state === 'recording' && { firstSentAt: 0 }),
    attempts: 0,
    nextAttemptAt: now,
    problems: state === 'held' ? [maybeOfBefore(payment)] : [],
    seenAt: now,
    changedAt: now,
  });
  await store.audit.append({
    at: now,
    by: 'the bridge',
    action: `tranche.${state}`,
    subject: { kind: 'tranche', id: payment.id },
    connectionId: link.connectionId,
    detail: {
      sourceInvoiceId: link.sourceId,
      amountMinor: payment.amount.minor.toString(),
      currency: payment.amount.currency,
      paidOn: payment.paidOn,
    },
  });
}

/** A copy that was voided or deleted in the ledger is named once, and no longer once it is back. */
async function noteRemoval(store: Store, link: Link, snapshot: LedgerSnapshot, moment: Moment): Promise<void> {
  const key = `removed:${link.ledgerId}`;
  if (snapshot.status !== 'voided' && snapshot.status !== 'deleted') return settle(store, link, key, moment);
  const detail = `${link.number ?? link.ledgerId} was ${snapshot.status} in Xero.`;
  return store.findings.report({
    key,
    connectionId: link.connectionId,
    problem: problem('removed_in_ledger', link.ledgerId, detail),
    foundAt: moment.now,
  });
}

async function noteProblems(store: Store, link: Link, plan: TranchePlan, moment: Moment): Promise<void> {
  const key = `amounts:${link.ledgerId}`;
  const [first] = plan.problems;
  if (first === undefined) return settle(store, link, key, moment);
  return store.findings.report({
    key,
    connectionId: link.connectionId,
    problem: { ...first, path: link.ledgerId },
    foundAt: moment.now,
  });
}

async function settle(store: Store, link: Link, key: string, { now, openFindings }: Moment): Promise<void> {
  if (openFindings.has(key)) await store.findings.resolve(link.connectionId, key, now);
}

/** What a page of snapshots needs to know of the findings. */
export async function openFindings(store: Store, connectionId: string): Promise<ReadonlySet<string>> {
  return new Set((await store.findings.open(connectionId)).map((finding) => finding.key));
}

function maybeOfBefore({ amount, paidOn }: LedgerPayment): Problem {
  const detail = `${describeMoney(amount)} of ${paidOn} may have been in Xero, and in Productive, before the sync.`;
  return problem('payment_of_before', 'payments', detail);
}
