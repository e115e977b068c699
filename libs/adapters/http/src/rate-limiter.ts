import { type Clock, Fault } from '@bridge/application';
import type { Instant } from '@bridge/domain';

/** At most `calls` in any stretch of `perMs`. */
export interface CallLimit {
  readonly calls: number;
  readonly perMs: number;
}

export interface RateLimiter {
  /** Resolves when the call may be made. Fault: `rate_limited` when that would take longer than `longestWaitMs`. */
  take(): Promise<void>;
  /** The server said that it is too much: nobody goes on before. */
  pauseFor(ms: number): void;
}

/**
 * Keeps several limits at once within this process. A place is reserved before anybody sleeps, so that callers who come
 * during the wait queue up behind it instead of all waking at the same moment.
 */
export function createRateLimiter(options: {
  readonly limits: readonly CallLimit[];
  readonly longestWaitMs: number;
  readonly clock: Clock;
}): RateLimiter {
  const { limits, longestWaitMs, clock } = options;
  const most = limits.reduce((longest, limit) => Math.max(longest, limit.calls), 0);
  let reserved: Instant[] = [];
  let pausedUntil: Instant = 0;

  return {
    async take() {
      const now = clock.now();
      const at = Math.max(now, pausedUntil, reserved.at(-1) ?? 0, ...limits.map((limit) => freeAt(limit, reserved)));
      if (at - now > longestWaitMs)
        throw new Fault(
          { kind: 'rate_limited', retryAfterMs: at - now, scope: 'short' },
          `The call limit is used up for ${at - now} ms`,
        );
      reserved.push(at);
      if (reserved.length > 2 * most) reserved = reserved.slice(-most);
      if (at > now) await clock.sleep(at - now);
    },
    pauseFor(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
  };
}

/** When the call that is `calls` places back leaves the window. */
function freeAt(limit: CallLimit, reserved: readonly Instant[]): Instant {
  const earlier = reserved[reserved.length - limit.calls];
  return earlier === undefined ? 0 : earlier + limit.perMs;
}
