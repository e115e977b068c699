import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { HttpProblem } from './http-problem.js';

/** A body that is not JSON is refused rather than ignored: forms cannot reach us, and mistakes are seen. */
@Injectable()
export class JsonOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const hasBody = Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
    if (!hasBody || request.is('json') || request.is('+json')) return true;
    throw new HttpProblem(415, 'not_json', 'The body must be JSON', {
      detail: 'Send it as UTF-8 with the header Content-Type: application/json.',
    });
  }
}
