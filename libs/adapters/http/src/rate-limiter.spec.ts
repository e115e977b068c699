import { createRateLimiter } from './rate-limiter.js';

describe('the rate limiter', () => {
  it('never lets more calls through than the limit, in any window', async () => {
    const { clock, limiter } = limited({ limits: [{ calls: 3, perMs: 1000 }] });
    const at: number[] = [];
    for (let call = 0; call < 7; call += 1) {
      await limiter.take();
      at.push(clock.now());
    }
    expect(at).toEqual([0, 0, 0, 1000, 1000, 1000, 2000]);
  });

  it('reserves before it sleeps: callers at the same moment get different places', async () => {
    const { limiter, slept } = limited({ limits: [{ calls: 1, perMs: 1000 }], isFrozen: true });
    await Promise.all([limiter.take(), limiter.take(), limiter.take()]);
    expect(slept).toEqual([1000, 2000]);
  });

  it('keeps several limits at once', async () => {
    const limits = [
      { calls: 2, perMs: 1000 },
      { calls: 3, perMs: 10_000 },
    ];
    const { clock, limiter } = limited({ limits });
    for (let call = 0; call < 4; call += 1) await limiter.take();
    expect(clock.now()).toBe(10_000);
  });

  it('gives up at once when the wait would be long, and reserves nothing', async () => {
    const { limiter, slept } = limited({ limits: [{ calls: 1, perMs: 60_000 }], longestWaitMs: 5000 });
    await limiter.take();
    const refused = { fault: { kind: 'rate_limited', retryAfterMs: 60_000, scope: 'short' } };
    await expect(limiter.take()).rejects.toMatchObject(refused);
    await expect(limiter.take()).rejects.toMatchObject(refused);
    expect(slept).toEqual([]);
  });

  it('waits as long as the server asked for', async () => {
    const { clock, limiter } = limited({ limits: [{ calls: 100, perMs: 1000 }] });
    limiter.pauseFor(4000);
    await limiter.take();
    expect(clock.now()).toBe(4000);
  });
});

function limited(options: { limits: { calls: number; perMs: number }[]; longestWaitMs?: number; isFrozen?: boolean }) {
  let now = 0;
  const slept: number[] = [];
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms);
      if (options.isFrozen !== true) now += ms;
    },
  };
  return { clock, slept, limiter: createRateLimiter({ longestWaitMs: 60_000, ...options, clock }) };
}
