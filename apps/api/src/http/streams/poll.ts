import { concat, defer, exhaustMap, filter, map, timer, type MonoTypeOperatorFunction, type Observable } from 'rxjs';

/** A stream says something at least this often, so that proxies keep the line open. */
const HEARTBEAT_MS = 15_000;

/** Reads at once and then again and again, never twice at the same time. */
export function poll<T>(read: () => Promise<T>, everyMs: number): Observable<T> {
  return concat(
    defer(() => read()),
    timer(everyMs, everyMs).pipe(exhaustMap(() => read())),
  );
}

/** Lets through the first reading, those with news, and one now and then as a sign of life. */
export function newsAndHeartbeats<T>(everyMs: number, isNews: (reading: T) => boolean): MonoTypeOperatorFunction<T> {
  const beat = Math.max(1, Math.round(HEARTBEAT_MS / everyMs));
  return filter((reading, index) => index % beat === 0 || isNews(reading));
}

export function asEvents<T extends object>(source: Observable<T>): Observable<{ readonly data: T }> {
  return source.pipe(map((data) => ({ data })));
}
