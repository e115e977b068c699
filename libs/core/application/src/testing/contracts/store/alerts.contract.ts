import type { Digest } from '../../../alerts/digests.js';
import type { Store } from '../../../runtime/unit-of-work.js';
import { aTranche, freshId, MINUTE, NOW, refusal } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeAlertsContract(name: string, make: MakeStoreWorld): void {
  describe(`Alerts: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    let connectionId: string;
    const run = <T>(work: (store: Store) => Promise<T>) => world.unitOfWork.run(tenantId, work);
    const aDigest = (over: Partial<Digest> = {}): Digest => ({
      ...{ id: freshId(), createdAt: NOW, attempts: 0, nextAttemptAt: NOW },
      mail: { subject: 'Brightwell: one thing', text: 'text', html: '<p>text</p>' },
      ...over,
    });
    const settings = { isOn: true, addresses: ['ada@brightwell.example'], changedAt: NOW, changedBy: 'Ada' };

    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('are off until somebody says otherwise, and the schedule knows who wants them', async () => {
      await run(async (store) => {
        expect(await store.alerts.find()).toBeUndefined();
        await store.alerts.save(settings);
        expect(await store.alerts.find()).toEqual(settings);
      });
      expect(await world.directory.alertedTenants()).toContain(tenantId);
      await run((store) => store.alerts.save({ ...settings, isOn: false }));
      expect(await world.directory.alertedTenants()).not.toContain(tenantId);
    });

    it('keep each digest until it was sent, the oldest first', async () => {
      const [first, second] = [aDigest(), aDigest({ createdAt: NOW + MINUTE, problem: refusal, attempts: 2 })];
      await run(async (store) => {
        expect(await store.digests.latest()).toBeUndefined();
        await store.digests.save(second);
        await store.digests.save(first);
        expect(await store.digests.waiting()).toEqual([first, second]);
        expect(await store.digests.latest()).toEqual(second);
        const sent = { ...first, attempts: 1, sentAt: NOW + 1, sentTo: ['ada@brightwell.example'] };
        await store.digests.save(sent);
        expect(await store.digests.waiting()).toEqual([second]);
        await store.digests.dropWaiting();
        expect(await store.digests.waiting()).toEqual([]);
        expect(await store.digests.latest()).toEqual(sent);
      });
    });

    it('know which failures were told, until they healed', async () => {
      await run(async (store) => {
        await store.digests.markTold(['a', 'b', 'a'], NOW);
        await store.digests.markTold(['b', 'c'], NOW + 1);
        expect(await store.digests.told()).toEqual(new Set(['a', 'b', 'c']));
        await store.digests.forget(['a', 'nothing']);
        await store.digests.forget([]);
        expect(await store.digests.told()).toEqual(new Set(['b', 'c']));
      });
      const other = await aSettledTenant(world);
      expect(await world.unitOfWork.run(other.tenantId, (store) => store.digests.told())).toEqual(new Set());
    });

    it('find the payments that are held', async () => {
      const held = ['a', 'b'].map((letter) =>
        aTranche(tenantId, connectionId, { paymentId: `${letter} ${freshId()}`, state: 'held', problems: [refusal] }),
      );
      await run(async (store) => {
        for (const tranche of [...held, aTranche(tenantId, connectionId)]) await store.tranches.save(tranche);
        expect(await store.tranches.held(connectionId, 10)).toEqual(held);
        expect(await store.tranches.held(connectionId, 1)).toEqual(held.slice(0, 1));
        expect(await store.tranches.held(freshId(), 10)).toEqual([]);
      });
    });
  });
}
