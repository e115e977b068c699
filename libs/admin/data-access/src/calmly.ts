import { untracked, type Signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { asyncScheduler, throttleTime } from 'rxjs';

const CALM_MS = 20_000;

/**
 * A counter of changes for a read that is dear: it grows every 20 seconds at most, counted from the first reading, however
 * often something changes, and misses nothing. Call it where `inject` may be called.
 */
export function calmly(changes: Signal<number>): Signal<number> {
  const calm = throttleTime<number>(CALM_MS, asyncScheduler, { leading: true, trailing: true });
  return toSignal(toObservable(changes).pipe(calm), { initialValue: untracked(changes) });
}
