import { problem } from '@bridge/domain';
import type { PaymentImport } from '../../../payments/payment-imports.js';
import type { ImportQuery } from '../../../queries/activity-list.js';
import { aDocumentRow, aLink, anExport, anImport, aTranche, freshId, gbp, MINUTE, NOW, refusal } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

const DAY = 24 * 60 * MINUTE;
const all = { kind: 'invoice', sort: 'issued_on', descending: false, offset: 0, limit: 50 } as const;

export function describeDocumentListContract(name: string, make: MakeStoreWorld): void {
  describe(`Document list: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('shows how each document stands', async () => {
      const copied = aLink(tenantId, connectionId, { settledOn: '2026-11-23', paid: gbp(120_000n), due: gbp(0n) });
      const refusedAgain = aLink(tenantId, connectionId);
      const running = anExport(tenantId, connectionId, { nextAttemptAt: NOW + MINUTE, problems: [refusal] });
      const refused = anExport(tenantId, connectionId, { sourceId: refusedAgain.sourceId, copy: 2, state: 'refused' });
      const skipped = anExport(tenantId, connectionId, { state: 'skipped' });
      const unlinked = anExport(tenantId, connectionId, { state: 'exported' });
      const rows = [
        ...[copied, running, refused, skipped, unlinked].map(({ sourceId }) => aDocumentRow({ sourceId })),
        aDocumentRow({ exportedAs: freshId() }),
      ];
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.documents.put(rows);
        for (const link of [copied, refusedAgain]) await store.links.save(link);
        await store.links.save(aLink(tenantId, connectionId, { sourceId: unlinked.sourceId, archivedAt: NOW }));
        await store.exports.add([running, refused, skipped, unlinked]);
      });
      const { rows: found, total } = await world.documentList.page(tenantId, all);
      expect(total).toBe(6);
      const by = new Map(found.map((row) => [row.sourceId, row]));
      const statuses = rows.map((row) => by.get(row.sourceId)?.copyStatus);
      expect(statuses).toEqual(['copied', 'queued', 'attention', 'skipped', 'not_copied', 'elsewhere']);
      expect(by.get(running.sourceId)).toEqual({
        ...rows[1],
        copyStatus: 'queued',
        exportId: running.id,
        problems: [refusal],
        nextAttemptAt: NOW + MINUTE,
      });
      const { ledgerId, url, number, status, paid, credited, due, settledOn } = copied;
      expect(by.get(copied.sourceId)).toEqual({
        ...rows[0],
        copyStatus: 'copied',
        problems: [],
        copy: { ledgerId, url, number, status, paid, credited, due, settledOn },
      });
      const wanting = { ...all, copyStatuses: ['attention', 'elsewhere'] as const };
      expect((await world.documentList.page(tenantId, wanting)).total).toBe(2);
      expect((await world.documentList.page(tenantId, { ...all, copyStatuses: [] })).rows).toEqual([]);
    });

    it('filters, sorts and pages, and answers the ids of all that match', async () => {
      const row = (
        sourceId: string,
        issuedOn: string,
        minor: bigint,
        rest: Partial<ReturnType<typeof aDocumentRow>> = {},
      ) => aDocumentRow({ sourceId, issuedOn, total: gbp(minor), number: `INV-${sourceId}`, ...rest });
      const documents = [
        row('a', '2026-01-31', 300n, { companyName: 'Zebra 50%', subsidiaryId: '12' }),
        row('b', '2026-02-28', 100n, { title: 'Relaunch', progress: 'sent' }),
        row('c', '2026-03-31', 200n),
        row('d', '2026-03-31', 200n),
        row('e', '2026-03-31', 200n, { kind: 'expense' }),
      ];
      await world.unitOfWork.run(tenantId, (store) => store.documents.put(documents));
      const ids = async (query: object) => world.documentList.matching(tenantId, { ...all, ...query }, 100);
      expect(await ids({})).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids({ descending: true })).toEqual(['d', 'c', 'b', 'a']);
      expect(await ids({ sort: 'total' })).toEqual(['b', 'c', 'd', 'a']);
      expect(await ids({ sort: 'company' })).toEqual(['b', 'c', 'd', 'a']);
      expect(await ids({ sort: 'number', descending: true })).toEqual(['d', 'c', 'b', 'a']);
      expect(await ids({ issuedFrom: '2026-02-28', issuedTo: '2026-03-30' })).toEqual(['b']);
      expect(await ids({ text: 'RELAUNCH', progress: ['sent'] })).toEqual(['b']);
      expect(await ids({ text: '0%' })).toEqual(['a']);
      expect(await ids({ subsidiaryIds: ['12'] })).toEqual(['a']);
      expect(await ids({ sourceIds: ['c', 'e', 'nowhere'] })).toEqual(['c']);
      expect(await ids({ kind: 'expense' })).toEqual(['e']);
      expect(await world.documentList.matching(tenantId, all, 2)).toEqual(['a', 'b']);
      const page = await world.documentList.page(tenantId, { ...all, offset: 1, limit: 2 });
      expect(page.rows.map((found) => found.sourceId)).toEqual(['b', 'c']);
      expect(page.total).toBe(4);
    });

    it('tells a copy that is no longer what was copied, on either side', async () => {
      const copy = (rest: object = {}) => anExport(tenantId, connectionId, { state: 'exported', ...rest });
      const whenBooksWereClosed = {
        ...anExport(tenantId, connectionId).document,
        ...{ issuedOn: '2027-01-01', dueOn: '2027-01-01' },
        wereBooksOpen: { issuedOn: aDocumentRow().issuedOn, dueOn: aDocumentRow().dueOn ?? '' },
      };
      const moved = copy({ document: whenBooksWereClosed });
      const exports = [copy(), copy(), copy(), copy(), copy(), copy(), moved] as const;
      const [same, edited, inBooks, voided, noDueDay, again] = exports;
      const row = ({ sourceId }: { sourceId: string }, rest: object = {}) => aDocumentRow({ sourceId, ...rest });
      const link = ({ sourceId }: { sourceId: string }, rest: object = {}) =>
        aLink(tenantId, connectionId, { sourceId, ...rest });
      const { dueOn: _dueOn, ...withoutDueDay } = row(noDueDay);
      const cheaper = { total: gbp(90_000n) };
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([...exports, copy({ sourceId: again.sourceId, copy: 2 })]);
        for (const one of [same, edited, noDueDay, moved]) await store.links.save(link(one));
        await store.links.save(link(voided, { status: 'voided' }));
        await store.links.save(link(again, { copy: 2 }));
        const seen = link(inBooks);
        await store.links.save(seen);
        const put = [row(same), row(edited), row(inBooks), row(voided, cheaper), withoutDueDay, row(again), row(moved)];
        await store.documents.put(put);
        await store.links.save({ ...seen, ...cheaper });
        await store.documents.put([row(edited, { ...cheaper, dueOn: '2027-01-01' })]);
      });
      const { rows } = await world.documentList.page(tenantId, all);
      const by = new Map(rows.map((found) => [found.sourceId, found]));
      const statuses = exports.map(({ sourceId }) => by.get(sourceId)?.copyStatus);
      expect(statuses).toEqual(['copied', 'changed', 'changed', 'copied', 'copied', 'copied', 'copied']);
      expect(by.get(edited.sourceId)?.changes).toEqual({
        dueOn: { copied: '2026-12-20', now: '2027-01-01' },
        total: { copied: gbp(120_000n), now: gbp(90_000n) },
      });
      const ledgerTotal = { copied: gbp(120_000n), now: gbp(90_000n) };
      expect(by.get(inBooks.sourceId)?.changes).toEqual({ ledgerTotal });
      const changed = { ...all, copyStatuses: ['changed'] as const };
      expect((await world.documentList.page(tenantId, changed)).total).toBe(2);
    });

    it('compares with what the ledger took last, whatever became of an update since', async () => {
      const { sourceId, ...first } = anExport(tenantId, connectionId, { state: 'exported' });
      const { document } = first;
      const cheaper = { ...document, totals: { ...document.totals, total: gbp(90_000n) } };
      const update = (state: 'exported' | 'refused', requestedAt: number) =>
        anExport(tenantId, connectionId, { sourceId, state, requestedAt, document: cheaper });
      const status = async () => (await world.documentList.page(tenantId, all)).rows[0]?.copyStatus;
      const refused = update('refused', NOW + 1);
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([{ sourceId, ...first }, refused]);
        await store.links.save(aLink(tenantId, connectionId, { sourceId, total: gbp(120_000n) }));
        await store.documents.put([aDocumentRow({ sourceId, total: gbp(90_000n) })]);
      });
      expect(await status()).toBe('attention');
      await world.unitOfWork.run(tenantId, (store) =>
        store.exports.update(refused.id, (row) => ({ ...row, state: 'skipped' })),
      );
      expect(await status()).toBe('changed');
      const [row] = (await world.documentList.page(tenantId, all)).rows;
      expect(row?.changes).toEqual({ total: { copied: gbp(120_000n), now: gbp(90_000n) } });
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([update('exported', NOW + 2)]);
        const [link] = await store.links.of('invoice', [sourceId]);
        if (link) await store.links.save({ ...link, total: gbp(90_000n) });
      });
      expect(await status()).toBe('copied');
    });

    it('takes the other sign of a credit note for no change', async () => {
      const credits = [1, 2].map(() => {
        const made = anExport(tenantId, connectionId, { state: 'exported' });
        return { ...made, document: { ...made.document, credit: {} } };
      });
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add(credits);
        for (const { sourceId } of credits) await store.links.save(aLink(tenantId, connectionId, { sourceId }));
        const totals = [gbp(-120_000n), gbp(120_000n)];
        const rows = credits.map(({ sourceId }, index) => aDocumentRow({ sourceId, total: totals[index] ?? gbp(0n) }));
        await store.documents.put(rows);
      });
      const { rows } = await world.documentList.page(tenantId, all);
      const statusOf = (sourceId = '') => rows.find((found) => found.sourceId === sourceId)?.copyStatus;
      expect(credits.map(({ sourceId }) => statusOf(sourceId))).toEqual(['copied', 'changed']);
    });

    it('shows one tenant nothing of another', async () => {
      const other = await aSettledTenant(world);
      await world.unitOfWork.run(other.tenantId, (store) => store.documents.put([aDocumentRow()]));
      expect(await world.documentList.page(tenantId, all)).toEqual({ rows: [], total: 0 });
    });
  });
}

export function describeActivityContract(name: string, make: MakeStoreWorld): void {
  describe(`Activity: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });
    const slice = { offset: 0, limit: 50 };

    it('lists exports, the newest request first, by every filter', async () => {
      const older = anExport(tenantId, connectionId, { state: 'refused', problems: [refusal] });
      const newer = anExport(tenantId, connectionId, { kind: 'expense', requestedAt: NOW + MINUTE });
      await world.unitOfWork.run(tenantId, (store) => store.exports.add([older, newer]));
      const list = async (query: object) => world.activityList.exports(tenantId, { ...slice, ...query });
      expect(await list({})).toEqual({ rows: [newer, older], total: 2 });
      expect(await list({ limit: 1, offset: 1 })).toEqual({ rows: [older], total: 2 });
      expect(await list({ kind: 'expense' })).toEqual({ rows: [newer], total: 1 });
      expect(await list({ states: ['refused'] })).toEqual({ rows: [older], total: 1 });
      expect(await list({ from: NOW + 1 })).toEqual({ rows: [newer], total: 1 });
      expect(await list({ to: NOW })).toEqual({ rows: [older], total: 1 });
      expect(await list({ text: 'CODE 999' })).toEqual({ rows: [older], total: 1 });
      expect(await list({ text: 'northwind' })).toEqual({ rows: [newer, older], total: 2 });
      expect(await list({ connectionId: freshId() })).toEqual({ rows: [], total: 0 });
    });

    it('lists tranches, imports and paid expenses, the newest first', async () => {
      const [early, late] = [
        aTranche(tenantId, connectionId, { paidOn: '2026-01-02' }),
        aTranche(tenantId, connectionId),
      ];
      const run = anImport(connectionId);
      const paid = aLink(tenantId, connectionId, { kind: 'expense', settledOn: '2026-11-20', paid: gbp(120_000n) });
      await world.unitOfWork.run(tenantId, async (store) => {
        for (const tranche of [early, late]) await store.tranches.save(tranche);
        await store.imports.save(run);
        for (const link of [paid, aLink(tenantId, connectionId, { kind: 'expense' })]) await store.links.save(link);
      });
      expect(await world.activityList.tranches(tenantId, slice)).toEqual({ rows: [late, early], total: 2 });
      expect((await world.activityList.tranches(tenantId, { ...slice, sourceInvoiceId: 'other' })).total).toBe(0);
      expect(await world.activityList.imports(tenantId, { ...slice, connectionId })).toEqual({ rows: [run], total: 1 });
      const { sourceId, ledgerId, url, total, seenAt } = paid;
      expect(await world.activityList.expensePayments(tenantId, slice)).toEqual({
        rows: [{ sourceId, ledgerId, url, paid: gbp(120_000n), total, settledOn: '2026-11-20', seenAt }],
        total: 1,
      });
    });

    it('lists the imports that found something, those that failed, and those of some days', async () => {
      const run = (over: Partial<PaymentImport>) =>
        anImport(connectionId, { tranchesPlanned: 0, finishedAt: NOW, ...over });
      const quiet = run({ startedAt: NOW - 4 });
      const gone = run({ startedAt: NOW - 3, removalsPlanned: 1 });
      const settled = run({ startedAt: NOW - 2, settlementsPlanned: 1 });
      const failed = run({ startedAt: NOW - 1, problem: refusal });
      await world.unitOfWork.run(tenantId, async (store) => {
        for (const one of [quiet, gone, settled, failed]) await store.imports.save(one);
      });
      const rows = async (query: Partial<ImportQuery>) =>
        (await world.activityList.imports(tenantId, { ...slice, ...query })).rows;
      expect(await rows({})).toEqual([failed, settled, gone, quiet]);
      expect(await rows({ outcome: 'found' })).toEqual([settled, gone]);
      expect(await rows({ outcome: 'failed' })).toEqual([failed]);
      expect(await rows({ from: NOW - 3, to: NOW - 2 })).toEqual([settled, gone]);
    });

    it('counts what stands where, per connection and per day', async () => {
      const yesterday = NOW - DAY;
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([
          anExport(tenantId, connectionId),
          anExport(tenantId, connectionId, { state: 'exported', changedAt: yesterday }),
          anExport(tenantId, connectionId, { state: 'refused' }),
          anExport(tenantId, connectionId, { state: 'refused' }),
        ]);
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'held' }));
        const notSent = problem('invoice_not_sent', 'payment', 'Not sent.');
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'planned', problems: [notSent] }));
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'planned' }));
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'recorded' }));
        await store.findings.report({ key: 'k', connectionId, problem: refusal, foundAt: NOW });
      });
      expect(await world.activityList.counts(tenantId)).toEqual({
        [connectionId]: {
          exports: { queued: 1, sending: 0, uncertain: 0, exported: 1, refused: 2, skipped: 0 },
          tranchesHeld: 2,
          findings: 1,
        },
      });
      expect(await world.activityFigures.days(tenantId, 2, NOW)).toEqual([
        { on: '2026-11-23', copied: 1, refused: 0, tranches: 0 },
        { on: '2026-11-24', copied: 0, refused: 2, tranches: 1 },
      ]);
      expect(await world.activityFigures.findings(tenantId)).toHaveLength(1);
      expect(await world.activityFigures.calls(tenantId, NOW)).toEqual([
        { connectionId, usedToday: 0, dayLimit: 5000 },
      ]);
    });

    it('searches the audit trail, the newest entry first', async () => {
      const entry = (action: string, id: string) => ({
        at: NOW,
        by: 'Ada Brightwell',
        action,
        subject: { kind: 'export', id } as const,
        detail: { number: 'INV-0042' },
      });
      const [queued, sent] = [entry('export.queued', 'x1'), entry('export.sent', 'x2')];
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.audit.append(queued);
        await store.audit.append(sent);
      });
      const audit = (query: object) => world.activityFigures.audit(tenantId, { ...slice, ...query });
      expect(await audit({})).toEqual({ rows: [sent, queued], total: 2 });
      expect(await audit({ text: 'QUEUED' })).toEqual({ rows: [queued], total: 1 });
      expect(await audit({ text: 'inv-0042', limit: 1 })).toEqual({ rows: [sent], total: 2 });
    });
  });
}
