import { Fault, Ids, isFault, StoreLost } from '@bridge/application';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { problemViews } from '../views/problem-view.js';
import { notFound } from './answers.js';
import { HttpProblem } from './http-problem.js';

/** Turns whatever a route throws into a problem document. What is not expected is logged under a reference and kept to ourselves. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  constructor(private readonly ids: Ids) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = expected(error) ?? this.#defect(error);
    // A stream that is under way has no status any more; the client sees it end and connects again.
    if (response.headersSent) {
      response.end();
      return;
    }
    if (problem.retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(problem.retryAfterMs / 1000)));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem.document));
  }

  #defect(error: unknown): HttpProblem {
    const reference = this.ids.next();
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#log.error(`Unexpected failure ${reference}: ${what}`);
    return new HttpProblem(500, 'internal', 'Something went wrong on our side', {
      detail: `Nothing more is known to this page. Report the reference ${reference}, then try again.`,
    });
  }
}

function expected(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (isFault(error)) return problemOfFault(error);
  if (error instanceof StoreLost)
    return notReachable('The database hung up. Ask again; what was asked may have been done.', 1_000);
  if (error instanceof HttpException) return problemOfStatus(error.getStatus(), error.message);
  const status = statusOfParser(error);
  return status === undefined ? undefined : problemOfStatus(status, '');
}

export function problemOfFault(error: Fault): HttpProblem {
  const { fault, message: detail } = error;
  switch (fault.kind) {
    case 'refused':
      return new HttpProblem(422, fault.problems[0]?.code ?? 'refused', 'Refused', {
        detail,
        problems: problemViews(fault.problems),
      });
    case 'unauthorised':
      // Either side may have said so; the detail begins with its name.
      return new HttpProblem(403, 'access_refused', 'Access was refused', {
        detail: `${detail}. If that was Xero, reconnect it under Settings > App marketplace; if Productive, sign in again with a token that may do this.`,
      });
    case 'disconnected':
      return new HttpProblem(409, 'disconnected', 'Disconnected from Xero', { detail });
    case 'rate_limited':
      return new HttpProblem(429, 'rate_limited', 'Too many calls', { detail, retryAfterMs: fault.retryAfterMs });
    case 'unavailable':
      return notReachable(detail, fault.retryAfterMs);
    case 'uncertain':
      return notReachable(detail, undefined);
    case 'not_found':
      return notFound();
    default:
      return fault satisfies never;
  }
}

function notReachable(detail: string, retryAfterMs = 30_000): HttpProblem {
  return new HttpProblem(503, 'unavailable', 'Not reachable just now', { detail, retryAfterMs });
}

function problemOfStatus(status: number, message: string): HttpProblem {
  switch (status) {
    case 400:
      return new HttpProblem(400, 'unreadable', 'The request could not be read', {
        detail: 'The body must be JSON, and the address must be a valid URL.',
      });
    case 404:
      return new HttpProblem(404, 'no_such_route', 'No such route', { detail: `${message}. See /api/docs.` });
    case 413:
      return new HttpProblem(413, 'too_large', 'The request is too large', {
        detail: 'Send fewer documents at a time.',
      });
    case 415:
      return new HttpProblem(415, 'not_json', 'The body must be JSON', {
        detail: 'Send it as UTF-8 with the header Content-Type: application/json.',
      });
    default:
      return new HttpProblem(status, 'refused', message || 'Refused');
  }
}

/** Express’s parsers throw errors of their own, with a status and whether it may be shown. */
function statusOfParser(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error) || !('expose' in error)) return undefined;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : undefined;
}
