import { DestroyRef, Injectable, inject, signal } from '@angular/core';

/** Whether the browser has a network at all. */
@Injectable({ providedIn: 'root' })
export class Connectivity {
  readonly #isOnline = signal(navigator.onLine);
  readonly isOnline = this.#isOnline.asReadonly();

  constructor() {
    const stop = new AbortController();
    addEventListener('online', () => this.#isOnline.set(true), { signal: stop.signal });
    addEventListener('offline', () => this.#isOnline.set(false), { signal: stop.signal });
    inject(DestroyRef).onDestroy(() => stop.abort());
  }
}
