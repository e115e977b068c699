import { isOpen, move, type DocumentKind, type Instant } from '@bridge/domain';
import type { Batch, Batches } from '../../exports/batches.js';
import type { Export } from '../../exports/export.js';
import { ExportConflict, type Exports } from '../../exports/exports.js';
import type { MemoryTenant } from './memory-tenant.js';
import { by, newest } from './order.js';

export class MemoryExports implements Exports {
  constructor(private readonly rows: MemoryTenant) {}

  async add(exports: readonly Export[]): Promise<void> {
    const busy = new Set(this.rows.exports.values().filter(isRunning).map(documentOf));
    const conflicts: string[] = [];
    for (const added of exports) {
      this.rows.own(added);
      if (this.rows.exports.get(added.id)) throw new RangeError(`There is an export ${added.id} already`);
      if (isRunning(added) && busy.has(documentOf(added))) conflicts.push(added.sourceId);
      if (isRunning(added)) busy.add(documentOf(added));
    }
    if (conflicts.length > 0) throw new ExportConflict(conflicts);
    for (const added of exports) this.rows.exports.set(added.id, added);
  }

  async find(ids: readonly string[]): Promise<readonly Export[]> {
    return ids.map((id) => this.rows.exports.get(id)).filter((found) => found !== undefined);
  }

  async latestOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Export[]> {
    return newestExports(this.rows.exports.values(), kind, new Set(sourceIds));
  }

  async latestSentOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Export[]> {
    const sent = this.rows.exports.values().filter(({ state }) => state === 'exported');
    return newestExports(sent, kind, new Set(sourceIds));
  }

  async sentAs(kind: DocumentKind, sourceId: string, copy: number): Promise<Export | undefined> {
    const sent = this.rows.exports.values().filter((row) => row.state === 'exported' && row.copy === copy);
    return newestExports(sent, kind, new Set([sourceId]))[0];
  }

  async due(connectionId: string, now: Instant, limit: number): Promise<readonly Export[]> {
    return this.rows.exports
      .values()
      .filter((row) => row.connectionId === connectionId && row.state === 'queued' && row.nextAttemptAt <= now)
      .sort(
        by(
          (row) => row.requestedAt,
          (row) => row.id,
        ),
      )
      .slice(0, limit);
  }

  async update(id: string, change: (current: Export) => Export): Promise<Export> {
    const current = this.rows.exports.get(id);
    if (!current) throw new RangeError(`There is no export ${id}`);
    const next = this.rows.own(change(current));
    if (next.state !== current.state) move(current.state, next.state);
    if (isRunning(next) && this.#hasRunningSibling(next)) throw new ExportConflict([next.sourceId]);
    this.rows.exports.set(id, next);
    return next;
  }

  async updateAll(ids: readonly string[], change: (current: Export) => Export): Promise<readonly Export[]> {
    const updated: Export[] = [];
    for (const id of ids) updated.push(await this.update(id, change));
    return updated;
  }

  #hasRunningSibling(row: Export): boolean {
    return this.rows.exports
      .values()
      .some((other) => other.id !== row.id && isRunning(other) && documentOf(other) === documentOf(row));
  }
}

export class MemoryBatches implements Batches {
  constructor(private readonly rows: MemoryTenant) {}

  async add(batch: Batch): Promise<void> {
    if (this.rows.batches.get(batch.id)) throw new RangeError(`There is a batch ${batch.id} already`);
    this.rows.batches.set(batch.id, this.rows.own(batch));
  }

  async open(connectionId: string): Promise<readonly Batch[]> {
    return this.rows.batches
      .values()
      .filter((batch) => batch.connectionId === connectionId && batch.closedAt === undefined)
      .sort(
        by(
          (batch) => batch.firstSentAt,
          (batch) => batch.id,
        ),
      );
  }

  async update(id: string, change: (current: Batch) => Batch): Promise<Batch> {
    const current = this.rows.batches.get(id);
    if (!current) throw new RangeError(`There is no batch ${id}`);
    const next = this.rows.own(change(current));
    this.rows.batches.set(id, next);
    return next;
  }
}

/** The newest export of each wanted document. */
export function newestExports(
  exports: readonly Export[],
  kind: DocumentKind,
  sourceIds: ReadonlySet<string>,
): readonly Export[] {
  const latest = new Map<string, Export>();
  for (const row of exports) {
    if (row.kind !== kind || !sourceIds.has(row.sourceId)) continue;
    const known = latest.get(row.sourceId);
    if (!known || newest(row.copy - known.copy, row.requestedAt - known.requestedAt)) latest.set(row.sourceId, row);
  }
  return [...latest.values()];
}

function isRunning(row: Export): boolean {
  return isOpen(row.state);
}

function documentOf(row: Export): string {
  return `${row.kind}/${row.sourceId}`;
}
