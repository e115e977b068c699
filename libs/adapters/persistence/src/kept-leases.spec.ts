import { FencedOff } from '@bridge/application';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);
afterAll(() => world.close());

const endEarly = (name: string) =>
  world.execute(`update leases set until = clock_timestamp() - interval '1 second' where name = '${name}'`);
const isFree = async (name: string) =>
  (await world.execute(`select from leases where name = '${name}' and until < clock_timestamp()`)).length === 1;

describe('A lease that ended in the table because its holder was too busy to renew it', () => {
  it('still lets the holder write when nobody has taken it, and is renewed by that', async () => {
    const lease = await world.leases.take('send:busy', 120_000);
    await endEarly('send:busy');
    expect(await world.unitOfWork.run('1001', (store) => store.tenants.find(), lease)).toBeUndefined();
    expect(await isFree('send:busy')).toBe(false);
  });

  it('keeps the holder out when somebody has taken it', async () => {
    const lease = await world.leases.take('send:late', 120_000);
    await endEarly('send:late');
    expect(await world.lastingLeases.take('send:late', 60_000)).toBeDefined();
    await expect(world.unitOfWork.run('1001', (store) => store.tenants.find(), lease)).rejects.toBeInstanceOf(
      FencedOff,
    );
  });
});
