import { eligibility, type DocumentKind, type Instant } from '@bridge/domain';
import { noteLateReceipts } from '../exports/late-receipts.js';
import type { Clock } from '../runtime/clock.js';
import type { Leases } from '../runtime/leases.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { DocumentRow } from './document-shelf.js';
import type { SourceDocuments } from './source-documents.js';

const LEASE_MS = 180_000;
const OVERLAP_MS = 5 * 60_000;

/** Keeps the read model of the source's documents up to date: everything once, then what changed. Faults pass through. */
export class RefreshDocuments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: SourceDocuments,
    private readonly leases: Leases,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string): Promise<void> {
    const lease = await this.leases.take(`documents:${tenantId}`, LEASE_MS);
    if (lease === undefined) return;
    try {
      for (const kind of await this.#kinds(tenantId)) {
        const through = await this.unitOfWork.run(tenantId, (store) => store.documents.filledThrough(kind));
        const startedAt = this.clock.now();
        const since: Instant | undefined = through === undefined ? undefined : through - OVERLAP_MS;
        for (let page = 1, isLast = false; !isLast; page += 1) {
          const changes = await this.sources.changedSince(tenantId, kind, since, page);
          await this.unitOfWork.run(
            tenantId,
            async (store) => {
              await store.documents.put(await withMoments(store, kind, changes.rows, since !== undefined, startedAt));
              await store.documents.remove(kind, changes.deletedIds);
              await noteLateReceipts(store, changes.receipts, this.clock.now());
            },
            lease,
          );
          await this.leases.extend(lease, LEASE_MS);
          isLast = changes.isLast;
        }
        await this.unitOfWork.run(tenantId, (store) => store.documents.markFilled(kind, startedAt), lease);
      }
    } finally {
      await this.leases.release(lease);
    }
  }

  /** Purchase orders cost a call each time, and most plans have none: they are read where somebody copies them. */
  #kinds(tenantId: string): Promise<readonly DocumentKind[]> {
    return this.unitOfWork.run(tenantId, async (store) => {
      for (const { id } of await store.connections.all()) {
        const { settings } = await store.settings.find(id);
        if (settings.purchaseOrders !== undefined) return ['invoice', 'expense', 'purchase_order'];
      }
      return ['invoice', 'expense'];
    });
  }
}

/** Rows with the moments at which they came so far as to be copied: those known before, or now. */
async function withMoments(
  store: Store,
  kind: DocumentKind,
  rows: readonly DocumentRow[],
  isNew: boolean,
  now: Instant,
): Promise<readonly DocumentRow[]> {
  const ids = rows.map((row) => row.sourceId);
  const before = new Map((await store.documents.find(kind, ids)).map((row) => [row.sourceId, row]));
  return rows.map((row) => ({ ...row, ...eligibility(row.progress, before.get(row.sourceId), isNew, now) }));
}
