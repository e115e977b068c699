import { Clock } from '@bridge/application';
import { Injectable } from '@nestjs/common';

const WINDOW_MS = 15 * 60_000;
const MOST_KEYS = 10_000;

/**
 * Slows down whoever guesses tokens: ten failures a quarter of an hour for one organisation from one address, a hundred
 * from one address. Never for an organisation as a whole, or a stranger could lock its admins out.
 */
@Injectable()
export class SignInThrottle {
  readonly #failures = new Map<string, readonly number[]>();

  constructor(private readonly clock: Clock) {}

  /** Milliseconds to wait; 0: go ahead. */
  waitMs(address: string, organisationId: string): number {
    const now = this.clock.now();
    const waits = limitsOf(address, organisationId).map(([key, most]) => {
      const recent = this.#recent(key, now);
      return recent.length < most ? 0 : (recent[0] ?? now) + WINDOW_MS - now;
    });
    return Math.max(...waits);
  }

  noteFailure(address: string, organisationId: string): void {
    const now = this.clock.now();
    for (const [key, most] of limitsOf(address, organisationId)) {
      const recent = [...this.#recent(key, now), now].slice(-most);
      // Taken out first, so that the map stays in the order of the last failure and the oldest key goes first.
      this.#failures.delete(key);
      this.#failures.set(key, recent);
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MOST_KEYS) return;
      this.#failures.delete(key);
    }
  }

  #recent(key: string, now: number): readonly number[] {
    return (this.#failures.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
  }
}

function limitsOf(address: string, organisationId: string): readonly (readonly [key: string, most: number])[] {
  return [
    [`${address} ${organisationId}`, 10],
    [address, 100],
  ];
}
