import { Fault, type FaultKind } from '@bridge/application';
import { problem, type Instant, type Problem, type ProblemCode } from '@bridge/domain';
import { retryAfterMs, type HttpResponse } from '@bridge/http';
import { asObject } from './json-api.js';

const HOUR_MS = 3_600_000;

/** A window of ten seconds is the shortest one that Productive counts in. */
const SHORTEST_WINDOW_MS = 10_000;

export interface CallContext {
  /** `GET invoices/{id}`, for messages: no ids, no query, no token. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The problem a person is shown when Productive refuses this write. */
  readonly refusal: ProblemCode;
}

/** Productive does not know this filter, sort or include: our own mistake, unless the caller asked in order to find out. */
export class BadQuery extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadQuery';
  }
}

/**
 * What an answer that is not a success means. Told by the transport status and the `code`, never by the body's own
 * status, which is not always a number. A Fault, or a plain error for what only a mistake of ours can cause.
 */
export function refusalOf(response: HttpResponse, call: CallContext, now: Instant): Error {
  const errors = errorsOf(response);
  const words = errors.map((error) => error.words).join('; ') || `status ${response.status}`;
  const message = `${call.name}: ${words}`;
  const { status } = response;
  if (status === 400) return new BadQuery(message);
  if (status === 405 || status === 406 || status === 415) return new TypeError(message);
  return new Fault(faultOf(response, errors, call, words, now), message, response.headers['x-request-id']);
}

function faultOf(
  response: HttpResponse,
  errors: readonly ErrorEntry[],
  call: CallContext,
  words: string,
  now: Instant,
): FaultKind {
  const { status } = response;
  if (status === 401) return { kind: 'unauthorised' };
  if (status === 403) return forbidden(errors, call, words);
  if (status === 404) return { kind: 'not_found' };
  if (status === 429) return rateLimited(response, now);
  if (status >= 400 && status < 500) return { kind: 'refused', problems: problemsOf(errors, call, words) };
  return lost(call, retryAfterMs(response.headers['retry-after'], now));
}

/** No usable answer came: a read changed nothing, a write may have. Repeating a POST would double what it created. */
export function lost(call: CallContext, waitMs?: number): FaultKind {
  if (call.method !== 'GET') return { kind: 'uncertain', isReplayable: call.method !== 'POST' };
  return { kind: 'unavailable', ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
}

/** True for the refusal that means: this person's token is fine, and belongs to another organisation. */
export function isForeignOrganisation(response: HttpResponse): boolean {
  return response.status === 403 && errorsOf(response).some((error) => error.code === 'no_person');
}

interface ErrorEntry {
  readonly code: string;
  readonly words: string;
  readonly pointer: string;
}

function errorsOf(response: HttpResponse): readonly ErrorEntry[] {
  const { errors } = asObject(response.json());
  return (Array.isArray(errors) ? errors : []).map((each) => {
    const { code, title, detail, source } = asObject(each);
    const { pointer } = asObject(source);
    return {
      code: typeof code === 'string' ? code : '',
      words: [title, detail].filter((text) => typeof text === 'string' && text !== '').join(': '),
      pointer: typeof pointer === 'string' ? pointer.replace(/^\/?data\/attributes\//, '') : '',
    };
  });
}

function forbidden(errors: readonly ErrorEntry[], call: CallContext, words: string): FaultKind {
  const isPlan = errors.some((error) => error.code.endsWith('_unavailable'));
  if (isPlan) return { kind: 'refused', problems: [problem('feature_unavailable', call.name, words)] };
  return { kind: 'unauthorised' };
}

function rateLimited(response: HttpResponse, now: Instant): FaultKind {
  const seconds = Number(response.headers['x-ratelimit-reset'] ?? Number.NaN);
  const waitMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
  const wait = waitMs ?? retryAfterMs(response.headers['retry-after'], now) ?? SHORTEST_WINDOW_MS;
  return { kind: 'rate_limited', retryAfterMs: wait, scope: wait > HOUR_MS ? 'day' : 'short' };
}

function problemsOf(errors: readonly ErrorEntry[], call: CallContext, words: string): readonly Problem[] {
  if (errors.length === 0) return [problem(call.refusal, '', words)];
  return errors.map((error) => problem(call.refusal, error.pointer, error.words));
}
