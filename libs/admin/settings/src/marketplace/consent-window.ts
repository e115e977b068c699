import { DestroyRef, Injectable, inject, signal } from '@angular/core';

/** What the last page of the consent window says to our windows. */
export type ConsentMessage =
  | { readonly type: 'bridge:connect'; readonly ok: true; readonly connectionId: string }
  | {
      readonly type: 'bridge:connect';
      readonly ok: false;
      readonly code: string;
      readonly title: string;
      readonly whatToDo: string;
    };

const CHANNEL = 'bridge:connect';
const LOOK_MS = 500;

/**
 * The window in which Xero asks for consent. Browsers may cut the tie to it on the way through Xero, and then report it
 * as closed although it is open: so a window that looks closed is only a hint, and the answer counts whenever it comes.
 */
@Injectable()
export class ConsentWindow {
  readonly #looksClosed = signal(false);
  readonly looksClosed = this.#looksClosed.asReadonly();
  #window: Window | null = null;
  #stop = new AbortController();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.forget());
  }

  /** Call it right in the click: browsers block windows that open later. False: this one did. */
  open(): boolean {
    this.forget();
    this.#window = window.open('', 'bridge-consent', 'popup,width=620,height=780');
    return this.#window !== null;
  }

  /** Leads the window to Xero and listens for what comes of it. */
  go(url: string, heard: (message: ConsentMessage) => void): void {
    const stop = (this.#stop = new AbortController());
    const hear = ({ data, origin }: MessageEvent<unknown>) => {
      if (origin !== location.origin || !isConsentMessage(data)) return;
      this.forget();
      heard(data);
    };
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', hear, { signal: stop.signal });
    addEventListener('message', hear, { signal: stop.signal });
    const look = setInterval(() => this.#looksClosed.set(this.#window?.closed ?? true), LOOK_MS);
    stop.signal.addEventListener('abort', () => {
      channel.close();
      clearInterval(look);
    });
    if (this.#window) this.#window.location.href = url;
  }

  close(): void {
    this.#window?.close();
    this.forget();
  }

  /** Stops listening; the window itself stays. */
  forget(): void {
    this.#stop.abort();
    this.#looksClosed.set(false);
  }
}

function isConsentMessage(data: unknown): data is ConsentMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === CHANNEL;
}
