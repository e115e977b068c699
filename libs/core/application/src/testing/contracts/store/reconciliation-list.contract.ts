import type { LedgerPicture } from '@bridge/domain';
import type { Link } from '../../../exports/links.js';
import type { Drift } from '../../../reconciliation/drifts.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import { aDocumentRow, aLink, anExport, aTranche, freshId, gbp, MINUTE, NOW } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeReconciliationListContract(name: string, make: MakeStoreWorld): void {
  describe(`Both sides of every copy: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);
    const all = () => ({ connectionId, sort: 'number', descending: false, offset: 0, limit: 50 }) as const;
    const page = (query: object = {}) => world.reconciliationList.page(tenantId, { ...all(), ...query });
    const numbers = async (query: object = {}) => (await page(query)).rows.map(({ source }) => source?.number);

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    /** An invoice that was copied, as both sides have it. */
    const copied = async (number: string, over: Partial<Link> = {}, document: object = {}): Promise<Link> => {
      const link = aLink(tenantId, connectionId, { number, ...over });
      const { sourceId, kind, copy } = link;
      const sent = anExport(tenantId, connectionId, { sourceId, kind, copy, state: 'exported' });
      await run(async (store) => {
        await store.documents.put([aDocumentRow({ sourceId, kind, number, ...document })]);
        await store.links.save(link);
        await store.exports.add([sent]);
      });
      return link;
    };
    const picture = ({ ledgerId, kind }: Link, over: Partial<LedgerPicture> = {}) => ({
      ...({ ledgerId, kind, status: 'approved', total: gbp(120_000n), tax: gbp(20_000n), paid: gbp(0n) } as const),
      ...{ credited: gbp(0n), due: gbp(120_000n), contactId: 'c-1', issuedOn: '2026-11-20', changedAt: NOW },
      ...over,
    });
    const drifted = ({ ledgerId, sourceId, kind }: Link, over: Partial<Drift>): Drift => ({
      ...{ kind: 'total', expected: '1200.00 GBP', shown: '900.00 GBP', documentKind: kind, foundAt: NOW },
      ...{ ledgerId, sourceId },
      ...over,
    });

    it('shows what the source says beside what the ledger showed when it was compared', async () => {
      const link = await copied('INV-1');
      await run(async (store) => {
        const contact = { id: 'c-1', name: 'Northwind', isActive: true };
        await store.contacts.takeIn(connectionId, [contact], NOW);
        const { ledgerId, sourceId: sourceInvoiceId } = link;
        for (const state of ['recorded', 'planned', 'removed'] as const)
          await store.tranches.save(aTranche(tenantId, connectionId, { ledgerId, sourceInvoiceId, state }));
        const seen = picture(link, { number: 'X-1', dueOn: '2027-01-01', paid: gbp(40_000n), due: gbp(80_000n) });
        await store.pictures.keep(connectionId, [{ picture: seen, seenAt: NOW + MINUTE }]);
        await store.drifts.replaceAll(connectionId, [
          drifted(link, { kind: 'number', expected: 'INV-1', shown: 'X-1' }),
        ]);
      });
      const { rows, total } = await page();
      expect(total).toBe(1);
      // One payment of 400.00 stands in the source: 1,200.00 - 400.00 = 800.00 are due there.
      expect(rows[0]).toEqual({
        ...{ kind: 'invoice', sourceId: link.sourceId, ledgerId: link.ledgerId, ledgerUrl: link.url, linkedAt: NOW },
        isCredit: false,
        source: {
          ...{ number: 'INV-1', companyName: 'Northwind Traders', issuedOn: '2026-11-20', dueOn: '2026-12-20' },
          ...{ net: gbp(100_000n), total: gbp(120_000n), progress: 'finalised', paid: gbp(40_000n), due: gbp(80_000n) },
          url: `https://app.productive.example/1001/invoices/${link.sourceId}`,
        },
        ledger: {
          ...{ number: 'X-1', contactName: 'Northwind', issuedOn: '2026-11-20', dueOn: '2027-01-01' },
          ...{ tax: gbp(20_000n), total: gbp(120_000n), status: 'approved' },
          ...{ paid: gbp(40_000n), credited: gbp(0n), due: gbp(80_000n), seenAt: NOW + MINUTE },
        },
        differences: [{ kind: 'number', expected: 'INV-1', shown: 'X-1' }],
      });
    });

    it('shows what was sent before the first comparison, and no ledger side where the comparison found none', async () => {
      await copied('INV-1');
      const gone = await copied('INV-2');
      await run((store) => store.drifts.replaceAll(connectionId, [drifted(gone, { kind: 'missing' })]));
      const [first, second] = (await page()).rows;
      expect(first?.ledger).toMatchObject({ tax: gbp(20_000n), issuedOn: '2026-11-20', dueOn: '2026-12-20' });
      expect(second?.ledger).toBeUndefined();
    });

    it('prefers what was read with the payments since the comparison', async () => {
      const link = await copied('INV-1', { seenAt: NOW + MINUTE, paid: gbp(120_000n), due: gbp(0n), status: 'paid' });
      await run((store) => store.pictures.keep(connectionId, [{ picture: picture(link), seenAt: NOW }]));
      const seen = async () => (await page()).rows[0]?.ledger;
      expect(await seen()).toMatchObject({ status: 'paid', due: gbp(0n), seenAt: NOW + MINUTE });
      const lastCheck = { startedAt: NOW + 2 * MINUTE, finishedAt: NOW + 3 * MINUTE, documents: 1, links: 1 };
      await run((store) =>
        store.inventories.save(connectionId, {
          ...{ through: 0, doubtedThrough: 0, lastCheck: { ...lastCheck, adopted: 0, found: {} } },
        }),
      );
      expect(await seen()).toMatchObject({ status: 'approved', due: gbp(120_000n), seenAt: NOW + 2 * MINUTE });
    });

    it('is filtered by the kind of difference, of document, and by part of a text', async () => {
      await copied('INV-1');
      await copied('INV-2', {}, { dueOn: '2027-02-01' });
      await copied('INV-3', { total: gbp(90_000n), due: gbp(90_000n) });
      await copied('INV-4', { status: 'voided' });
      const five = await copied('EXP-5', { kind: 'expense' }, { companyName: 'Zebra 50%' });
      const archived = await copied('INV-6', { archivedAt: NOW });
      await run((store) =>
        store.drifts.replaceAll(connectionId, [
          drifted(five, { kind: 'tax' }),
          drifted(archived, { kind: 'tax' }),
          drifted(aLink(tenantId, connectionId), { kind: 'orphan' }),
        ]),
      );
      expect(await numbers()).toEqual(['EXP-5', 'INV-1', 'INV-2', 'INV-3', 'INV-4']);
      expect(await numbers({ difference: 'any' })).toEqual(['EXP-5', 'INV-2', 'INV-3', 'INV-4']);
      expect((await page({ difference: 'any' })).total).toBe(4);
      expect(await numbers({ difference: 'edited' })).toEqual(['INV-2']);
      expect(await numbers({ difference: 'total' })).toEqual(['INV-3']);
      expect(await numbers({ difference: 'voided' })).toEqual(['INV-4']);
      expect(await numbers({ difference: 'tax' })).toEqual(['EXP-5']);
      expect(await numbers({ difference: 'orphan' })).toEqual([]);
      expect(await numbers({ kind: 'expense' })).toEqual(['EXP-5']);
      expect(await numbers({ text: '0%' })).toEqual(['EXP-5']);
      expect(await numbers({ text: 'inv-3' })).toEqual(['INV-3']);
      const kinds = (await page({ difference: 'any' })).rows.flatMap(({ differences }) => differences);
      expect(kinds.map(({ kind }) => kind)).toEqual(['tax', 'edited', 'total', 'voided']);
      expect(kinds[1]).toEqual({ kind: 'edited', expected: 'due 2026-12-20', shown: 'due 2027-02-01' });
      expect(kinds[2]).toEqual({ kind: 'total', expected: '1200.00 GBP', shown: '900.00 GBP' });
    });

    it('says that the source deleted the document of a live copy, once it was read since the copy was made', async () => {
      const since = { linkedAt: NOW, status: 'approved' } as const;
      const [gone, voided, young] = [
        await copied('INV-1', since),
        await copied('INV-2', { ...since, status: 'voided' }),
        await copied('INV-3', { ...since, linkedAt: NOW + MINUTE }),
      ];
      const order = await copied('PO-4', { ...since, kind: 'purchase_order' });
      await copied('INV-5', since);
      const deleted = async (query: object) => (await page(query)).rows.map(({ ledgerId }) => ledgerId);
      await run(async (store) => {
        const ids = [gone, voided, young].map(({ sourceId }) => sourceId);
        await store.documents.remove('invoice', ids);
        await store.documents.remove('purchase_order', [order.sourceId]);
        await store.documents.markFilled('invoice', NOW);
      });
      expect(await deleted({ difference: 'gone' })).toEqual([]);
      await run((store) => store.documents.markFilled('invoice', NOW + 1));
      expect(await deleted({ difference: 'gone' })).toEqual([gone.ledgerId]);
      expect(new Set(await deleted({ difference: 'any' }))).toEqual(new Set([gone.ledgerId, voided.ledgerId]));
      expect((await page({ difference: 'gone' })).rows[0]?.differences).toEqual([
        { kind: 'gone', expected: 'a document in Productive', shown: 'none' },
      ]);
      expect(
        (await page()).rows
          .flatMap(({ differences }) => differences)
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(['gone', 'voided']);
    });

    it('knows a credit note, whose other sign is no difference', async () => {
      const link = aLink(tenantId, connectionId);
      const { sourceId } = link;
      const sent = anExport(tenantId, connectionId, { sourceId, state: 'exported' });
      await run(async (store) => {
        await store.documents.put([aDocumentRow({ sourceId, total: gbp(-120_000n), net: gbp(-100_000n) })]);
        await store.links.save(link);
        await store.exports.add([{ ...sent, document: { ...sent.document, credit: {} } }]);
      });
      expect((await page()).rows).toMatchObject([{ isCredit: true, differences: [] }]);
      expect((await page({ difference: 'any' })).total).toBe(0);
    });

    it('is sorted and paged, and can be walked through from end to end', async () => {
      const one = { linkedAt: NOW + 3, total: gbp(100n), due: gbp(0n) };
      await copied('INV-1', { ...one, ledgerId: `a ${freshId()}` }, { issuedOn: '2026-03-01', companyName: 'B' });
      const two = { linkedAt: NOW + 1, total: gbp(300n), due: gbp(50n) };
      await copied('INV-2', { ...two, ledgerId: `c ${freshId()}` }, { issuedOn: '2026-01-01', companyName: 'C' });
      const three = { linkedAt: NOW + 2, total: gbp(200n), due: gbp(200n) };
      await copied('INV-3', { ...three, ledgerId: `b ${freshId()}` }, { issuedOn: '2026-02-01', companyName: 'A' });
      expect(await numbers({ sort: 'linked_at', descending: true })).toEqual(['INV-1', 'INV-3', 'INV-2']);
      expect(await numbers({ sort: 'issued_on' })).toEqual(['INV-2', 'INV-3', 'INV-1']);
      expect(await numbers({ sort: 'company' })).toEqual(['INV-3', 'INV-1', 'INV-2']);
      expect(await numbers({ sort: 'total' })).toEqual(['INV-1', 'INV-3', 'INV-2']);
      expect(await numbers({ sort: 'due', descending: true })).toEqual(['INV-3', 'INV-2', 'INV-1']);
      expect(await numbers({ offset: 1, limit: 1 })).toEqual(['INV-2']);
      expect((await page({ offset: 1, limit: 1 })).total).toBe(3);
      const walk = (ledgerId?: string) => world.reconciliationList.after(tenantId, { connectionId }, ledgerId, 2);
      const first = await walk();
      expect(first.map(({ source }) => source?.number)).toEqual(['INV-1', 'INV-3']);
      expect((await walk(first.at(-1)?.ledgerId)).map(({ source }) => source?.number)).toEqual(['INV-2']);
    });

    it('shows nothing of another tenant or connection, and a copy whose source is gone with one side alone', async () => {
      const other = await aSettledTenant(world);
      const lost = aLink(tenantId, connectionId);
      await run((store) => store.links.save(lost));
      const [row] = (await page()).rows;
      expect([row?.ledgerId, row?.source]).toEqual([lost.ledgerId, undefined]);
      expect((await page({ connectionId: other.connectionId })).total).toBe(0);
      expect((await world.reconciliationList.page(other.tenantId, all())).total).toBe(0);
    });
  });
}
