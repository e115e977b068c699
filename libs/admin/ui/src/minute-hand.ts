import { DestroyRef, Injectable, inject, signal } from '@angular/core';

const MINUTE_MS = 60_000;

/** Turns every minute, one for the whole app: read `turns` where words depend on the time, so that they do not grow old on an open page. */
@Injectable({ providedIn: 'root' })
export class MinuteHand {
  readonly #turns = signal(0);
  readonly turns = this.#turns.asReadonly();

  constructor() {
    const ticking = setInterval(() => this.#turns.update((turns) => turns + 1), MINUTE_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(ticking));
  }
}
