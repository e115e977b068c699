import { Injectable, inject, signal, type Signal } from '@angular/core';
import type { ChangedEvent } from '@bridge/contracts';
import { catchError, from, of, retry, switchMap, timer, type Observable } from 'rxjs';
import { serverEvents, type LineState } from './server-events.js';
import { Session } from './session.js';

type Subject = ChangedEvent['about'][number];

const RETRY_MS = 15_000;

/**
 * What changed in this organisation, as counters: a resource that names `changes.of('exports')()` in its params reads
 * again when an export changed. The shell starts it once somebody is signed in.
 */
@Injectable({ providedIn: 'root' })
export class Changes {
  readonly #session = inject(Session);
  readonly #counts = {
    connections: signal(0),
    exports: signal(0),
    payments: signal(0),
    documents: signal(0),
  } satisfies Record<Subject, unknown>;

  of(subject: Subject): Signal<number> {
    return this.#counts[subject].asReadonly();
  }

  /** Says by hand what this page itself has just changed. */
  note(...subjects: readonly Subject[]): void {
    for (const subject of subjects) this.#counts[subject].update((count) => count + 1);
  }

  /** @returns a function that stops listening. */
  listen(): () => void {
    let isBehind = false;
    // Whatever changed while the line was broken went unheard. Before its first opening nothing did: pages were just read.
    const line = (state: LineState) => {
      if (state === 'open' && isBehind) this.note(...(Object.keys(this.#counts) as Subject[]));
      isBehind = state === 'broken';
    };
    const subscription = serverEvents<ChangedEvent>('/api/v1/events', undefined, line)
      .pipe(retry({ delay: () => this.#askSession().pipe(switchMap(() => timer(RETRY_MS))) }))
      .subscribe(({ about }) => {
        if (this.#session.view()) this.note(...about);
      });
    return () => subscription.unsubscribe();
  }

  /** A refused line may mean that the session has ended, which only a proper answer tells; no answer: ask again later. */
  #askSession(): Observable<boolean> {
    return from(this.#session.load()).pipe(catchError(() => of(false)));
  }
}
