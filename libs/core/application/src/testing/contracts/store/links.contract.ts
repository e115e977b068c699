import type { Store } from '../../../runtime/unit-of-work.js';
import { aLink, freshId, gbp, MINUTE, NOW, refusal, without } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeLinksContract(name: string, make: MakeStoreWorld): void {
  describe(`Links: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('finds a link by its document and by its ledger id, exactly as it was saved', async () => {
      const link = aLink(tenantId, connectionId, {
        kind: 'expense',
        paid: gbp(40_000n),
        credited: gbp(5_000n),
        due: gbp(75_000n),
        settledOn: '2026-03-29',
        toldPaidOn: '2026-02-28',
        announcement: { attempts: 2, nextAttemptAt: NOW, problem: refusal },
        settlement: { attempts: 0, nextAttemptAt: NOW, paidOn: null },
      });
      await run((store) => store.links.save(link));
      expect(await run((store) => store.links.of('expense', [link.sourceId]))).toEqual([link]);
      expect(await run((store) => store.links.byLedgerId(connectionId, [link.ledgerId, freshId()]))).toEqual([link]);
      expect(await run((store) => store.links.of('invoice', [link.sourceId]))).toEqual([]);
      expect(await run((store) => store.links.byLedgerId(freshId(), [link.ledgerId]))).toEqual([]);
    });

    it('replaces the link with the same ledger id, and forgets what is no longer set', async () => {
      const link = aLink(tenantId, connectionId, { announcement: { attempts: 0, nextAttemptAt: NOW } });
      const announced = without(link, 'announcement');
      await run(async (store) => {
        await store.links.save(link);
        await store.links.save(announced);
        expect(await store.links.of('invoice', [link.sourceId])).toEqual([announced]);
        expect(await store.links.due(connectionId, 'announcement', NOW, 10)).toEqual([]);
      });
    });

    it('shows the newest copy first', async () => {
      const first = aLink(tenantId, connectionId);
      const second = aLink(tenantId, connectionId, { sourceId: first.sourceId, copy: 2 });
      await run(async (store) => {
        await store.links.save(second);
        await store.links.save(first);
        expect(await store.links.of('invoice', [first.sourceId])).toEqual([second, first]);
      });
    });

    it('refuses a second live link for the same copy of the same document', async () => {
      const link = aLink(tenantId, connectionId);
      await run((store) => store.links.save(link));
      const twin = aLink(tenantId, connectionId, { sourceId: link.sourceId });
      await expect(run((store) => store.links.save(twin))).rejects.toThrow(RangeError);
      expect(await run((store) => store.links.of('invoice', [link.sourceId]))).toEqual([link]);
    });

    it('answers what is due, longest waiting first', async () => {
      const waiting = (nextAttemptAt: number) =>
        aLink(tenantId, connectionId, { extras: { attempts: 0, nextAttemptAt } });
      const [older, newer, later] = [waiting(NOW - MINUTE), waiting(NOW), waiting(NOW + 1)];
      await run(async (store) => {
        for (const link of [newer, later, older]) await store.links.save(link);
        expect(await store.links.due(connectionId, 'extras', NOW, 10)).toEqual([older, newer]);
        expect(await store.links.due(connectionId, 'extras', NOW, 1)).toEqual([older]);
        expect(await store.links.due(connectionId, 'settlement', NOW, 10)).toEqual([]);
      });
    });

    it('shows archived links no more, and lets the copy be linked again', async () => {
      const link = aLink(tenantId, connectionId, { extras: { attempts: 0, nextAttemptAt: NOW } });
      const anew = aLink(tenantId, connectionId, { sourceId: link.sourceId });
      await run(async (store) => {
        await store.links.save(link);
        await store.links.archiveAll(connectionId, NOW);
        expect(await store.links.of('invoice', [link.sourceId])).toEqual([]);
        expect(await store.links.byLedgerId(connectionId, [link.ledgerId])).toEqual([]);
        expect(await store.links.due(connectionId, 'extras', NOW, 10)).toEqual([]);
        await store.links.save(anew);
        expect(await store.links.of('invoice', [link.sourceId])).toEqual([anew]);
      });
    });
  });
}
