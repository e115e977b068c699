import {
  ledgerPaymentId,
  problem,
  type CalendarDay,
  type Instant,
  type LedgerPayment,
  type LedgerSnapshot,
  type TranchePlan,
} from '@bridge/domain';
import type { Link } from '../exports/links.js';
import type { Store } from '../runtime/unit-of-work.js';
import { changeTranche } from './change-tranche.js';
import type { Tranche } from './tranches.js';

export interface Plans {
  readonly tranches: TranchePlan | undefined;
  readonly settlement: CalendarDay | null | undefined;
  readonly now: Instant;
}

export interface TakenIn {
  readonly tranches: number;
  readonly removals: number;
  readonly settlements: number;
}

/** Writes down how the ledger shows one linked document now, and what the source has yet to be told about it. */
export async function takeInSnapshot(
  store: Store,
  link: Link,
  snapshot: LedgerSnapshot,
  known: readonly Tranche[],
  plans: Plans,
): Promise<TakenIn> {
  const { now } = plans;
  const asked = link.settlement?.paidOn;
  const settlement = plans.settlement === undefined || plans.settlement === asked ? undefined : plans.settlement;
  const { settledOn: _s, number: _n, ...rest } = link;
  await store.links.save({
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
    ...(settlement !== undefined && { settlement: { paidOn: settlement, attempts: 0, nextAttemptAt: now } }),
  });
  await noteRemoval(store, link, snapshot, now);
  await store.findings.resolve(link.connectionId, `unreadable:${link.ledgerId}`, now);
  if (plans.tranches) await noteProblems(store, link, plans.tranches, now);
  const { remove = [], record = [], leaveOut = [] } = plans.tranches ?? {};
  for (const { paymentId } of remove) {
    const tranche = known.find((candidate) => candidate.paymentId === paymentId);
    // What was never entered in the source needs no removal there.
    if (tranche)
      await changeTranche(
        store,
        tranche,
        tranche.state === 'planned' && tranche.firstSentAt === undefined ? 'removed' : 'to_remove',
        now,
        { nextAttemptAt: now, problems: [] },
      );
  }
  for (const payment of record) await addTranche(store, link, payment, 'planned', now);
  for (const payment of leaveOut)
    if (!known.some((tranche) => ledgerPaymentId(tranche) === payment.id))
      await addTranche(store, link, payment, 'left_out', now);
  return { tranches: record.length, removals: remove.length, settlements: settlement === undefined ? 0 : 1 };
}

async function addTranche(
  store: Store,
  link: Link,
  payment: LedgerPayment,
  state: 'planned' | 'left_out',
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
    attempts: 0,
    nextAttemptAt: now,
    problems: [],
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
async function noteRemoval(store: Store, link: Link, snapshot: LedgerSnapshot, now: Instant): Promise<void> {
  const key = `removed:${link.ledgerId}`;
  if (snapshot.status !== 'voided' && snapshot.status !== 'deleted')
    return store.findings.resolve(link.connectionId, key, now);
  const detail = `${link.number ?? link.ledgerId} was ${snapshot.status} in Xero.`;
  return store.findings.report({
    key,
    connectionId: link.connectionId,
    problem: problem('removed_in_ledger', link.ledgerId, detail),
    foundAt: now,
  });
}

async function noteProblems(store: Store, link: Link, plan: TranchePlan, now: Instant): Promise<void> {
  const key = `amounts:${link.ledgerId}`;
  const [first] = plan.problems;
  if (first === undefined) return store.findings.resolve(link.connectionId, key, now);
  return store.findings.report({
    key,
    connectionId: link.connectionId,
    problem: { ...first, path: link.ledgerId },
    foundAt: now,
  });
}
