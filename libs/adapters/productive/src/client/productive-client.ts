import { type Clock, Fault, type SourceBudget, type SourceTokens } from '@bridge/application';
import type { ProblemCode } from '@bridge/domain';
import { createHttpClient, type HttpClient, type HttpLogEntry, type HttpResponse } from '@bridge/http';
import { isForeignOrganisation, lost, refusalOf, type CallContext } from './answers.js';
import { createCallLimits, type CallLimits, type Counted } from './call-limits.js';
import { readPage, readResource, type Resource, type ResourcePage } from './json-api.js';

const JSON_API = 'application/vnd.api+json';
const PAGE_SIZE = 200;

/** Without it, Productive cuts the times in filters to dates. */
const FULL_TIMES = 'filteringSkipDatetimeCastToDate';

export type Query = Readonly<Record<string, string>>;

export interface Caller {
  readonly organisationId: string;
  readonly token: string;
}

/** Calls in the name of one person in one organisation. Paths are relative to the API's root. */
export interface ProductiveSession {
  get(path: string, query?: Query): Promise<Resource>;
  /** One page of 200, numbered from 1. */
  page(path: string, query: Query, page: number): Promise<ResourcePage>;
  /** Every page, to the last one. A row that moved between two pages comes once. */
  all(path: string, query?: Query): Promise<readonly Resource[]>;
  /** `refusal`: the problem that a person is shown when Productive says no. */
  create(type: string, attributes: Attributes, refusal: ProblemCode): Promise<Resource>;
  change(type: string, id: string, attributes: Attributes, refusal: ProblemCode): Promise<void>;
  /** What is gone already counts as removed. */
  remove(type: string, id: string, refusal: ProblemCode): Promise<void>;
}

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

export interface ProductiveClient {
  /** With the token that the tenant left with us. */
  of(tenantId: string): Promise<ProductiveSession>;
  /** With a token that nobody has verified yet. Fault `not_found`: the token fits, but not this organisation. */
  as(caller: Caller): ProductiveSession;
}

export function createProductiveClient(options: {
  readonly apiUrl: string;
  readonly tokens: SourceTokens;
  readonly budget: SourceBudget;
  readonly clock: Clock;
  readonly log?: (entry: HttpLogEntry) => void;
}): ProductiveClient {
  const { apiUrl, tokens, budget, clock, log } = options;
  const http = createHttpClient({
    timeoutMs: 30_000,
    maxResponseBytes: 20_000_000,
    allowedHosts: [new URL(apiUrl).host],
    ...(log && { log }),
  });
  const wire: Wire = { root: apiUrl.replace(/\/+$/, ''), http, limits: createCallLimits(clock, budget), clock };
  return {
    of: async (tenantId) =>
      session(wire, {
        ...{ organisationId: tenantId, token: await tokens.of(tenantId), countedFor: tenantId },
        insteadOf: (refused) => tokens.insteadOf(tenantId, refused),
      }),
    as: (caller) => session(wire, caller),
  };
}

interface Speaker extends Caller, Counted {
  /** Another token, when Productive did not take this one and somebody has left a newer one since. */
  readonly insteadOf?: (refused: string) => Promise<string | undefined>;
}

interface Wire {
  readonly root: string;
  readonly http: HttpClient;
  readonly limits: CallLimits;
  readonly clock: Clock;
}

function session(wire: Wire, caller: Speaker): ProductiveSession {
  const page = async (path: string, query: Query, number: number) => {
    const paged = { ...query, 'page[number]': String(number), 'page[size]': String(PAGE_SIZE) };
    const call = read(path);
    const response = await send(wire, caller, call, `${path}?${new URLSearchParams(paged).toString()}`);
    return readPage(response.json(), number) ?? unreadable(call, response);
  };
  return {
    page,
    get: async (path, query = {}) => {
      const call = read(path);
      const search = new URLSearchParams(query).toString();
      const response = await send(wire, caller, call, search === '' ? path : `${path}?${search}`);
      return readResource(response.json()) ?? unreadable(call, response);
    },
    all: (path, query = {}) => everyPage(path, (number) => page(path, query, number)),
    create: async (type, attributes, refusal) => {
      const call: CallContext = { name: `POST ${type}`, method: 'POST', refusal };
      const response = await send(wire, caller, call, type, { data: { type, attributes } });
      return readResource(response.json()) ?? unreadable(call, response);
    },
    change: async (type, id, attributes, refusal) => {
      const call: CallContext = { name: `PATCH ${type}`, method: 'PATCH', refusal };
      const body = { data: { type, id, attributes } };
      assertDone(call, await send(wire, caller, call, `${type}/${encodeURIComponent(id)}`, body));
    },
    remove: async (type, id, refusal) => {
      const call: CallContext = { name: `DELETE ${type}`, method: 'DELETE', refusal };
      try {
        assertDone(call, await send(wire, caller, call, `${type}/${encodeURIComponent(id)}`));
      } catch (error) {
        if (!(error instanceof Fault && error.fault.kind === 'not_found')) throw error;
      }
    },
  };
}

async function everyPage(path: string, read: (page: number) => Promise<ResourcePage>): Promise<readonly Resource[]> {
  const rows = new Map<string, Resource>();
  for (let number = 1; ; number += 1) {
    const page = await read(number);
    const known = rows.size;
    for (const row of page.rows) rows.set(row.id, row);
    if (page.isLast) return [...rows.values()];
    if (rows.size === known) throw new Fault({ kind: 'unavailable' }, `GET ${path}: page ${number} brings nothing new`);
  }
}

/** One call, its answer a success. Everything else has become a fault or a plain error. */
async function send(
  wire: Wire,
  caller: Speaker,
  call: CallContext,
  target: string,
  body?: unknown,
): Promise<HttpResponse> {
  const response = await wire.limits.run(caller, () => answer(wire, caller, call, target, body));
  if (response.status >= 200 && response.status < 300) return response;
  const token = response.status === 401 ? await caller.insteadOf?.(caller.token) : undefined;
  if (token !== undefined) return send(wire, { ...caller, token }, call, target, body);
  if (isForeignOrganisation(response)) {
    const kind = caller.countedFor === undefined ? 'not_found' : 'unauthorised';
    throw new Fault({ kind }, `${call.name}: the token belongs to another organisation`);
  }
  const refusal = refusalOf(response, call, wire.clock.now());
  if (refusal instanceof Fault && refusal.fault.kind === 'rate_limited')
    wire.limits.pause(caller, refusal.fault.retryAfterMs);
  throw refusal;
}

async function answer(
  wire: Wire,
  caller: Speaker,
  call: CallContext,
  target: string,
  body: unknown,
): Promise<HttpResponse> {
  try {
    return await wire.http.send({
      method: call.method,
      url: `${wire.root}/${target}`,
      headers: {
        accept: JSON_API,
        'x-auth-token': caller.token,
        'x-organization-id': caller.organisationId,
        'x-feature-flags': FULL_TIMES,
        ...(body !== undefined && { 'content-type': JSON_API }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (error instanceof Fault && error.fault.kind === 'uncertain') throw new Fault(lost(call), error.message);
    throw error;
  }
}

function read(path: string): CallContext {
  return { name: `GET ${path.replace(/\/\d+$/, '/{id}')}`, method: 'GET', refusal: 'source_refused' };
}

function assertDone(call: CallContext, response: HttpResponse): void {
  if (response.status !== 204 && !readResource(response.json())) unreadable(call, response);
}

/** A success whose body is not what was asked for: a proxy's page, a cut-off answer. A write may have been done. */
function unreadable(call: CallContext, response: HttpResponse): never {
  const reference = response.headers['x-request-id'];
  throw new Fault(lost(call), `${call.name}: the answer could not be read`, reference);
}
