import { isGone, moveTranche, type Instant, type TrancheState } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Tranche } from './tranches.js';

/** Moves a tranche and writes the one audit entry that belongs to the move. An illegal move throws. */
export async function changeTranche(
  store: Store,
  tranche: Tranche,
  to: TrancheState,
  now: Instant,
  change: Partial<Omit<Tranche, 'paymentId' | 'state'>>,
  by = 'the bridge',
): Promise<Tranche> {
  // The moment it was missed is kept: a source that is slow to let it go makes it no newer reversal.
  const isLeaving = (isGone(tranche) || tranche.state === 'in_doubt') && isGone({ state: to });
  const changedAt = isLeaving ? tranche.changedAt : now;
  const changed: Tranche = { ...tranche, ...change, state: moveTranche(tranche.state, to), changedAt };
  await store.tranches.save(changed);
  await store.audit.append({
    at: now,
    by,
    action: `tranche.${to}`,
    subject: { kind: 'tranche', id: tranche.paymentId },
    connectionId: tranche.connectionId,
    detail: {
      sourceInvoiceId: tranche.sourceInvoiceId,
      ...(changed.sourcePaymentId !== undefined && { sourcePaymentId: changed.sourcePaymentId }),
      ...(changed.problems.length > 0 && { problems: changed.problems }),
    },
  });
  return changed;
}
