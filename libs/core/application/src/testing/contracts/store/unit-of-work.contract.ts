import { FencedOff } from '../../../runtime/unit-of-work.js';
import { aConnection, aDocumentRow, anExport, aTenant, freshId, freshTenantId } from './examples.js';
import { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './world.js';

export function describeUnitOfWorkContract(name: string, make: MakeStoreWorld): void {
  describe(`Unit of work: ${name}`, () => {
    let world: StoreWorld;
    beforeEach(async () => {
      world = await make();
    });

    it('keeps what was written when the work ends well', async () => {
      const id = freshTenantId();
      await world.unitOfWork.run(id, (store) => store.tenants.save(aTenant(id)));
      expect(await world.unitOfWork.run(id, (store) => store.tenants.find())).toEqual(aTenant(id));
    });

    it('keeps nothing when the work throws, and hands the error on', async () => {
      const { tenantId: id, connectionId } = await aSettledTenant(world);
      const work = world.unitOfWork.run(id, async (store) => {
        await store.tenants.save(aTenant(id, { name: 'Renamed' }));
        await store.exports.add([anExport(id, connectionId)]);
        await store.jobs.wake({ tenantId: id, connectionId, task: 'send' });
        throw new RangeError('the work fails');
      });
      await expect(work).rejects.toThrow('the work fails');
      await world.unitOfWork.run(id, async (store) => {
        expect(await store.tenants.find()).toEqual(aTenant(id));
        expect(await store.exports.due(connectionId, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      });
      expect((await world.wakes()).filter((wake) => wake.tenantId === id)).toEqual([]);
    });

    it('shows its own writes to the work before they are kept', async () => {
      const id = freshTenantId();
      await world.unitOfWork.run(id, async (store) => {
        const row = aDocumentRow();
        await store.documents.put([row]);
        expect(await store.documents.find('invoice', [row.sourceId])).toEqual([row]);
        await store.documents.remove('invoice', [row.sourceId]);
        expect(await store.documents.find('invoice', [row.sourceId])).toEqual([]);
      });
    });

    it('lets a wake-up out together with the rows', async () => {
      const id = freshTenantId();
      const wake = { tenantId: id, connectionId: freshId(), task: 'send' } as const;
      await world.unitOfWork.run(id, async (store) => {
        await store.jobs.wake(wake);
      });
      expect((await world.wakes()).filter((other) => other.tenantId === id)).toEqual([wake]);
    });

    it('shows one tenant nothing of another', async () => {
      const [mine, theirs] = [freshTenantId(), freshTenantId()];
      const connection = aConnection(theirs);
      const hidden = anExport(theirs, connection.id);
      await world.unitOfWork.run(theirs, async (store) => {
        await store.connections.add(connection);
        await store.exports.add([hidden]);
      });
      await world.unitOfWork.run(mine, async (store) => {
        expect(await store.connections.all()).toEqual([]);
        expect(await store.connections.find(connection.id)).toBeUndefined();
        expect(await store.exports.find([hidden.id])).toEqual([]);
        await expect(store.exports.update(hidden.id, (row) => row)).rejects.toThrow(RangeError);
      });
    });

    it('refuses a row of another tenant', async () => {
      const [mine, theirs] = [freshTenantId(), freshTenantId()];
      const smuggled = anExport(theirs, freshId());
      await expect(world.unitOfWork.run(mine, (store) => store.exports.add([smuggled]))).rejects.toThrow();
      expect(await world.unitOfWork.run(theirs, (store) => store.exports.find([smuggled.id]))).toEqual([]);
    });

    it('counts every one of many changes that were asked for at once', async () => {
      const { tenantId: id, connectionId } = await aSettledTenant(world);
      const row = anExport(id, connectionId);
      await world.unitOfWork.run(id, (store) => store.exports.add([row]));
      const bump = () =>
        world.unitOfWork.run(id, (store) =>
          store.exports.update(row.id, (current) => ({ ...current, attempts: current.attempts + 1 })),
        );
      await Promise.all(Array.from({ length: 20 }, bump));
      const [after] = await world.unitOfWork.run(id, (store) => store.exports.find([row.id]));
      expect(after?.attempts).toBe(20);
    });

    it('keeps what was written under a lease that is held', async () => {
      const id = freshTenantId();
      const lease = await taken(world, `send ${id}`);
      await world.unitOfWork.run(id, (store) => store.tenants.save(aTenant(id)), lease);
      expect(await world.unitOfWork.run(id, (store) => store.tenants.find(), lease)).toEqual(aTenant(id));
    });

    it('refuses the writes of a worker whose lease has a new holder', async () => {
      const id = freshTenantId();
      const lease = await taken(world, `send ${id}`, 50);
      await world.passTime(60);
      await taken(world, `send ${id}`);
      await expect(world.unitOfWork.run(id, (store) => store.tenants.save(aTenant(id)), lease)).rejects.toBeInstanceOf(
        FencedOff,
      );
      expect(await world.unitOfWork.run(id, (store) => store.tenants.find())).toBeUndefined();
    });

    it('refuses the writes of a worker whose lease ended while it worked', async () => {
      const id = freshTenantId();
      const lease = await taken(world, `send ${id}`, 200);
      const work = world.unitOfWork.run(
        id,
        async (store) => {
          await store.tenants.save(aTenant(id));
          await world.passTime(250);
        },
        lease,
      );
      await expect(work).rejects.toBeInstanceOf(FencedOff);
      expect(await world.unitOfWork.run(id, (store) => store.tenants.find())).toBeUndefined();
    });
  });
}

export function describeLeasesContract(name: string, make: MakeStoreWorld): void {
  describe(`Leases: ${name}`, () => {
    let world: StoreWorld;
    beforeEach(async () => {
      world = await make();
    });

    it('gives a lease to one holder at a time', async () => {
      const held = freshId();
      expect(await world.leases.take(held, 10_000)).toMatchObject({ name: held });
      expect(await world.leases.take(held, 10_000)).toBeUndefined();
      expect(await world.leases.take(freshId(), 10_000)).toBeDefined();
    });

    it('gives a greater token to every new holder', async () => {
      const held = freshId();
      const first = await taken(world, held);
      await world.leases.release(first);
      const second = await taken(world, held);
      expect(second.token > first.token).toBe(true);
    });

    it('ends by itself, and then cannot be extended', async () => {
      const held = freshId();
      const first = await taken(world, held, 50);
      await world.passTime(60);
      expect(await world.leases.extend(first, 10_000)).toBe(false);
      expect(await world.leases.take(held, 10_000)).toBeDefined();
    });

    it('lasts longer when it is extended in time', async () => {
      const held = freshId();
      const first = await taken(world, held, 400);
      expect(await world.leases.extend(first, 60_000)).toBe(true);
      await world.passTime(500);
      expect(await world.leases.take(held, 10_000)).toBeUndefined();
    });

    it('is not released by a holder that lost it', async () => {
      const held = freshId();
      const first = await taken(world, held, 50);
      await world.passTime(60);
      await taken(world, held);
      await world.leases.release(first);
      expect(await world.leases.take(held, 10_000)).toBeUndefined();
    });
  });
}

async function taken(world: StoreWorld, name: string, forMs = 60_000) {
  const lease = await world.leases.take(name, forMs);
  if (!lease) throw new Error(`Nobody should hold ${name}`);
  return lease;
}
