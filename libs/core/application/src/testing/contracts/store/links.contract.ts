import type { Link } from '../../../exports/links.js';
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

    it('saves many at once, or none when one of the copies is linked already', async () => {
      const [first, second] = [aLink(tenantId, connectionId), aLink(tenantId, connectionId)];
      const twin = { ...aLink(tenantId, connectionId), sourceId: first.sourceId, copy: first.copy };
      await run((store) => store.links.saveAll([first]));
      await expect(run((store) => store.links.saveAll([second, twin]))).rejects.toThrow(RangeError);
      const ledgerIds = [first.ledgerId, second.ledgerId];
      expect(await run((store) => store.links.byLedgerId(connectionId, ledgerIds))).toEqual([first]);
      await run((store) => store.links.saveAll([second, { ...first, seenAt: NOW + MINUTE }]));
      expect(new Set(await run((store) => store.links.byLedgerId(connectionId, ledgerIds)))).toEqual(
        new Set([{ ...first, seenAt: NOW + MINUTE }, second]),
      );
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

    it('keeps apart the expenses that wait for a person, and never calls them due', async () => {
      const settled = { attempts: 0, nextAttemptAt: NOW, paidOn: null };
      const expense = (over: Partial<Link>) => aLink(tenantId, connectionId, { kind: 'expense', ...over });
      const doubted = expense({ settlement: { ...settled, isInDoubt: true }, toldPaidOn: '2026-11-20' });
      const due = expense({ settlement: settled, toldPaidOn: '2026-11-21' });
      await run(async (store) => {
        for (const link of [doubted, due, expense({}), expense({ toldPaidOn: '2026-11-22', archivedAt: NOW })])
          await store.links.save(link);
        expect(await store.links.inDoubt(connectionId)).toEqual([doubted]);
        expect(await store.links.due(connectionId, 'settlement', NOW, 10)).toEqual([due]);
        expect(await store.links.paidExpenses(connectionId)).toBe(2);
      });
    });

    it('answers what is due, longest waiting first', async () => {
      const receipt = { id: '9', name: 'taxi.pdf', contentType: 'application/pdf', sizeBytes: 3 };
      const waiting = (nextAttemptAt: number) =>
        aLink(tenantId, connectionId, { extras: { attempts: 0, nextAttemptAt, done: ['own'], late: [receipt] } });
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
        expect(await store.links.archived(link.ledgerId)).toEqual({ ...link, archivedAt: NOW });
        expect(await store.links.archived(anew.ledgerId)).toBeUndefined();
        await store.links.save(anew);
        expect(await store.links.archived(anew.ledgerId)).toBeUndefined();
        expect(await store.links.of('invoice', [link.sourceId])).toEqual([anew]);
      });
    });
  });
}
