import type { Instant } from '@bridge/domain';
import type { Clock } from '../../runtime/clock.js';

/** Time that moves only when told to. Sleeping moves it too, so nothing ever waits. */
export class FixedClock implements Clock {
  #now: Instant;

  constructor(now: Instant = Date.UTC(2026, 10, 24, 9)) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number): Promise<void> {
    this.advance(ms);
  }
}
