import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { changeTranche } from './change-tranche.js';

/** A person says “again” for held tranches of an invoice, or asks for those left out after all. Answers how many go on. */
export class RetryTranches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  run(tenantId: string, ledgerId: string, paymentIds: readonly string[]): Promise<number> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      const waiting = (await store.tranches.of([ledgerId])).filter(
        (tranche) =>
          paymentIds.includes(tranche.paymentId) && (tranche.state === 'held' || tranche.state === 'left_out'),
      );
      for (const tranche of waiting) {
        await changeTranche(store, tranche, 'planned', now, { attempts: 0, nextAttemptAt: now, problems: [] });
        await store.jobs.wake({ tenantId, connectionId: tranche.connectionId, task: 'settle' });
      }
      return waiting.length;
    });
  }
}
