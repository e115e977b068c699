import { eligibility, type DocumentKind, type Instant } from '@bridge/domain';
import { enterSent } from '../payments/enter-sent.js';
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
              const before = await beforeOf(store, kind, changes.rows);
              await store.documents.put(withMoments(changes.rows, before, since !== undefined, startedAt));
              await store.documents.remove(kind, changes.deletedIds);
              await noteLateReceipts(store, changes.receipts, this.clock.now());
              await enterSent(store, sentSince(changes.rows, before), this.clock.now());
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

type Known = ReadonlyMap<string, DocumentRow>;

async function beforeOf(store: Store, kind: DocumentKind, rows: readonly DocumentRow[]): Promise<Known> {
  const known = await store.documents.find(
    kind,
    rows.map((row) => row.sourceId),
  );
  return new Map(known.map((row) => [row.sourceId, row]));
}

/** Rows with the moments at which they came so far as to be copied: those known before, or now. */
function withMoments(
  rows: readonly DocumentRow[],
  before: Known,
  isNew: boolean,
  now: Instant,
): readonly DocumentRow[] {
  return rows.map((row) => ({ ...row, ...eligibility(row.progress, before.get(row.sourceId), isNew, now) }));
}

/** Invoices that were known, and not as sent. */
function sentSince(rows: readonly DocumentRow[], before: Known): readonly string[] {
  const isSentNow = ({ kind, sourceId, progress }: DocumentRow) =>
    kind === 'invoice' && progress === 'sent' && (before.get(sourceId)?.progress ?? 'sent') !== 'sent';
  return rows.filter(isSentNow).map((row) => row.sourceId);
}
