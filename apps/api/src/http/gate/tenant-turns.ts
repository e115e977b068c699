import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { finalize, from, switchMap, type Observable } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';
import { callerOf } from './caller.js';

/** A page of the admin asks some ten things at once, a server one after the other. */
const AT_ONCE = 16;
/** Whoever asks more than that forms a line, and goes on two by two until the line is gone. */
const AT_ONCE_IN_LINE = 2;
const MOST_WAITING = 200;
/** Nest's mark on routes that are streams: they have places of their own. */
const STREAM = '__sse__';

interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}

/** Requests of one organisation take turns, so that however many it sends, those of the others are answered in between. */
@Injectable()
export class TenantTurns implements NestInterceptor {
  readonly #queues = new Map<string, Queue>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const caller = callerOf(context.switchToHttp().getRequest<Request>());
    if (caller === undefined || Reflect.hasMetadata(STREAM, context.getHandler())) return next.handle();
    const { tenantId } = caller;
    return from(this.#take(tenantId)).pipe(
      switchMap(() => next.handle().pipe(finalize(() => this.#giveBack(tenantId)))),
    );
  }

  async #take(tenantId: string): Promise<void> {
    const queue = this.#queues.get(tenantId) ?? { running: 0, waiting: [] };
    this.#queues.set(tenantId, queue);
    if (queue.running < AT_ONCE && queue.waiting.length === 0) {
      queue.running += 1;
      return;
    }
    if (queue.waiting.length >= MOST_WAITING) throw tooMany();
    await new Promise<void>((resolve) => queue.waiting.push(resolve));
  }

  /** The place goes to whoever waits longest. */
  #giveBack(tenantId: string): void {
    const queue = this.#queues.get(tenantId);
    if (queue === undefined) return;
    queue.running -= 1;
    if (queue.running >= AT_ONCE_IN_LINE) return;
    const next = queue.waiting.shift();
    if (next) {
      queue.running += 1;
      next();
    } else if (queue.running === 0) this.#queues.delete(tenantId);
  }
}

function tooMany(): HttpProblem {
  return new HttpProblem(429, 'too_many_requests', 'Too many requests at once', {
    detail: `This organisation has ${AT_ONCE} requests under way and ${MOST_WAITING} waiting. Ask one after the other.`,
    retryAfterMs: 5000,
  });
}
