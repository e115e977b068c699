import type { Instant } from '@bridge/domain';

/** Time, as the core sees it. */
export abstract class Clock {
  abstract now(): Instant;
  /** Resolves after at least `ms` milliseconds. */
  abstract sleep(ms: number): Promise<void>;
}
