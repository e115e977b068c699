import type { Instant } from '@bridge/domain';
import type { Clock } from './clock.js';

interface Remembered<T> {
  readonly readAt: Instant;
  readonly value: Promise<T>;
}

/**
 * What was read a moment ago, by name: several readers within that moment share one reading, those at the same time
 * included. A reading that failed is not kept. For what costs much to read and may be that old.
 */
export class Recent<T> {
  readonly #remembered = new Map<string, Remembered<T>>();

  constructor(
    private readonly forMs: number,
    private readonly clock: Clock,
  ) {}

  /** What is remembered under the name, or else what `read` answers. Throws what the reading throws. */
  of(name: string, read: () => Promise<T>): Promise<T> {
    const now = this.clock.now();
    this.#forgetBefore(now - this.forMs);
    const known = this.#remembered.get(name);
    if (known !== undefined) return known.value;
    const reading: Remembered<T> = { readAt: now, value: read() };
    this.#remembered.set(name, reading);
    reading.value.catch(() => {
      if (this.#remembered.get(name) === reading) this.#remembered.delete(name);
    });
    return reading.value;
  }

  /** The next reader reads anew, unless what is remembered is younger than this. */
  forgetOlderThan(name: string, ms: number): void {
    const known = this.#remembered.get(name);
    if (known !== undefined && known.readAt <= this.clock.now() - ms) this.#remembered.delete(name);
  }

  #forgetBefore(instant: Instant): void {
    for (const [name, { readAt }] of this.#remembered) {
      // In the order in which they were read: the rest is younger.
      if (readAt > instant) return;
      this.#remembered.delete(name);
    }
  }
}
