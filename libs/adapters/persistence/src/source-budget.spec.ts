import type { SourceBudget } from '@bridge/application';
import { FixedClock } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
let world: TestWorld;
let clock: FixedClock;
let processes: readonly SourceBudget[];
let last = 0;
let organisation: string;

beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);

afterAll(() => world.close());

beforeEach(() => {
  clock = new FixedClock();
  processes = Array.from({ length: 4 }, () => world.sourceBudget(clock));
  organisation = `organisation-${(last += 1)}`;
});

/** When each of so many calls left, five of one process and then five of the next. */
async function callsOf(count: number): Promise<readonly number[]> {
  const left: number[] = [];
  for (let calls = 0; calls < count; calls += 1) {
    await processes[Math.floor(calls / 5) % processes.length]?.take(organisation);
    left.push(clock.now());
  }
  return left;
}

/** The most that left within a window of this length, wherever it begins. */
function mostWithin(left: readonly number[], ms: number): number {
  let begin = 0;
  return left.reduce((most, at, end) => {
    while ((left[begin] ?? 0) <= at - ms) begin += 1;
    return Math.max(most, end - begin + 1);
  }, 0);
}

describe('The calls that Productive allows an organisation', () => {
  it('are fewer than 100 in any ten seconds, however many processes call', async () => {
    expect(mostWithin(await callsOf(400), 10 * SECOND)).toBeLessThan(100);
  });

  it('are nearly that many for one process that has much to do', async () => {
    const busy = world.sourceBudget(clock);
    const before = clock.now();
    for (let calls = 0; calls < 400; calls += 1) await busy.take(organisation);
    expect(clock.now() - before).toBeLessThan((400 / 7) * SECOND);
  });

  it('are fewer than 4,000 in any half hour', async () => {
    const left = await callsOf(4_500);
    expect(mostWithin(left, 30 * MINUTE)).toBeLessThan(4_000);
  }, 60_000);

  it('are refused, and not reserved, when they would have to wait for long', async () => {
    const asleep = Object.assign(new FixedClock(clock.now()), { sleep: async () => undefined });
    const impatient = world.sourceBudget(asleep);
    const takeAll = async () => {
      for (;;) await impatient.take(organisation);
    };
    await expect(takeAll()).rejects.toMatchObject({ fault: { kind: 'rate_limited', scope: 'short' } });
    const refused: unknown = await impatient.take(organisation).catch((fault: unknown) => fault);
    const { retryAfterMs } = (refused as { fault: { retryAfterMs: number } }).fault;
    expect(retryAfterMs).toBeGreaterThan(20 * SECOND);
    expect(retryAfterMs).toBeLessThan(22 * SECOND);
    asleep.advance(22 * SECOND);
    await expect(impatient.take(organisation)).resolves.toBeUndefined();
  });

  it('of one organisation do not make another wait', async () => {
    await callsOf(60);
    const before = clock.now();
    await processes[0]?.take(`${organisation}-other`);
    expect(clock.now()).toBe(before);
  });
});
