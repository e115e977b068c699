import type { ConsentRequest } from '../../../connections/directory.js';
import type { ApiKey, Session } from '../../../identity/sessions.js';
import type { Wake } from '../../../runtime/jobs.js';
import { aBatch, aLink, anExport, anImport, aTranche, freshId, freshTenantId, MINUTE, NOW } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeDoorContract(name: string, make: MakeStoreWorld): void {
  describe(`Sessions, API keys and consents: ${name}`, () => {
    let world: StoreWorld;
    let tenantId: string;
    beforeEach(async () => {
      world = await make();
      tenantId = freshTenantId();
    });

    it('knows a session by its hash until it expires or is closed', async () => {
      const session: Session = {
        secretHash: freshId(),
        tenantId,
        personId: '7',
        personName: 'Ada Brightwell',
        createdAt: NOW,
        expiresAt: NOW + MINUTE,
      };
      await world.doorkeeper.openSession(session);
      expect(await world.doorkeeper.session(session.secretHash, NOW)).toEqual(session);
      expect(await world.doorkeeper.session(freshId(), NOW)).toBeUndefined();
      expect(await world.doorkeeper.session(session.secretHash, NOW + MINUTE)).toBeUndefined();
      await world.doorkeeper.closeSession(session.secretHash);
      expect(await world.doorkeeper.session(session.secretHash, NOW)).toBeUndefined();
      await world.doorkeeper.closeSession(session.secretHash);
    });

    it('knows an API key by its hash until it is revoked, and marks it used', async () => {
      const key: ApiKey = {
        id: freshId(),
        tenantId,
        secretHash: freshId(),
        name: 'Nightly',
        right: 'copy',
        createdAt: NOW,
        createdBy: 'Ada Brightwell',
      };
      await world.apiKeys.add(key);
      expect(await world.apiKeys.all(tenantId)).toEqual([key]);
      expect(await world.apiKeys.all(freshTenantId())).toEqual([]);
      expect(await world.doorkeeper.apiKey(key.secretHash, NOW + 1)).toEqual({ ...key, lastUsedAt: NOW + 1 });
      expect(await world.doorkeeper.apiKey(freshId(), NOW)).toBeUndefined();
      await world.apiKeys.revoke(freshTenantId(), key.id, NOW);
      expect(await world.doorkeeper.apiKey(key.secretHash, NOW + 2)).toBeDefined();
      await world.apiKeys.revoke(tenantId, key.id, NOW + 3);
      expect(await world.doorkeeper.apiKey(key.secretHash, NOW + 4)).toBeUndefined();
      expect(await world.apiKeys.all(tenantId)).toEqual([{ ...key, lastUsedAt: NOW + 2, revokedAt: NOW + 3 }]);
    });

    it('hands a consent request out once, and not when it is too old', async () => {
      const request = (): ConsentRequest => ({
        stateHash: freshId(),
        tenantId,
        subsidiaryId: '11',
        subsidiaryName: 'Brightwell Studio Ltd',
        sessionHash: freshId(),
        begunBy: 'Ada Brightwell',
        expiresAt: NOW + 10 * MINUTE,
      });
      const [fresh, raced, stale] = [request(), { ...request(), connectionId: freshId() }, request()];
      for (const one of [fresh, raced, stale]) await world.directory.keepConsentRequest(one);
      expect(await world.directory.takeConsentRequest(fresh.stateHash, NOW)).toEqual(fresh);
      expect(await world.directory.takeConsentRequest(fresh.stateHash, NOW)).toBeUndefined();
      const take = () => world.directory.takeConsentRequest(raced.stateHash, NOW);
      const taken = await Promise.all([take(), take(), take()]);
      expect(taken.filter((one) => one !== undefined)).toEqual([raced]);
      expect(await world.directory.takeConsentRequest(stale.stateHash, NOW + 10 * MINUTE)).toBeUndefined();
    });
  });
}

export function describeDirectoryContract(name: string, make: MakeStoreWorld): void {
  describe(`Directory and due work: ${name}`, () => {
    let world: StoreWorld;
    beforeEach(async () => {
      world = await make();
    });

    const dueOf = async (tenantId: string): Promise<readonly Wake[]> =>
      (await world.dueWork.due(NOW)).filter((wake) => wake.tenantId === tenantId);

    it('says whose connection it is, and which ones live', async () => {
      const { tenantId, connectionId, connection } = await aSettledTenant(world);
      expect(await world.directory.tenantOf(connectionId)).toBe(tenantId);
      expect(await world.directory.tenantOf(freshId())).toBeUndefined();
      expect(await world.directory.liveConnections()).toContainEqual({ tenantId, connectionId });
      await world.unitOfWork.run(tenantId, (store) =>
        store.connections.update(connectionId, (row) => ({ ...row, state: 'off' })),
      );
      expect(await world.directory.liveConnections()).not.toContainEqual({ tenantId, connectionId });
      expect(await world.directory.connectionsOf(connection.organisation?.organisationId ?? '')).toEqual([]);
      expect(await world.directory.tenantOf(connectionId)).toBe(tenantId);
    });

    it('finds each kind of waiting work once, and none that is not due', async () => {
      const { tenantId, connectionId } = await aSettledTenant(world);
      const late = { attempts: 0, nextAttemptAt: NOW + 1 };
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([anExport(tenantId, connectionId, { nextAttemptAt: NOW + 1 })]);
        await store.exports.add([anExport(tenantId, connectionId, { state: 'refused' })]);
        await store.batches.add(aBatch(tenantId, connectionId, { closedAt: NOW }));
        await store.links.save(aLink(tenantId, connectionId, { announcement: late, extras: late }));
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'held' }));
      });
      expect(await dueOf(tenantId)).toEqual([]);
      const due = { attempts: 0, nextAttemptAt: NOW };
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([anExport(tenantId, connectionId), anExport(tenantId, connectionId)]);
        await store.links.save(aLink(tenantId, connectionId, { announcement: due }));
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'to_remove' }));
      });
      expect(new Set((await dueOf(tenantId)).map((wake) => wake.task))).toEqual(
        new Set(['send', 'announce', 'settle']),
      );
      expect(await dueOf(tenantId)).toHaveLength(3);
    });

    it('leaves work alone that somebody is at', async () => {
      const { tenantId, connectionId } = await aSettledTenant(world);
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.exports.add([anExport(tenantId, connectionId)]);
        await store.tranches.save(aTranche(tenantId, connectionId, { state: 'to_remove' }));
      });
      const lease = await world.leases.take(`send:${connectionId}`, MINUTE);
      expect((await dueOf(tenantId)).map((wake) => wake.task)).toEqual(['settle']);
      if (lease) await world.leases.release(lease);
      expect((await dueOf(tenantId)).map((wake) => wake.task).sort()).toEqual(['send', 'settle']);
    });

    it('finds an import that began and never ended', async () => {
      const { tenantId, connectionId } = await aSettledTenant(world);
      const run = anImport(connectionId);
      await world.unitOfWork.run(tenantId, (store) => store.imports.save(run));
      expect(await dueOf(tenantId)).toEqual([{ tenantId, connectionId, task: 'import' }]);
      await world.unitOfWork.run(tenantId, (store) => store.imports.save({ ...run, finishedAt: NOW }));
      expect(await dueOf(tenantId)).toEqual([]);
    });

    it('wakes the sender for a batch without an answer, the announcer for extras, the settler for expenses', async () => {
      const due = { attempts: 0, nextAttemptAt: NOW };
      const [batch, extras, settlement] = await Promise.all([1, 2, 3].map(() => aSettledTenant(world)));
      if (!batch || !extras || !settlement) throw new Error('Three tenants were asked for');
      await world.unitOfWork.run(batch.tenantId, (store) =>
        store.batches.add(aBatch(batch.tenantId, batch.connectionId)),
      );
      await world.unitOfWork.run(extras.tenantId, (store) =>
        store.links.save(aLink(extras.tenantId, extras.connectionId, { extras: due })),
      );
      await world.unitOfWork.run(settlement.tenantId, (store) =>
        store.links.save(
          aLink(settlement.tenantId, settlement.connectionId, {
            kind: 'expense',
            settlement: { ...due, paidOn: '2026-11-20' },
          }),
        ),
      );
      const wake = ({ tenantId, connectionId }: Omit<Wake, 'task'>, task: Wake['task']) => ({
        tenantId,
        connectionId,
        task,
      });
      expect(await dueOf(batch.tenantId)).toEqual([wake(batch, 'send')]);
      expect(await dueOf(extras.tenantId)).toEqual([wake(extras, 'announce')]);
      expect(await dueOf(settlement.tenantId)).toEqual([wake(settlement, 'settle')]);
    });

    it('leaves lost and paused connections alone', async () => {
      const lost = await aSettledTenant(world, { state: 'lost' });
      const paused = await aSettledTenant(world, { pausedUntil: NOW + 1 });
      const resumed = await aSettledTenant(world, { pausedUntil: NOW });
      for (const { tenantId, connectionId } of [lost, paused, resumed])
        await world.unitOfWork.run(tenantId, (store) => store.exports.add([anExport(tenantId, connectionId)]));
      expect(await dueOf(lost.tenantId)).toEqual([]);
      expect(await dueOf(paused.tenantId)).toEqual([]);
      expect(await dueOf(resumed.tenantId)).toHaveLength(1);
    });
  });
}
