import type { CallBudget, CallPurpose, LedgerAddress } from '@bridge/application';
import { FixedClock } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let world: TestWorld;
let clock: FixedClock;
let budget: CallBudget;
let address: LedgerAddress;
let last = 0;

beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);

afterAll(() => world.close());

beforeEach(() => {
  clock = new FixedClock();
  budget = world.budget(clock);
  last += 1;
  address = { tenantId: 't', connectionId: 'c', organisationId: `organisation-${last}`, grantId: 'g' };
});

async function call(purpose: CallPurpose = 'send', remaining?: { minute?: number; day?: number }): Promise<void> {
  await budget.take(address, purpose);
  await budget.done(address, remaining);
}

async function spend(count: number, purpose?: CallPurpose): Promise<void> {
  for (let calls = 0; calls < count; calls += 1) await call(purpose);
}

describe('The budget of calls to one organisation', () => {
  it('grants 55 calls a minute at once, and lets the next one wait for the next minute', async () => {
    const began = clock.now();
    await spend(55);
    expect(clock.now()).toBe(began);
    await call();
    expect(clock.now()).toBe(began + MINUTE);
  });

  it('reserves in the next minute before it waits, so that a crowd does not wake up to the same places', async () => {
    await spend(55);
    clock.advance(1_000);
    // 55 more are reserved in the minute to come; the 56th would have to wait for the one after.
    const waiting = Object.assign(new FixedClock(clock.now()), { sleep: async () => undefined });
    const crowd = world.budget(waiting);
    for (let calls = 0; calls < 55; calls += 1) {
      await crowd.take(address, 'send');
      await crowd.done(address);
    }
    await expect(crowd.take(address, 'send')).rejects.toMatchObject({
      fault: { kind: 'rate_limited', scope: 'short', retryAfterMs: 2 * MINUTE - 1_000 },
    });
  });

  it('lets five calls run at once, and the sixth when one is done', async () => {
    for (let calls = 0; calls < 5; calls += 1) await budget.take(address, 'send');
    const began = clock.now();
    const patient = Object.assign(new FixedClock(began), {
      sleep: async () => budget.done(address),
    });
    await world.budget(patient).take(address, 'send');
    await expect(Promise.resolve(patient.now())).resolves.toBe(began);
  });

  it('gives the place of a call that never ended back after twenty seconds', async () => {
    for (let calls = 0; calls < 5; calls += 1) await budget.take(address, 'send');
    const began = clock.now();
    await budget.take(address, 'send');
    expect(clock.now() - began).toBeGreaterThanOrEqual(20_000);
    expect(clock.now() - began).toBeLessThan(21_000);
  });

  it('lets a person look for a place four times as often as work that can wait', async () => {
    for (let calls = 0; calls < 5; calls += 1) await budget.take(address, 'send');
    const firstPauseOf = async (purpose: CallPurpose) => {
      const pauses: number[] = [];
      const freed = async (ms: number) => {
        pauses.push(ms);
        await budget.done(address);
      };
      await world.budget(Object.assign(new FixedClock(clock.now()), { sleep: freed })).take(address, purpose);
      return pauses;
    };
    expect([await firstPauseOf('send'), await firstPauseOf('person')]).toEqual([[200], [50]]);
  });

  it('believes the ledger when it says that fewer calls are left this minute', async () => {
    const began = clock.now();
    await call('send', { minute: 0 });
    await call();
    expect(clock.now()).toBe(began + MINUTE);
  });

  it('does not hold what is left of one minute against the calls reserved in the next', async () => {
    await spend(54);
    await budget.take(address, 'send');
    const asleep = Object.assign(new FixedClock(clock.now()), { sleep: async () => undefined });
    await world.budget(asleep).take(address, 'import');
    await budget.done(address, { minute: 5 });
    // Two calls are counted in the minute to come; the 53 others are free still.
    const next = Object.assign(new FixedClock(clock.now() + MINUTE), { sleep: async () => undefined });
    for (let calls = 0; calls < 53; calls += 1)
      await world
        .budget(next)
        .take(address, 'send')
        .then(() => budget.done(address));
    expect(next.now()).toBe(clock.now() + MINUTE);
  });

  it('begins its minute with the ledger’s', async () => {
    await spend(54);
    clock.advance(30_000);
    await call('send', { minute: 59 });
    const began = clock.now();
    await spend(54);
    expect(clock.now()).toBe(began);
    await call();
    expect(clock.now()).toBe(began + MINUTE);
  });

  it('leaves people their part of the day when the others have spent theirs', async () => {
    const began = clock.now();
    // Two calls are left of 5,000: less than the 5 % that are kept for people.
    await call('import', { day: 2 });
    for (const purpose of ['send', 'import', 'check'] as const)
      await expect(call(purpose)).rejects.toMatchObject({
        fault: { kind: 'rate_limited', scope: 'day', retryAfterMs: began + DAY - clock.now() },
      });
    await spend(2, 'person');
    await expect(call('person')).rejects.toMatchObject({ fault: { scope: 'day' } });
    clock.advance(DAY);
    await call('send');
  });

  it('keeps each purpose to its share of the day', async () => {
    await world.execute(
      `insert into call_budgets values ('${address.organisationId}', 0, 0, ${clock.now()}, 1000, 5000, 0, 0, 499, '{}')`,
    );
    // 10 % of 5,000 are 500 calls for checks: one is left.
    await call('check');
    await expect(call('check')).rejects.toMatchObject({ fault: { scope: 'day' } });
    await call('import');
    await call('send');
  });

  it('counts each organisation by itself', async () => {
    const began = clock.now();
    await spend(55);
    await budget.take({ ...address, organisationId: `${address.organisationId}-other` }, 'send');
    expect(clock.now()).toBe(began);
  });
});
