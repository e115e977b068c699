import { Observable } from 'rxjs';

/** How the line to the server is; it may be `open` and `broken` many times over. */
export type LineState = 'open' | 'broken';

/**
 * Server-sent events as an Observable of their JSON. The browser reconnects by itself after a lost line; the stream
 * errors only when the server refuses it for good, and completes after the event for which `isLast` holds.
 * What was said while the line was broken is lost: `line` is told, so that the listener can ask.
 */
export function serverEvents<T>(
  url: string,
  isLast: (event: T) => boolean = () => false,
  line: (state: LineState) => void = () => undefined,
): Observable<T> {
  return new Observable<T>((observer) => {
    const source = new EventSource(url);
    source.onopen = () => line('open');
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as T;
      observer.next(event);
      if (isLast(event)) observer.complete();
    };
    source.onerror = () => {
      line('broken');
      if (source.readyState === EventSource.CLOSED) observer.error(new Error('The live connection was refused.'));
    };
    return () => source.close();
  });
}
