import { FixedClock } from '@bridge/application/testing';
import { createCallLimits } from './call-limits.js';

describe('The call limits of Productive', () => {
  it('leave an organisation below 4,000 calls in half an hour, and say when to go on', async () => {
    const clock = new FixedClock();
    const limits = createCallLimits(clock, { take: async () => undefined });
    const startedAt = clock.now();
    const call = () => limits.run({ token: 'token', countedFor: '1001' }, async () => clock.now());
    let made = 0;
    const refusal: unknown = await (async () => {
      for (;;) {
        await call();
        made += 1;
      }
    })().catch((error: unknown) => error);
    expect(made).toBe(3_600);
    expect(refusal).toMatchObject({ fault: { kind: 'rate_limited', scope: 'short' } });
    const { retryAfterMs } = (refusal as { fault: { retryAfterMs: number } }).fault;
    expect(clock.now() + retryAfterMs).toBe(startedAt + 30 * 60_000);
  });

  it('do not make one organisation wait for another that shares nothing with it', async () => {
    const clock = new FixedClock();
    const limits = createCallLimits(clock, { take: async () => undefined });
    limits.pause({ token: 'a', countedFor: '1001' }, 600_000);
    const startedAt = clock.now();
    expect(await limits.run({ token: 'b', countedFor: '1002' }, async () => clock.now())).toBe(startedAt);
    await expect(limits.run({ token: 'a', countedFor: '1001' }, async () => 0)).rejects.toMatchObject({
      fault: { kind: 'rate_limited', retryAfterMs: 600_000 },
    });
  });
});
