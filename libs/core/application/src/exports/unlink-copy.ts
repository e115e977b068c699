import type { DocumentKind } from '@bridge/domain';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { resolveRefusals } from './note-refusals.js';
import type { SourceMarks } from './source-marks.js';

/** Forgets which ledger document is the copy. Nothing changes in the ledger; the source's mark is taken off. */
export class UnlinkCopy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly marks: SourceMarks,
    private readonly clock: Clock,
  ) {}

  /** False when there is no such copy. Faults of the source pass through, and then nothing is changed. */
  async run(tenantId: string, kind: DocumentKind, sourceId: string, ledgerId: string, by: string): Promise<boolean> {
    const links = await this.unitOfWork.run(tenantId, (store) => store.links.of(kind, [sourceId]));
    const link = links.find((candidate) => candidate.ledgerId === ledgerId);
    if (link === undefined) return false;
    if (kind === 'invoice' && links.length === 1) await this.#withdrawMark(tenantId, sourceId);
    await this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      const { announcement: _a, extras: _e, settlement, ...rest } = link;
      // An answer that is lost may have been a yes: whoever takes the day back must know of it.
      const lost = settlement?.problem?.code === 'answer_lost' ? settlement.paidOn : null;
      await store.links.save({ ...rest, ...(lost !== null && { toldPaidOn: lost }), archivedAt: now });
      await resolveRefusals(store, link.connectionId, now);
      await store.audit.append({
        at: now,
        by,
        action: 'link.removed',
        subject: { kind: 'link', id: ledgerId },
        connectionId: link.connectionId,
        detail: { kind, sourceId },
      });
    });
    return true;
  }

  /** A document that was deleted in the source has no mark any more. */
  async #withdrawMark(tenantId: string, sourceId: string): Promise<void> {
    try {
      await this.marks.withdraw(tenantId, sourceId);
    } catch (error) {
      if (!isFault(error) || error.fault.kind !== 'not_found') throw error;
    }
  }
}
