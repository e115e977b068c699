import type { Export } from '../../../exports/export.js';
import { ExportConflict } from '../../../exports/exports.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import { aBatch, anEdition, anExport, freshId, gbp, MINUTE, NOW, refusal, without } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeExportsContract(name: string, make: MakeStoreWorld): void {
  describe(`Exports: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('gives back exactly what was added, in the order asked for', async () => {
      const plain = anExport(tenantId, connectionId);
      const full = anExport(tenantId, connectionId, {
        state: 'exported',
        problems: [refusal],
        notices: [{ ...refusal, code: 'rounding_line_added', fix: { card: 'invoices', key: 'rounding' } }],
        correlationId: 'abc-123',
        batchId: freshId(),
        // 90,071,992,547,409.93: two beyond what a floating-point number holds exactly.
        receipt: {
          ledgerId: freshId(),
          number: 'INV-0042',
          status: 'draft',
          total: gbp(9_007_199_254_740_993n),
          contactId: freshId(),
        },
      });
      await run((store) => store.exports.add([plain, full]));
      expect(await run((store) => store.exports.find([full.id, freshId(), plain.id]))).toEqual([full, plain]);
    });

    it('adds none when one of the documents is being copied already, and says which', async () => {
      const running = anExport(tenantId, connectionId, { state: 'uncertain' });
      await run((store) => store.exports.add([running]));
      const [fresh, again] = [
        anExport(tenantId, connectionId),
        anExport(tenantId, connectionId, { sourceId: running.sourceId }),
      ];
      await run(async (store) => {
        const adding = store.exports.add([fresh, again]);
        await expect(adding).rejects.toBeInstanceOf(ExportConflict);
        await expect(adding).rejects.toMatchObject({ sourceIds: [running.sourceId] });
        expect(await store.exports.find([fresh.id, again.id])).toEqual([]);
      });
    });

    it('refuses the same document twice at once', async () => {
      const first = anExport(tenantId, connectionId);
      const twin = anExport(tenantId, connectionId, { sourceId: first.sourceId });
      await run((store) => expect(store.exports.add([first, twin])).rejects.toBeInstanceOf(ExportConflict));
    });

    it('takes an invoice and an expense of the same id for two documents', async () => {
      const invoice = anExport(tenantId, connectionId);
      const expense = anExport(tenantId, connectionId, { kind: 'expense', sourceId: invoice.sourceId });
      await run((store) => store.exports.add([invoice, expense]));
      expect(await run((store) => store.exports.find([invoice.id, expense.id]))).toHaveLength(2);
    });

    it('lets a document be copied again once its copy has ended', async () => {
      const refused = anExport(tenantId, connectionId, { state: 'refused' });
      const again = anExport(tenantId, connectionId, { sourceId: refused.sourceId, requestedAt: NOW + MINUTE });
      await run(async (store) => {
        await store.exports.add([refused]);
        await store.exports.add([again]);
      });
      expect(await run((store) => store.exports.latestOf('invoice', [refused.sourceId]))).toEqual([again]);
    });

    it('refuses to reopen an ended export beside an open one of the same document', async () => {
      const refused = anExport(tenantId, connectionId, { state: 'refused' });
      const open = anExport(tenantId, connectionId, { sourceId: refused.sourceId });
      await run((store) => store.exports.add([refused, open]));
      await run((store) =>
        expect(store.exports.update(refused.id, (row) => ({ ...row, state: 'queued' }))).rejects.toBeInstanceOf(
          ExportConflict,
        ),
      );
    });

    it('answers the newest export of each document, by copy and then by time', async () => {
      const first = anExport(tenantId, connectionId, { state: 'exported', requestedAt: NOW + MINUTE });
      const second = anExport(tenantId, connectionId, { sourceId: first.sourceId, copy: 2, state: 'exported' });
      const other = anExport(tenantId, connectionId);
      await run((store) => store.exports.add([second, first, other]));
      const found = await run((store) =>
        store.exports.latestOf('invoice', [first.sourceId, other.sourceId, 'never exported']),
      );
      expect(new Set(found.map((row) => row.id))).toEqual(new Set([second.id, other.id]));
      expect(await run((store) => store.exports.latestOf('expense', [first.sourceId]))).toEqual([]);
    });

    it('answers the newest version that the ledger took, whatever became of an update since', async () => {
      const before = anEdition();
      const target = { ledgerId: before.ledgerId, before, overwritesEdits: false, attached: ['a.pdf'] };
      const first = anExport(tenantId, connectionId, { state: 'exported' });
      const { sourceId } = first;
      const newer = { sourceId, target: { ...target, supersedes: first.id } };
      const second = anExport(tenantId, connectionId, { ...newer, state: 'exported', requestedAt: NOW + 1 });
      const third = anExport(tenantId, connectionId, { ...newer, state: 'refused', requestedAt: NOW + 2 });
      await run((store) => store.exports.add([third, second, first, anExport(tenantId, connectionId)]));
      expect(await run((store) => store.exports.latestSentOf('invoice', [sourceId, 'never']))).toEqual([second]);
      expect(await run((store) => store.exports.latestOf('invoice', [sourceId]))).toEqual([third]);
      expect(await run((store) => store.exports.latestSentOf('expense', [sourceId]))).toEqual([]);
    });

    it('answers the newest version of one copy that the ledger took, whatever was copied since', async () => {
      const first = anExport(tenantId, connectionId, { state: 'exported' });
      const { sourceId } = first;
      const updated = anExport(tenantId, connectionId, { sourceId, state: 'exported', requestedAt: NOW + 1 });
      const again = anExport(tenantId, connectionId, { sourceId, state: 'refused', requestedAt: NOW + 2 });
      const second = anExport(tenantId, connectionId, { sourceId, copy: 2, state: 'exported', requestedAt: NOW + 3 });
      await run((store) => store.exports.add([updated, first, again, second]));
      const sentAs = (copy: number, kind: 'invoice' | 'expense' = 'invoice') =>
        run((store) => store.exports.sentAs(kind, sourceId, copy));
      expect([await sentAs(1), await sentAs(2), await sentAs(3)]).toEqual([updated, second, undefined]);
      expect(await sentAs(1, 'expense')).toBeUndefined();
    });

    it('answers what is queued and due, oldest first, and no more than asked for', async () => {
      const oldest = anExport(tenantId, connectionId, { requestedAt: NOW - 2 * MINUTE });
      const older = anExport(tenantId, connectionId, { requestedAt: NOW - MINUTE });
      const newer = anExport(tenantId, connectionId);
      const later = anExport(tenantId, connectionId, { nextAttemptAt: NOW + 1 });
      const sending = anExport(tenantId, connectionId, { state: 'sending' });
      await run((store) => store.exports.add([newer, later, oldest, sending, older]));
      await run(async (store) => {
        expect(await store.exports.due(connectionId, NOW, 2)).toEqual([oldest, older]);
        expect(await store.exports.due(connectionId, NOW, 50)).toEqual([oldest, older, newer]);
        expect(await store.exports.due(freshId(), NOW, 50)).toEqual([]);
      });
    });

    it('keeps a legal change and hands it back', async () => {
      const row = anExport(tenantId, connectionId, { problems: [refusal], correlationId: 'abc' });
      await run((store) => store.exports.add([row]));
      const rest = without(row, 'correlationId');
      const changed = { ...rest, state: 'sending' as const, attempts: 1, problems: [] };
      expect(await run((store) => store.exports.update(row.id, () => changed))).toEqual(changed);
      expect(await run((store) => store.exports.find([row.id]))).toEqual([changed]);
    });

    it('refuses an illegal move and keeps the row as it was', async () => {
      const row = anExport(tenantId, connectionId, { state: 'exported' });
      await run((store) => store.exports.add([row]));
      await run((store) =>
        expect(store.exports.update(row.id, (current) => ({ ...current, state: 'queued' }))).rejects.toThrow(
          RangeError,
        ),
      );
      expect(await run((store) => store.exports.find([row.id]))).toEqual([row]);
    });

    it('changes many at once, in the order they are named, or none when one of the moves is illegal', async () => {
      const [first, second] = [anExport(tenantId, connectionId), anExport(tenantId, connectionId)];
      const ended = anExport(tenantId, connectionId, { state: 'exported' });
      await run((store) => store.exports.add([first, second, ended]));
      const send = (row: Export): Export => ({ ...row, state: 'sending', attempts: row.attempts + 1 });
      const failing = run((store) => store.exports.updateAll([first.id, ended.id], send));
      await expect(failing).rejects.toThrow(RangeError);
      expect(await run((store) => store.exports.find([first.id]))).toEqual([first]);
      const sent = [send(second), send(first)];
      await run(async (store) => {
        expect(await store.exports.updateAll([second.id, first.id], send)).toEqual(sent);
        expect(await store.exports.find([second.id, first.id])).toEqual(sent);
      });
      expect(await run((store) => store.exports.find([second.id, first.id]))).toEqual(sent);
    });

    it('refuses to change an export that does not exist', async () => {
      await run((store) => expect(store.exports.update(freshId(), (row) => row)).rejects.toThrow(RangeError));
    });
  });
}

export function describeBatchesContract(name: string, make: MakeStoreWorld): void {
  describe(`Batches: ${name}`, () => {
    it('answers the open batches of a connection, oldest first, byte for byte', async () => {
      const world = await make();
      const { tenantId, connectionId } = await aSettledTenant(world);
      const newer = aBatch(tenantId, connectionId, { firstSentAt: NOW + MINUTE });
      const older = aBatch(tenantId, connectionId, { wire: '{"Total":12.50,  "a":"é\\u0041"}', isUpdate: true });
      const closed = aBatch(tenantId, connectionId, { closedAt: NOW });
      await world.unitOfWork.run(tenantId, async (store) => {
        for (const batch of [newer, older, closed]) await store.batches.add(batch);
        expect(await store.batches.open(connectionId)).toEqual([older, newer]);
      });
    });

    it('changes a batch, and no batch that does not exist', async () => {
      const world = await make();
      const { tenantId, connectionId } = await aSettledTenant(world);
      const batch = aBatch(tenantId, connectionId);
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.batches.add(batch);
        const closed = await store.batches.update(batch.id, (current) => ({ ...current, closedAt: NOW }));
        expect(closed).toEqual({ ...batch, closedAt: NOW });
        expect(await store.batches.open(connectionId)).toEqual([]);
        await expect(store.batches.update(freshId(), (current) => current)).rejects.toThrow(RangeError);
      });
    });
  });
}
