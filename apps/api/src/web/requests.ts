import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Gives every request an id, or takes the caller’s, and logs one line when it is answered: no query values, no bodies. */
export function requests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    const requestId = /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    const startedAt = performance.now();
    const { method, path } = request;
    response.set('X-Request-Id', requestId);
    response.on('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      log.info({ requestId, method, path, status: response.statusCode, ms }, 'request');
    });
    next();
  };
}
