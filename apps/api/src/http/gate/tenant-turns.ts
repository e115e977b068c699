import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { finalize, from, switchMap, type Observable } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';
import { callerOf } from './caller.js';
import { MOST_WAITING, Turns } from './turns.js';

/** Nest's mark on routes that are streams: they have places of their own. */
const STREAM = '__sse__';

/** Requests of one organisation take turns, so that however many it sends, those of the others are answered in between. */
@Injectable()
export class TenantTurns implements NestInterceptor {
  readonly #turns = new Turns();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const caller = callerOf(context.switchToHttp().getRequest<Request>());
    if (caller === undefined || Reflect.hasMetadata(STREAM, context.getHandler())) return next.handle();
    const { tenantId } = caller;
    return from(this.#take(tenantId)).pipe(
      switchMap(() => next.handle().pipe(finalize(() => this.#turns.giveBack(tenantId)))),
    );
  }

  async #take(tenantId: string): Promise<void> {
    if (await this.#turns.take(tenantId)) return;
    throw new HttpProblem(429, 'too_many_requests', 'Too many requests at once', {
      detail: `This organisation has ${MOST_WAITING} requests waiting. Ask one after the other.`,
      retryAfterMs: 5000,
    });
  }
}
