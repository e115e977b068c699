import { Observable } from 'rxjs';

/**
 * Server-sent events as an Observable of their JSON. The browser reconnects by itself after a lost line; the stream
 * errors only when the server refuses it for good, and completes after the event for which `isLast` holds.
 */
export function serverEvents<T>(url: string, isLast: (event: T) => boolean = () => false): Observable<T> {
  return new Observable<T>((observer) => {
    const source = new EventSource(url);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as T;
      observer.next(event);
      if (isLast(event)) observer.complete();
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) observer.error(new Error('The live connection was refused.'));
    };
    return () => source.close();
  });
}
