import { Fault, type FaultKind } from '@bridge/application';
import { problem, type Instant } from '@bridge/domain';
import { retryAfterMs } from '@bridge/http';
import { isRecord, textOf } from '../mappers/raw.js';
import { problemsOfRefusal } from '../mappers/problems.js';
import { headerOf, type XeroFailure } from './xero-failure.js';

const MINUTE = 60_000;

/** The access token is expired or not accepted (any more): a newer one may help, once. */
export function asksForNewToken({ status, body }: XeroFailure): boolean {
  return status === 401 && !/AuthorizationUnsuccessful/.test(detailOf(body));
}

/** What a failure means. Branches on status, type and detail; wording only decides between problem codes. */
export function classify(
  failure: XeroFailure,
  call: { readonly name: string; readonly isWrite: boolean },
  now: Instant,
): Fault {
  const fault = faultOf(failure, call.isWrite, now);
  const correlationId = headerOf(failure.headers, 'xero-correlation-id');
  return new Fault(fault, `Xero, ${call.name}: ${describe(failure)}`, correlationId);
}

function faultOf(failure: XeroFailure, isWrite: boolean, now: Instant): FaultKind {
  const { status, body } = failure;
  if (status === 0) return isWrite && !isUnsent(body) ? lost(true) : { kind: 'unavailable' };
  // Success that broke off on its way: it was done, and the same key gives the whole answer.
  if (status < 300) return isWrite ? lost(true) : { kind: 'unavailable' };
  // A token that ran out says nothing about the grant: with another one it goes on.
  if (status === 401 && /TokenExpired/.test(detailOf(body))) return { kind: 'unavailable' };
  if (status === 401 || status === 403) return isScope(body) ? { kind: 'unauthorised' } : { kind: 'disconnected' };
  if (status === 404) return { kind: 'not_found' };
  if (status === 408) return isWrite ? lost(true) : { kind: 'unavailable' };
  if (status === 429) return rateLimited(failure, now);
  if (status === 501) return misunderstood(failure);
  if (status === 503 && (!isWrite || isOffline(body))) return offline(failure, now);
  // A 500 is stored under the idempotency key and would only be repeated; a gateway's answer never reached the store.
  if (status >= 500) return isWrite ? lost(status !== 500) : { kind: 'unavailable' };
  return isValidation(body) ? { kind: 'refused', problems: problemsOfRefusal(body) } : misunderstood(failure);
}

function lost(isReplayable: boolean): FaultKind {
  return { kind: 'uncertain', isReplayable };
}

function isUnsent(body: unknown): boolean {
  return typeof body === 'string' && body.startsWith('nothing_sent');
}

function isScope(body: unknown): boolean {
  return /AuthorizationUnsuccessful/.test(detailOf(body));
}

function isValidation(body: unknown): boolean {
  return isRecord(body) && body['Type'] === 'ValidationException' && problemsOfRefusal(body).length > 0;
}

function misunderstood(failure: XeroFailure): FaultKind {
  return { kind: 'refused', problems: [problem('bad_request', '', describe(failure))] };
}

/** The body of a 429 is empty. Too many at once has no Retry-After, and is over as soon as one of them ends. */
function rateLimited({ headers }: XeroFailure, now: Instant): FaultKind {
  const limit = headerOf(headers, 'x-rate-limit-problem')?.toLowerCase();
  const fallback = limit === 'concurrent' ? 1000 : MINUTE;
  const wait = retryAfterMs(headerOf(headers, 'retry-after'), now) ?? fallback;
  return { kind: 'rate_limited', retryAfterMs: wait, scope: limit === 'day' ? 'day' : 'short' };
}

/** Xero's own words for it. A gateway says 503 in others, and may say it after the write was made. */
function isOffline(body: unknown): boolean {
  return typeof body === 'string' && /currently offline|temporarily unavailable|Organisation is offline/.test(body);
}

/** Maintenance, an organisation that is offline: nothing was read, let alone written. */
function offline({ headers }: XeroFailure, now: Instant): FaultKind {
  return { kind: 'unavailable', retryAfterMs: retryAfterMs(headerOf(headers, 'retry-after'), now) ?? 5 * MINUTE };
}

/** For people: Xero's own words, without anything that we sent. */
function describe({ status, body }: XeroFailure): string {
  const words = detailOf(body) || (isRecord(body) ? (textOf(body['Message']) ?? '') : '');
  const said = words || (typeof body === 'string' ? body.slice(0, 200) : '');
  return [status === 0 ? 'no answer' : `answered ${status}`, said].filter((part) => part !== '').join(', ');
}

function detailOf(body: unknown): string {
  return isRecord(body) ? (textOf(body['Detail']) ?? '') : '';
}
