import { Clock } from '@bridge/application';
import { Injectable } from '@nestjs/common';

const WINDOW_MS = 15 * 60_000;
const FAILURES = 10;
const MOST_KEYS = 10_000;

/** Slows down whoever guesses tokens: ten failures a quarter of an hour for one address and one organisation. */
@Injectable()
export class SignInThrottle {
  readonly #failures = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /** Milliseconds to wait; 0: go ahead. */
  waitMs(keys: readonly string[]): number {
    const now = this.clock.now();
    return Math.max(
      0,
      ...keys.map((key) => {
        const recent = this.#recent(key, now);
        return recent.length < FAILURES ? 0 : (recent[0] ?? now) + WINDOW_MS - now;
      }),
    );
  }

  noteFailure(keys: readonly string[]): void {
    const now = this.clock.now();
    for (const key of keys) {
      const recent = [...this.#recent(key, now), now].slice(-FAILURES);
      // Taken out first, so that the map stays in the order of the last failure and the oldest key goes first.
      this.#failures.delete(key);
      this.#failures.set(key, recent);
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MOST_KEYS) return;
      this.#failures.delete(key);
    }
  }

  #recent(key: string, now: number): number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
  }
}
