import { Injectable } from '@nestjs/common';
import { defer, finalize, takeUntil, timer, type Observable } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';

const MOST = 40;
/** Browsers connect again by themselves, and are then asked again who they are. */
const LONGEST_MS = 10 * 60_000;

/** Live streams cost a place each; one organisation cannot take the places of all. */
@Injectable()
export class StreamPlaces {
  readonly #taken = new Map<string, number>();

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
        takeUntil(timer(LONGEST_MS)),
        finalize(() => this.#change(tenantId, -1)),
      );
    });
  }

  #change(tenantId: string, by: number): void {
    const left = (this.#taken.get(tenantId) ?? 0) + by;
    if (left > 0) this.#taken.set(tenantId, left);
    else this.#taken.delete(tenantId);
  }
}
