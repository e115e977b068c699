import { Fault } from '../faults/fault.js';
import { aConnection, aTenant } from '../testing/contracts/store/examples.js';
import { createMemoryWorld, FixedClock } from '../testing/index.js';
import { HearSource } from './hear-source.js';
import type { SourceHook, SourceHooks } from './source-hooks.js';
import type { Plan } from './tenants.js';

const DAY = 86_400_000;
const STUDIO = 'https://us.example/studio';
const LABS = 'https://us.example/labs';

/** Keeps one webhook for each address, as Productive keeps nine. */
class FakeHooks implements SourceHooks {
  hooks: readonly SourceHook[] = [];
  asked = 0;
  isStubborn = false;
  #last = 0;

  async subscribe(_tenantId: string, targetUrl: string): Promise<readonly SourceHook[]> {
    this.asked += 1;
    if (!this.hooks.some((hook) => hook.targetUrl === targetUrl)) {
      const id = String((this.#last += 1));
      this.hooks = [...this.hooks, { id, event: 2, targetUrl, secret: `secret-${id}` }];
    }
    return this.hooks.filter((hook) => hook.targetUrl === targetUrl);
  }

  async unsubscribe(_tenantId: string, ids: readonly string[]): Promise<void> {
    if (this.isStubborn) throw new Fault({ kind: 'unavailable' }, 'Productive is away');
    this.hooks = this.hooks.filter(({ id }) => !ids.includes(id));
  }
}

async function bench(plan: Plan = 'ultimate') {
  const clock = new FixedClock();
  const { unitOfWork } = createMemoryWorld({ clock });
  const source = new FakeHooks();
  const hearSource = new HearSource(unitOfWork, source, clock);
  await unitOfWork.run('1001', async (store) => {
    await store.tenants.save(aTenant('1001', { plan }));
    await store.connections.add(aConnection('1001', { id: 'studio', subsidiaryName: 'Studio' }));
  });
  return {
    ...{ clock, source },
    hear: () => hearSource.run('1001', (connectionId) => `https://us.example/${connectionId}`),
    connectLabs: () =>
      unitOfWork.run('1001', (store) =>
        store.connections.add(aConnection('1001', { id: 'labs', subsidiaryName: 'Labs' })),
      ),
    disconnect: (id: string) =>
      unitOfWork.run('1001', (store) => store.connections.update(id, (current) => ({ ...current, state: 'off' }))),
    /** What the secrets of deliveries are known by. */
    known: async () =>
      (await unitOfWork.run('1001', (store) => store.tenants.find()))?.sourceHooks?.map(({ id, targetUrl, secret }) => [
        ...[id, targetUrl, secret],
      ]),
    kept: () => source.hooks.map(({ id, targetUrl }) => [id, targetUrl]),
  };
}

describe('Hearing of changes from Productive', () => {
  it('asks for webhooks once a day and keeps their secrets', async () => {
    const { hear, source, clock, known } = await bench();
    await hear();
    clock.advance(DAY - 1);
    await hear();
    expect(source.asked).toBe(1);
    clock.advance(1);
    await hear();
    expect(source.asked).toBe(2);
    expect(await known()).toEqual([['1', STUDIO, 'secret-1']]);
  });

  it('has them again within a day when an admin deleted them', async () => {
    const { hear, source, clock, known, kept } = await bench();
    await hear();
    source.hooks = [];
    clock.advance(DAY);
    await hear();
    expect(kept()).toEqual([['2', STUDIO]]);
    expect(await known()).toEqual([['2', STUDIO, 'secret-2']]);
  });

  it('keeps to one address however many connections there are', async () => {
    const { hear, connectLabs, source, kept } = await bench();
    await hear();
    await connectLabs();
    await hear();
    expect([source.asked, kept()]).toEqual([1, [['1', STUDIO]]]);
  });

  it('moves to another address when that connection is gone, and leaves none behind', async () => {
    const { hear, connectLabs, disconnect, known, kept } = await bench();
    await hear();
    await connectLabs();
    await disconnect('studio');
    await hear();
    expect(kept()).toEqual([['2', LABS]]);
    expect(await known()).toEqual([['2', LABS, 'secret-2']]);
  });

  it('still knows the secrets of those that could not be removed, and removes them the next time', async () => {
    const { hear, connectLabs, disconnect, source, known, kept } = await bench();
    await hear();
    await connectLabs();
    await disconnect('studio');
    source.isStubborn = true;
    await expect(hear()).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect((await known())?.map(([id]) => id)).toEqual(['2', '1']);
    source.isStubborn = false;
    await hear();
    expect(kept()).toEqual([['2', LABS]]);
    expect((await known())?.map(([id]) => id)).toEqual(['2']);
  });

  it('asks to be told no more once nothing is connected', async () => {
    const { hear, disconnect, source, known, kept } = await bench();
    await hear();
    await disconnect('studio');
    await hear();
    expect([kept(), await known()]).toEqual([[], []]);
    await hear();
    expect(source.asked).toBe(1);
  });

  it.each<Plan>(['professional', 'essential', 'unknown'])(
    'asks for none on the %s plan, which has none',
    async (plan) => {
      const { hear, source, known } = await bench(plan);
      await hear();
      expect([source.asked, await known()]).toEqual([0, undefined]);
    },
  );
});
