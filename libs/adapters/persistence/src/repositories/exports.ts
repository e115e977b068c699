import { LockMode, type InferEntity } from '@mikro-orm/core';
import { isOpen, move, type DocumentKind, type Instant } from '@bridge/domain';
import { ExportConflict, type Batch, type Batches, type Export, type Exports } from '@bridge/application';
import { own, pick, put, searchable, type Filled, without, type TenantSession } from '../engine/rows.js';
import { BatchTable, ExportTable } from '../tables/exports.js';

const OPEN = ['queued', 'sending', 'uncertain'];

export class MikroExports implements Exports {
  /** As they stand in this transaction. Nobody else changes them meanwhile: those of one tenant run one after the other. */
  readonly #known = new Map<string, Export>();

  constructor(private readonly session: TenantSession) {}

  async add(exports: readonly Export[]): Promise<void> {
    if (exports.length === 0) return;
    const conflicts = [...repeated(exports), ...(await this.#busy(exports))];
    if (conflicts.length > 0) throw new ExportConflict([...new Set(conflicts)]);
    const [known] = await this.find(exports.map((added) => added.id));
    if (known) throw new RangeError(`There is an export ${known.id} already`);
    await put(
      this.session,
      ExportTable,
      exports.map((added) => rowOf(own(this.session, added))),
    );
  }

  async find(ids: readonly string[]): Promise<readonly Export[]> {
    const unknown = ids.filter((id) => !this.#known.has(id));
    const rows = unknown.length === 0 ? [] : await pick(this.session, ExportTable, { id: { $in: unknown } });
    for (const row of rows) this.#known.set(row.id, exportOf(row));
    return ids.map((id) => this.#known.get(id)).filter((found) => found !== undefined);
  }

  async latestOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Export[]> {
    const rows = await pick(
      this.session,
      ExportTable,
      { kind, sourceId: { $in: sourceIds } },
      { orderBy: [{ copy: 'asc' }, { requestedAt: 'asc' }] },
    );
    return [...new Map(rows.map((row) => [row.sourceId, exportOf(row)])).values()];
  }

  async latestSentOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Export[]> {
    const rows = await pick(
      this.session,
      ExportTable,
      { kind, sourceId: { $in: sourceIds }, state: 'exported' },
      { orderBy: [{ copy: 'asc' }, { requestedAt: 'asc' }] },
    );
    return [...new Map(rows.map((row) => [row.sourceId, exportOf(row)])).values()];
  }

  async sentAs(kind: DocumentKind, sourceId: string, copy: number): Promise<Export | undefined> {
    const where = { kind, sourceId, copy, state: 'exported' };
    const [row] = await pick(this.session, ExportTable, where, { orderBy: { requestedAt: 'desc' }, limit: 1 });
    return row && exportOf(row);
  }

  async due(connectionId: string, now: Instant, limit: number): Promise<readonly Export[]> {
    const rows = await pick(
      this.session,
      ExportTable,
      { connectionId, state: 'queued', nextAttemptAt: { $lte: now } },
      { orderBy: { requestedAt: 'asc', id: 'asc' }, limit },
    );
    return rows.map(exportOf);
  }

  async update(id: string, change: (current: Export) => Export): Promise<Export> {
    const [next] = await this.updateAll([id], change);
    if (next === undefined) throw new RangeError(`There is no export ${id}`);
    return next;
  }

  async updateAll(ids: readonly string[], change: (current: Export) => Export): Promise<readonly Export[]> {
    await this.find(ids);
    const changed = ids.map((id) => {
      const row = this.#known.get(id);
      if (!row) throw new RangeError(`There is no export ${id}`);
      const next = own(this.session, change(row));
      if (next.state !== row.state) move(row.state, next.state);
      return { next, isReopened: !isOpen(row.state) };
    });
    const conflicts = await this.#busy(changed.flatMap(({ next, isReopened }) => (isReopened ? [next] : [])));
    if (conflicts.length > 0) throw new ExportConflict(conflicts);
    const all = changed.map(({ next }) => next);
    if (all.length > 0) await put(this.session, ExportTable, all.map(rowOf));
    for (const next of all) this.#known.set(next.id, next);
    return all;
  }

  /** Documents of the given open exports that have another open export. One transaction of a tenant runs at a time. */
  async #busy(exports: readonly Export[]): Promise<readonly string[]> {
    const open = exports.filter((row) => isOpen(row.state));
    const ids = exports.map((row) => row.id);
    const busy = await Promise.all(
      (['invoice', 'expense', 'purchase_order'] as const).map(async (kind) => {
        const sourceIds = open.filter((row) => row.kind === kind).map((row) => row.sourceId);
        if (sourceIds.length === 0) return [];
        const where = { kind, sourceId: { $in: sourceIds }, state: { $in: OPEN }, id: { $nin: ids } };
        return pick(this.session, ExportTable, where);
      }),
    );
    return busy.flat().map((row) => row.sourceId);
  }
}

export class MikroBatches implements Batches {
  constructor(private readonly session: TenantSession) {}

  async add(batch: Batch): Promise<void> {
    const [known] = await pick(this.session, BatchTable, { id: batch.id });
    if (known) throw new RangeError(`There is a batch ${batch.id} already`);
    await put(this.session, BatchTable, [own(this.session, batch)]);
  }

  async open(connectionId: string): Promise<readonly Batch[]> {
    return pick(
      this.session,
      BatchTable,
      { connectionId, closedAt: null },
      { orderBy: { firstSentAt: 'asc', id: 'asc' } },
    );
  }

  async update(id: string, change: (current: Batch) => Batch): Promise<Batch> {
    const [row] = await pick(this.session, BatchTable, { id }, { lock: LockMode.PESSIMISTIC_WRITE });
    if (!row) throw new RangeError(`There is no batch ${id}`);
    const next = own(this.session, change(row));
    await put(this.session, BatchTable, [next]);
    return next;
  }
}

export function exportOf(row: Filled<InferEntity<typeof ExportTable>>): Export {
  return without(row, 'searchText');
}

function rowOf(row: Export) {
  const { document, receipt, problems } = row;
  const texts = [document.number, receipt?.number, document.party.name, ...problems.map((found) => found.detail)];
  return { ...row, searchText: searchable(...texts) };
}

function repeated(exports: readonly Export[]): readonly string[] {
  const open = exports.filter((row) => isOpen(row.state));
  const documents = open.map((row) => `${row.kind}/${row.sourceId}`);
  return open.filter((_, index) => documents.indexOf(documents[index] ?? '') !== index).map((row) => row.sourceId);
}
