import type { Clock, SourceBudget } from '@bridge/application';
import { createRateLimiter, type CallLimit, type RateLimiter } from '@bridge/http';
import { createInFlight } from './in-flight.js';

/**
 * Productive allows 100 calls in 10 seconds per token and 4,000 in 30 minutes per organisation. We stay below, because
 * people and other programs work with the same organisation. What all our processes may do together, the budget says.
 */
const PER_TOKEN = { calls: 80, perMs: 10_000 };
const PER_ORGANISATION = { calls: 3_600, perMs: 30 * 60_000 };
const MOST_AT_ONCE = 6;
const LONGEST_WAIT_MS = 20_000;

/** Strangers may try tokens: what they leave behind is bounded. */
const MOST_REMEMBERED = 10_000;

export interface CallLimits {
  /** Runs the call when its turn has come. Fault: `rate_limited` when that would take too long. */
  run<T>(caller: Counted, call: () => Promise<T>): Promise<T>;
  /** Productive said that it was too much. */
  pause(caller: Counted, ms: number): void;
}

/** Whose calls are counted. Without an organisation: a token that nobody has verified yet, which must not use up one's calls. */
export interface Counted {
  readonly token: string;
  readonly countedFor?: string;
}

export function createCallLimits(clock: Clock, budget: SourceBudget): CallLimits {
  const tokens = new Map<string, RateLimiter>();
  const organisations = new Map<string, RateLimiter>();
  const places = new Map<string, ReturnType<typeof createInFlight>>();
  const limiter = (limit: CallLimit) => () =>
    createRateLimiter({ limits: [limit], longestWaitMs: LONGEST_WAIT_MS, clock });
  const limitersOf = ({ token, countedFor }: Counted) => [
    ...(countedFor === undefined ? [] : [lazily(organisations, countedFor, limiter(PER_ORGANISATION))]),
    lazily(tokens, token, limiter(PER_TOKEN)),
  ];

  return {
    run: (caller, call) =>
      lazily(places, caller.countedFor ?? caller.token, () => createInFlight(MOST_AT_ONCE))(async () => {
        if (caller.countedFor !== undefined) await budget.take(caller.countedFor);
        for (const each of limitersOf(caller)) await each.take();
        return call();
      }),
    pause: (caller, ms) => limitersOf(caller).forEach((each) => each.pauseFor(ms)),
  };
}

function lazily<T>(all: Map<string, T>, key: string, create: () => T): T {
  const existing = all.get(key);
  if (existing !== undefined) return existing;
  const [oldest] = all.size >= MOST_REMEMBERED ? all.keys() : [];
  if (oldest !== undefined) all.delete(oldest);
  const created = create();
  all.set(key, created);
  return created;
}
