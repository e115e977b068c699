import { mayMove } from '@bridge/domain';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { changeExport } from './change-export.js';

/** A person decides that a document will not be copied. Answers the ids that were skipped; what is on its way is left alone. */
export class SkipExports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  run(tenantId: string, exportIds: readonly string[], by: string): Promise<readonly string[]> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const skippable = (await store.exports.find(exportIds)).filter((found) => mayMove(found.state, 'skipped'));
      for (const found of skippable) await changeExport(store, found.id, 'skipped', by, this.clock.now(), {});
      return skippable.map((found) => found.id);
    });
  }
}
