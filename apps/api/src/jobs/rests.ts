import { outagePause } from '@bridge/application';

/** Failures in a row by name, and until when each rests: up to 1, 2, 4 … minutes, half an hour at the most, or as long as was asked for. */
export class Rests {
  readonly #failed = new Map<string, { readonly failures: number; readonly until: number }>();

  failuresOf(name: string): number {
    return this.#failed.get(name)?.failures ?? 0;
  }

  isResting(name: string, now: number): boolean {
    return (this.#failed.get(name)?.until ?? 0) > now;
  }

  /** Answers the instant at which it may be tried again. */
  fail(name: string, now: number, until = now + outagePause(this.failuresOf(name), now)): number {
    this.#failed.set(name, { failures: this.failuresOf(name) + 1, until });
    return until;
  }

  succeed(name: string): void {
    this.#failed.delete(name);
  }
}
