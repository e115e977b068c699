import type { Instant } from '@bridge/domain';
import type { Clock } from '../runtime/clock.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import { changeTranche } from './change-tranche.js';
import type { Tranche } from './tranches.js';

/**
 * A person says “again” for tranches of an invoice that are held or wait with a problem, or asks for those left out after
 * all. Answers how many go on.
 */
export class RetryTranches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  run(tenantId: string, ledgerId: string, paymentIds: readonly string[], by: string): Promise<number> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      const waiting = (await store.tranches.of([ledgerId])).filter(
        (tranche) => paymentIds.includes(tranche.paymentId) && mayGoOn(tranche),
      );
      for (const tranche of waiting) {
        if (tranche.state === 'planned') await hasten(store, tranche, now, by);
        else await changeTranche(store, tranche, 'planned', now, { attempts: 0, nextAttemptAt: now, problems: [] }, by);
        await store.jobs.wake({ tenantId, connectionId: tranche.connectionId, task: 'settle' });
      }
      return waiting.length;
    });
  }
}

function mayGoOn({ state, problems }: Tranche): boolean {
  return state === 'held' || state === 'left_out' || (state === 'planned' && problems.length > 0);
}

/** It would go on by itself, at a later time: nothing but that time changes, and the trail says who asked. */
async function hasten(store: Store, tranche: Tranche, now: Instant, by: string): Promise<void> {
  await store.tranches.save({ ...tranche, nextAttemptAt: now, changedAt: now });
  await store.audit.append({
    at: now,
    by,
    action: 'tranche.hastened',
    subject: { kind: 'tranche', id: tranche.paymentId },
    connectionId: tranche.connectionId,
    detail: { sourceInvoiceId: tranche.sourceInvoiceId },
  });
}
