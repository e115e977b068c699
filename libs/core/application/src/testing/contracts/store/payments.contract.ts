import type { Tranche } from '../../../payments/tranches.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import { aLink, anImport, aTranche, freshId, MINUTE, NOW, refusal, without } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describePaymentsContract(name: string, make: MakeStoreWorld): void {
  describe(`Tranches, watermarks and imports: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('keeps one tranche per ledger payment, the last one saved', async () => {
      const planned = aTranche(tenantId, connectionId, { firstSentAt: NOW, problems: [refusal] });
      const rest = without(planned, 'firstSentAt');
      const recorded = { ...rest, state: 'recorded' as const, sourcePaymentId: '900', problems: [] };
      await run(async (store) => {
        await store.tranches.save(planned);
        expect(await store.tranches.of([planned.ledgerId])).toEqual([planned]);
        await store.tranches.save(recorded);
        expect(await store.tranches.of([planned.ledgerId, freshId()])).toEqual([recorded]);
      });
    });

    it('refuses a payment that belongs to another document', async () => {
      const tranche = aTranche(tenantId, connectionId);
      await run((store) => store.tranches.save(tranche));
      await run((store) =>
        expect(store.tranches.save({ ...tranche, ledgerId: freshId() })).rejects.toThrow(RangeError),
      );
    });

    it('hands out removals first, then the oldest payments, and only what is due', async () => {
      const tranche = (state: 'planned' | 'recording' | 'to_remove' | 'held' | 'left_out', paidOn: string) =>
        aTranche(tenantId, connectionId, { state, paidOn });
      const younger = tranche('planned', '2026-11-22');
      const older = tranche('recording', '2026-01-31');
      const removal = tranche('to_remove', '2026-11-23');
      const later = aTranche(tenantId, connectionId, { nextAttemptAt: NOW + 1 });
      const resting = [tranche('held', '2026-01-01'), tranche('left_out', '2026-01-01')];
      await run(async (store) => {
        for (const one of [younger, older, removal, later, ...resting]) await store.tranches.save(one);
        expect(await store.tranches.due(connectionId, NOW, 10)).toEqual([removal, older, younger]);
        expect(await store.tranches.due(connectionId, NOW, 2)).toEqual([removal, older]);
        expect(await store.tranches.due(connectionId, NOW, 1)).toEqual([removal]);
      });
    });

    it('keeps apart what waits for a person, and counts the documents that stand as paid', async () => {
      const tranche = (state: Tranche['state'], ledgerId = freshId()) =>
        aTranche(tenantId, connectionId, { state, ledgerId });
      const [doubted, recorded] = [tranche('in_doubt'), tranche('recorded')];
      const twice = tranche('recorded', recorded.ledgerId);
      await run(async (store) => {
        const rows = [doubted, recorded, twice, tranche('kept'), tranche('planned'), tranche('removed')];
        for (const one of rows) await store.tranches.save(one);
        for (const { ledgerId } of [doubted, recorded])
          await store.links.save(aLink(tenantId, connectionId, { ledgerId }));
        expect(await store.tranches.inDoubt(connectionId)).toEqual([doubted]);
        expect(await store.tranches.inDoubt(freshId())).toEqual([]);
        expect(await store.tranches.paidDocuments(connectionId)).toBe(2);
        expect(await store.tranches.due(connectionId, NOW + MINUTE, 10)).toMatchObject([{ state: 'planned' }]);
      });
    });

    it('counts no document as paid whose copy was unlinked, nor one that was never linked', async () => {
      const recorded = () => aTranche(tenantId, connectionId, { state: 'recorded' });
      const [linked, unlinked, unknown] = [recorded(), recorded(), recorded()];
      await run(async (store) => {
        for (const one of [linked, unlinked, unknown]) await store.tranches.save(one);
        await store.links.save(aLink(tenantId, connectionId, { ledgerId: linked.ledgerId }));
        await store.links.save(aLink(tenantId, connectionId, { ledgerId: unlinked.ledgerId, archivedAt: NOW }));
        expect(await store.tranches.paidDocuments(connectionId)).toBe(1);
      });
    });

    it('knows what was taken out of the source since a moment, and of that only what stood there', async () => {
      const gone = (over: Partial<Tranche>) =>
        aTranche(tenantId, connectionId, { sourcePaymentId: '900', changedAt: NOW + 1, ...over });
      const taken = (['to_remove', 'removing', 'removed'] as const).map((state) => gone({ state }));
      const others = [
        gone({ state: 'recorded' }),
        gone({ state: 'removed', changedAt: NOW }),
        without(gone({ state: 'removed' }), 'sourcePaymentId'),
      ];
      await run(async (store) => {
        for (const one of [...others, ...taken]) await store.tranches.save(one);
        expect(await store.tranches.takenOutSince(connectionId, NOW)).toEqual(taken);
        expect(await store.tranches.takenOutSince(freshId(), NOW)).toEqual([]);
      });
    });

    it('knows no watermark before the first cycle, and then the last one saved', async () => {
      await run(async (store) => {
        expect(await store.watermarks.find(connectionId)).toBeUndefined();
        await store.watermarks.save(connectionId, { lowerBound: NOW });
        await store.watermarks.save(connectionId, { lowerBound: NOW + MINUTE });
        expect(await store.watermarks.find(connectionId)).toEqual({ lowerBound: NOW + MINUTE });
      });
    });

    it('answers the latest import, as it was last saved', async () => {
      const first = anImport(connectionId);
      const running = anImport(connectionId, { startedAt: NOW + MINUTE, trigger: 'person' });
      const finished = { ...running, finishedAt: NOW + 2 * MINUTE, problem: refusal };
      await run(async (store) => {
        expect(await store.imports.latest(connectionId)).toBeUndefined();
        await store.imports.save(running);
        await store.imports.save(first);
        expect(await store.imports.latest(connectionId)).toEqual(running);
        await store.imports.save(finished);
        expect(await store.imports.latest(connectionId)).toEqual(finished);
      });
    });
  });
}
