import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { defer, finalize, merge, ReplaySubject, takeUntil, timer, type Observable } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';

const MOST = 40;
/** Browsers connect again by themselves, and are then asked again who they are. */
const LONGEST_MS = 10 * 60_000;

/** Live streams cost a place each; one organisation cannot take the places of all. */
@Injectable()
export class StreamPlaces implements OnModuleDestroy {
  readonly #taken = new Map<string, number>();
  /** The process is to end, and with it every stream, those that begin from now on too. */
  readonly #end = new ReplaySubject<void>(1);

  /** Throws 429 when all places of the organisation are taken; a place is free again when its stream ends. */
  hold<T>(tenantId: string, stream: Observable<T>): Observable<T> {
    if ((this.#taken.get(tenantId) ?? 0) >= MOST)
      throw new HttpProblem(429, 'too_many_streams', 'Too many open pages', {
        detail: `This organisation follows ${MOST} live streams already. Close some pages.`,
        retryAfterMs: 60_000,
      });
    return defer(() => {
      this.#change(tenantId, 1);
      return stream.pipe(
        takeUntil(merge(timer(LONGEST_MS), this.#end)),
        finalize(() => this.#change(tenantId, -1)),
      );
    });
  }

  onModuleDestroy(): void {
    this.#end.next();
  }

  #change(tenantId: string, by: number): void {
    const left = (this.#taken.get(tenantId) ?? 0) + by;
    if (left > 0) this.#taken.set(tenantId, left);
    else this.#taken.delete(tenantId);
  }
}
