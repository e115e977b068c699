import { aTenant } from '../testing/contracts/store/examples.js';
import { FixedClock } from '../testing/memory/fixed-clock.js';
import { createMemoryWorld } from '../testing/memory/memory-world.js';
import { FakeSource } from '../testing/source/fake-source.js';
import { CheckPlan } from './check-plan.js';
import { planProblem } from './plan-gate.js';

const DAY = 86_400_000;
const TOKEN = 'sandbox-brightwell-admin';

/** Brightwell is on the Ultimate plan by now; we knew it on another one. */
async function bench(left: { readonly sourceToken?: string } = { sourceToken: TOKEN }) {
  const clock = new FixedClock();
  const { unitOfWork } = createMemoryWorld({ clock });
  const source = new FakeSource(clock);
  const before = aTenant('1001', { plan: 'essential', checkedAt: clock.now(), ...left });
  await unitOfWork.run('1001', (store) => store.tenants.save(before));
  return {
    ...{ clock, source, before },
    check: () => new CheckPlan(unitOfWork, source, clock).run('1001'),
    tenant: () => unitOfWork.run('1001', (store) => store.tenants.find()),
  };
}

describe('The plan of an organisation', () => {
  it('is read again a day after it was read last, and nothing else of the organisation changes', async () => {
    const { clock, check, tenant, before } = await bench();
    clock.advance(DAY - 1);
    await check();
    expect(await tenant()).toEqual(before);
    clock.advance(1);
    await check();
    expect(await tenant()).toEqual({ ...before, plan: 'ultimate', checkedAt: clock.now() });
    expect(planProblem(await tenant(), 'invoice')).toBeUndefined();
  });

  it('stays as it was while Productive cannot be asked, and is asked for again the next time', async () => {
    const { clock, check, tenant, source, before } = await bench();
    clock.advance(DAY);
    source.failNext({ kind: 'unavailable' }, { method: 'verify' });
    await expect(check()).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    expect(await tenant()).toEqual(before);
    await check();
    expect(await tenant()).toMatchObject({ plan: 'ultimate' });
  });

  it('stays as it was when no admin has left a token', async () => {
    const { clock, check, tenant, before } = await bench({});
    clock.advance(DAY);
    await check();
    expect(await tenant()).toEqual(before);
  });
});
