import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { paidByAnother } from './paid-by-another.js';
import type { SourcePayments } from './source-payments.js';

interface NewCopy {
  readonly tenantId: string;
  readonly ledgerId: string;
  readonly sourceId: string;
}

/**
 * A bill becomes the copy of an expense and was unlinked from another one, which still shows the day that the bill was paid:
 * that day is taken back, before the new link takes the place of the old one and nothing tells of it any more. Faults of the
 * source pass through, and then nothing is changed.
 */
export async function leaveExpense(
  unitOfWork: UnitOfWork,
  source: SourcePayments,
  { tenantId, ledgerId, sourceId }: NewCopy,
  by: string,
  clock: Clock,
): Promise<void> {
  const left = await unitOfWork.run(tenantId, async (store) => {
    const link = await store.links.archived(ledgerId);
    const shows = link?.kind === 'expense' && link.sourceId !== sourceId && link.toldPaidOn !== undefined;
    return shows ? { link, paidOn: await paidByAnother(store, link) } : undefined;
  });
  if (left === undefined) return;
  const { link, paidOn } = left;
  try {
    await source.settleExpense(tenantId, link.sourceId, paidOn);
  } catch (error) {
    // An expense that was deleted in the source shows no day any more.
    if (!isFault(error) || error.fault.kind !== 'not_found') throw error;
  }
  await unitOfWork.run(tenantId, async (store) => {
    const current = await store.links.archived(ledgerId);
    if (current?.sourceId !== link.sourceId) return;
    const { toldPaidOn: _t, ...rest } = current;
    await store.links.save(rest);
    await store.audit.append({
      at: clock.now(),
      by,
      action: paidOn === null ? 'expense_payment.removed' : 'expense_payment.recorded',
      subject: { kind: 'expense_payment', id: link.sourceId },
      connectionId: link.connectionId,
      detail: { ledgerId, ...(paidOn !== null && { paidOn }) },
    });
  });
}
