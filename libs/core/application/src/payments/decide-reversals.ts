import type { Instant } from '@bridge/domain';
import type { Link } from '../exports/links.js';
import type { Clock } from '../runtime/clock.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import { changeTranche } from './change-tranche.js';
import { nextTelling } from './next-telling.js';
import { MASS_REVERSAL } from './take-in-reversals.js';

/** `apply`: the source shows what the ledger shows. `dismiss`: the payments stay in the source. */
export type ReversalDecision = 'apply' | 'dismiss';

/** A person decides about the documents that turned unpaid suspiciously many at a time. */
export class DecideReversals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Answers how many documents it was about; 0 when none waited. */
  run(tenantId: string, connectionId: string, decision: ReversalDecision, by: string): Promise<number> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      const tranches = await store.tranches.inDoubt(connectionId);
      const links = await store.links.inDoubt(connectionId);
      const documents = new Set([...tranches, ...links].map((row) => row.ledgerId)).size;
      if (documents === 0) return 0;
      const to = decision === 'apply' ? 'to_remove' : 'kept';
      for (const tranche of tranches)
        await changeTranche(store, tranche, to, now, { nextAttemptAt: now, problems: [] }, by);
      for (const link of links) await decideExpense(store, link, decision, by, now);
      await store.findings.resolve(connectionId, MASS_REVERSAL, now);
      await store.audit.append({
        at: now,
        by,
        action: decision === 'apply' ? 'reversals.applied' : 'reversals.dismissed',
        subject: { kind: 'connection', id: connectionId },
        connectionId,
        detail: { documents },
      });
      await store.jobs.wake({ tenantId, connectionId, task: 'settle' });
      return documents;
    });
  }
}

async function decideExpense(
  store: Store,
  link: Link,
  decision: ReversalDecision,
  by: string,
  now: Instant,
): Promise<void> {
  const { settlement: _s, toldPaidOn, ...rest } = link;
  if (decision === 'apply') await store.links.save({ ...link, settlement: nextTelling(link.settlement, null, now) });
  // Only our own mark is ever taken back: one that a person keeps is not ours any more.
  else await store.links.save(rest);
  await store.audit.append({
    at: now,
    by,
    action: decision === 'apply' ? 'expense_payment.to_remove' : 'expense_payment.kept',
    subject: { kind: 'expense_payment', id: link.sourceId },
    connectionId: link.connectionId,
    detail: { ledgerId: link.ledgerId, ...(toldPaidOn !== undefined && { paidOn: toldPaidOn }) },
  });
}
