import type { Assumptions } from '../assumptions.js';
import { renderInstant } from './calendar.js';
import { newId } from './identifiers.js';
import { foldName } from './ledger.js';
import type { Ledger, User } from './ledger.js';
import { say } from './messages.js';

/** One request, after the front half has authenticated, counted and deduplicated it. `path` starts after `/api.xro/2.0`. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, or the raw bytes or text. */
  readonly body: unknown;
  readonly tenantId: string;
  readonly app: { readonly clientId: string; readonly name: string };
  /** Xero user id or email. */
  readonly user?: string | undefined;
  readonly now: number;
}

export interface Touched {
  readonly category: 'INVOICE' | 'CONTACT' | 'CREDITNOTE' | 'PREPAYMENT' | 'OVERPAYMENT';
  readonly id: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly data?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string | Buffer;
  /** What webhooks would tell, in order. */
  readonly touched: readonly Touched[];
}

/** What an endpoint works with: the books, the request, and the record of what it touched. */
export interface Work {
  readonly ledger: Ledger;
  readonly call: Call;
  readonly assumptions: Assumptions;
  readonly touched: Touched[];
  /** Path segments after the resource's name, decoded. */
  readonly path: readonly string[];
}

export function stamp(work: Work): number {
  return work.ledger.stamp(work.call.now);
}

/** The person behind the call, if the organisation knows them. */
export function caller(work: Work): User | undefined {
  const name = foldName(work.call.user ?? '');
  if (!name) return undefined;
  for (const user of work.ledger.users.all()) if (user.id === name || user.email === name) return user;
  return undefined;
}

/** Members only in the answer to one created or changed thing are told once per request, in order. */
export function touch(work: Work, touched: Touched): void {
  const known = work.touched.some(({ category, id }) => category === touched.category && id === touched.id);
  if (!known) work.touched.push(touched);
}

export function ok(work: Work, members: Readonly<Record<string, unknown>>): Answer {
  return { status: 200, headers: json, body: { ...envelope(work), ...members }, touched: work.touched };
}

export function envelope(work: Work): Record<string, unknown> {
  return {
    Id: newId(),
    Status: 'OK',
    ProviderName: work.call.app.name,
    DateTimeUTC: renderInstant(work.call.now).replace('+0000', ''),
  };
}

export function invalid(elements: readonly unknown[]): Answer {
  const body = { ErrorNumber: 10, Type: 'ValidationException', Message: say('validation'), Elements: elements };
  return { status: 400, headers: json, body, touched: [] };
}

export function unreadable(message: string): Answer {
  return problem(14, 'PostDataInvalidException', message);
}

export function badQuery(message: string): Answer {
  return problem(16, 'QueryParseException', message);
}

export function noData(what: string): Answer {
  return problem(17, 'NoDataProcessedException', say('noData', { what }));
}

export function tooLarge(message: string): Answer {
  return problem(10, 'ValidationException', message);
}

export function notFound(): Answer {
  return { status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: say('notFound'), touched: [] };
}

export function notImplemented(): Answer {
  const body = { ErrorNumber: 20, Type: 'ApiMethodNotImplementedException', Message: say('notImplemented') };
  return { status: 501, headers: json, body, touched: [] };
}

const json = { 'Content-Type': 'application/json; charset=utf-8' };

function problem(number: number, type: string, message: string): Answer {
  return { status: 400, headers: json, body: { ErrorNumber: number, Type: type, Message: message }, touched: [] };
}
