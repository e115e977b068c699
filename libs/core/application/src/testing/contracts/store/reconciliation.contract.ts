import type { Drift } from '../../../reconciliation/drifts.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import { aLink, freshId, MINUTE, NOW } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeReconciliationContract(name: string, make: MakeStoreWorld): void {
  describe(`Inventories and drifts: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);
    const aDrift = (over: Partial<Drift>): Drift => ({
      ...{ kind: 'total', ledgerId: freshId(), documentKind: 'invoice', expected: '1.00 GBP', shown: '2.00 GBP' },
      ...{ sourceId: '1', number: 'INV-1', foundAt: NOW },
      ...over,
    });

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('keeps how far the links are known to be complete, and forgets what is no longer set', async () => {
      const lastCheck = {
        ...{ startedAt: NOW, finishedAt: NOW + 1, documents: 3, links: 2, adopted: 1 },
        found: { twin: 1 },
      };
      const inventory = { through: NOW, doubtedThrough: NOW - MINUTE, witness: 'L1', lastCheck };
      await run(async (store) => {
        expect(await store.inventories.find(connectionId)).toBeUndefined();
        await store.inventories.save(connectionId, inventory);
        expect(await store.inventories.find(connectionId)).toEqual(inventory);
        await store.inventories.save(connectionId, { through: NOW + 1, doubtedThrough: NOW });
        expect(await store.inventories.find(connectionId)).toEqual({ through: NOW + 1, doubtedThrough: NOW });
      });
    });

    it('replaces all drifts at once, and remembers since when a thing has been found', async () => {
      const [old, gone] = [aDrift({ foundAt: NOW }), aDrift({ kind: 'twin', foundAt: NOW })];
      const again = { ...old, shown: '3.00 GBP', foundAt: NOW + MINUTE };
      const fresh = aDrift({ kind: 'orphan', foundAt: NOW + MINUTE });
      await run(async (store) => {
        await store.drifts.replaceAll(connectionId, [gone, old]);
        await store.drifts.replaceAll(connectionId, [fresh, again]);
        const all = { offset: 0, limit: 10 };
        expect(await store.drifts.list(connectionId, all)).toEqual({
          rows: [{ ...again, foundAt: NOW }, fresh],
          total: 2,
        });
        expect(await store.drifts.list(connectionId, { ...all, kind: 'orphan' })).toEqual({ rows: [fresh], total: 1 });
        expect(await store.drifts.list(connectionId, { offset: 1, limit: 1 })).toEqual({ rows: [fresh], total: 2 });
        expect(await store.drifts.list(freshId(), all)).toEqual({ rows: [], total: 0 });
        await store.drifts.replaceAll(connectionId, []);
        expect(await store.drifts.list(connectionId, all)).toEqual({ rows: [], total: 0 });
      });
    });

    it('keeps how a document was last seen in the books, and since when it looks so', async () => {
      const { total, paid, credited, due, ledgerId, kind } = aLink(tenantId, connectionId);
      const picture = {
        ...({ ledgerId, kind, status: 'approved', total, tax: total, paid, credited, due } as const),
        ...{ contactId: 'c-1', issuedOn: '2026-11-20', changedAt: NOW },
      };
      const voided = { ...picture, status: 'voided' } as const;
      await run(async (store) => {
        expect(await store.pictures.of(connectionId, [ledgerId])).toEqual([]);
        await store.pictures.keep(connectionId, [{ picture, seenAt: NOW }]);
        await store.pictures.keep(connectionId, [{ picture, seenAt: NOW + 1 }]);
        expect(await store.pictures.of(connectionId, [ledgerId, freshId()])).toEqual([{ picture, seenAt: NOW }]);
        await store.pictures.keep(connectionId, [{ picture: voided, seenAt: NOW + 2 }]);
        expect(await store.pictures.of(connectionId, [ledgerId])).toEqual([{ picture: voided, seenAt: NOW + 2 }]);
        expect(await store.pictures.of(freshId(), [ledgerId])).toEqual([]);
      });
    });

    it('knows every link that ever was, and turns the pages of those that live', async () => {
      const [first, second, archived] = ['a', 'b', 'c'].map((letter) =>
        aLink(tenantId, connectionId, {
          ledgerId: `${letter} ${freshId()}`,
          ...(letter === 'c' && { archivedAt: NOW }),
        }),
      );
      if (!first || !second || !archived) throw new Error('Three links');
      await run(async (store) => {
        for (const link of [archived, second, first]) await store.links.save(link);
        const known = await store.links.known(connectionId, [first.ledgerId, archived.ledgerId, freshId()]);
        expect(known).toEqual(new Set([first.ledgerId, archived.ledgerId]));
        expect(await store.links.known(freshId(), [first.ledgerId])).toEqual(new Set());
        expect(await store.links.page(connectionId, undefined, 1)).toEqual([first]);
        expect(await store.links.page(connectionId, first.ledgerId, 10)).toEqual([second]);
      });
    });
  });
}
