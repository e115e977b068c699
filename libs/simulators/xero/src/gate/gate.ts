import { randomUUID } from 'node:crypto';
import type { Assumptions } from '../assumptions.js';
import type { Answer, Touched } from '../books/index.js';
import { minutes, seconds } from '../clock.js';
import type { Fault, Faults } from '../faults/faults.js';
import { empty, json, type Reply, type Request, text } from '../http/message.js';
import { tierLimits } from '../identity/app.js';
import type { Identity, IdentityWorld } from '../identity/identity.js';
import { readBearer, tokenExpired } from '../identity/identity-endpoints.js';
import { scopeCovers } from '../identity/scopes.js';
import type { Schedule } from '../schedule.js';
import type { BooksSeam } from './books-seam.js';
import { IdempotencyStore, type StoredAnswer } from './idempotency.js';
import { type LimitKind, Limits, type LimitsState } from './limits.js';
import * as refusals from './refusals.js';
import type { Stats } from './stats.js';
import { toXml } from './xml.js';

const API = '/api.xro/2.0';
const RAPID_SYNC = minutes(30);

/** One call as a conformance check sees it. */
export interface Exchange {
  method: string;
  path: string;
  requestBody: unknown;
  status: number;
  responseBody: unknown;
}

export interface GateWorld extends IdentityWorld {
  identity: Identity;
  books: BooksSeam;
  faults: Faults;
  stats: Stats;
  schedule: Schedule;
  assumptions: Assumptions;
  touched: (tenantId: string, things: readonly Touched[]) => void;
  validate?: ((exchange: Exchange) => void) | undefined;
  ponder?: (() => Promise<void>) | undefined;
}

export interface GateState {
  limits: LimitsState;
  answers: StoredAnswer[];
}

/** A call on its way through: who calls, for which organisation, and the failure it will meet. */
interface Passage {
  request: Request;
  path: string;
  tenantId: string;
  userId: string;
  fault: Fault | undefined;
  replayed: boolean;
}

/**
 * Lets a call through to the books in Xero's order: token (401), organisation (403), scope (401), limits (429),
 * idempotency, body, books.
 */
export class Gate {
  readonly limits: Limits;
  readonly #answers: IdempotencyStore;

  constructor(
    private readonly world: GateWorld,
    state?: GateState,
  ) {
    this.limits = new Limits(world.now, () => tierLimits[world.app.tier].callsPerDay, state?.limits);
    this.#answers = new IdempotencyStore(world.now, () => world.assumptions.cacheServerErrors, state?.answers);
  }

  async call(request: Request): Promise<Reply> {
    const tenantId = request.headers['xero-tenant-id'] ?? '';
    const scripted = request.headers['x-sim-fault'];
    const fault =
      scripted === undefined
        ? this.world.faults.take({ ...request, tenantId })
        : this.world.faults.fromHeader(scripted);
    if (fault?.kind === 'drop-before') return { status: 0, transport: 'dropped' };
    if (fault?.kind === 'late-apply' && !this.world.assumptions.lateApplyHoldsKey) {
      this.world.schedule.at(this.#applyAt(fault), async () => void (await this.#pass(request, tenantId, undefined)));
      return { status: 0, transport: 'dropped' };
    }
    const answered = this.#pass(request, tenantId, fault);
    if (fault?.kind !== 'late-apply') return answered;
    answered.catch((error: unknown) => this.world.stats.defect(error));
    return { status: 0, transport: 'dropped' };
  }

  snapshot(): GateState {
    return { limits: this.limits.snapshot(), answers: this.#answers.snapshot() };
  }

  async #pass(request: Request, tenantId: string, fault: Fault | undefined): Promise<Reply> {
    const correlationId = randomUUID();
    const passage: Passage = {
      request,
      path: request.path.slice(API.length),
      tenantId,
      userId: '',
      fault,
      replayed: false,
    };
    const reply = await this.#admit(passage);
    const key = request.headers['idempotency-key'];
    this.world.stats.record({
      at: new Date(this.world.now()).toISOString(),
      method: request.method,
      path: request.path + (request.rawQuery === '' ? '' : `?${request.rawQuery}`),
      ...(tenantId === '' ? {} : { tenantId }),
      status: reply.status,
      correlationId,
      ...(key === undefined ? {} : { idempotencyKey: key }),
      replayed: passage.replayed,
      ...(fault === undefined ? {} : { fault: fault.kind }),
    });
    return {
      ...reply,
      headers: { ...this.limits.headers(tenantId), 'Xero-Correlation-Id': correlationId, ...reply.headers },
    };
  }

  async #admit(passage: Passage): Promise<Reply> {
    const { request, path, tenantId, fault } = passage;
    const bearer = readBearer(this.world.identity, this.world, request);
    if (fault?.kind === 'token-expired') return refusals.unauthorised(tokenExpired(this.world.now()));
    if (fault?.kind === 'unauthorised') return refusals.unauthorised('AuthenticationUnsuccessful');
    if ('refusal' in bearer) return bearer.refusal;
    const connection = this.world.identity.connections.find(bearer.token.userId, tenantId);
    if (connection === undefined || fault?.kind === 'forbidden') return refusals.forbidden();
    if (!scopeCovers(bearer.token.scopes, request.method, path) || fault?.kind === 'insufficient-scope')
      return refusals.insufficientScope();
    passage.userId = bearer.token.userId;
    const rapid = this.world.app.tier === 'plus' && this.world.now() < connection.updatedAt + RAPID_SYNC;
    return this.#withinLimits(passage, rapid);
  }

  async #withinLimits(passage: Passage, rapid: boolean): Promise<Reply> {
    const { tenantId, fault } = passage;
    if (fault?.kind.startsWith('limit-') === true)
      return this.#limited(fault.kind.slice('limit-'.length) as LimitKind, fault.seconds ?? 30);
    const entered = this.limits.enter(tenantId, rapid);
    if ('problem' in entered) return this.#limited(entered.problem, entered.retryAfterSeconds);
    this.world.stats.inFlight(tenantId, entered.concurrent);
    try {
      return await this.#answer(passage);
    } finally {
      entered.leave();
    }
  }

  #limited(problem: LimitKind, retryAfterSeconds: number | undefined): Reply {
    this.world.stats.limited(problem);
    const spent = {
      minute: 'X-MinLimit-Remaining',
      day: 'X-DayLimit-Remaining',
      appminute: 'X-AppMinLimit-Remaining',
      concurrent: undefined,
    }[problem];
    return empty(429, {
      'X-Rate-Limit-Problem': problem,
      ...(problem === 'concurrent' || retryAfterSeconds === undefined
        ? {}
        : { 'Retry-After': String(retryAfterSeconds) }),
      ...(spent === undefined ? {} : { [spent]: '0' }),
    });
  }

  async #answer(passage: Passage): Promise<Reply> {
    const { request, fault } = passage;
    const refusal = fault === undefined ? undefined : refusedOutright(fault, request);
    if (refusal !== undefined) return refusal;
    await this.world.ponder?.();
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
    const { reply, replayed } = await this.#answers.through(request, () => this.#execute(passage));
    passage.replayed = replayed;
    if (fault?.kind === 'commit-then-drop') return { ...reply, transport: 'dropped' };
    if (fault?.kind === 'truncated') return { ...reply, transport: 'truncated' };
    if (fault?.kind === 'html')
      return text(200, '<!DOCTYPE html><html><head><title>Xero</title></head><body><h1>Please wait</h1></body></html>');
    if (fault?.kind === 'gateway-after-commit') return refusals.gateway(fault.status);
    return reply;
  }

  async #execute(passage: Passage): Promise<Reply> {
    const { request, path, tenantId, userId, fault } = passage;
    if (fault?.kind === 'late-apply')
      await new Promise<void>((resolve) => this.world.schedule.at(this.#applyAt(fault), () => resolve()));
    if (fault?.kind === 'error-before-commit') return refusals.serverError();
    const body = bodyOf(request, path);
    if (body instanceof SyntaxError) return refusals.unparseable(body.message);
    const sent = fault?.kind === 'partial-batch' ? withoutElement(body, fault.element ?? 0) : { body };
    const { app, books, identity } = this.world;
    const user = identity.userBy(userId)?.email;
    const answer = books.handle({
      method: request.method,
      path,
      query: request.query,
      headers: request.headers,
      body: sent.body,
      tenantId,
      app: { clientId: app.clientId, name: app.name },
      ...(user === undefined ? {} : { user }),
      now: this.world.now(),
    });
    this.world.touched(tenantId, answer.touched);
    const responseBody = 'refused' in sent ? withRefusal(answer.body, sent, fault?.message) : answer.body;
    this.world.validate?.({
      method: request.method,
      path: request.path.slice(API.length),
      requestBody: sent.body,
      status: answer.status,
      responseBody,
    });
    if (fault?.kind === 'error-after-commit') return refusals.serverError();
    return rendered({ ...answer, body: responseBody }, request);
  }

  #applyAt(fault: Fault): number {
    return this.world.now() + seconds(fault.seconds ?? this.world.assumptions.lateApplyMaxSeconds);
  }
}

function refusedOutright(fault: Fault, request: Request): Reply | undefined {
  switch (fault.kind) {
    case 'bad-request':
      return refusals.validationFailed(fault.message ?? 'A scripted refusal');
    case 'not-found':
      return refusals.notFound();
    case 'precondition-failed':
      return refusals.preconditionFailed();
    case 'not-implemented':
      return refusals.notImplemented();
    case 'maintenance':
      return refusals.maintenance();
    case 'unavailable':
      return refusals.unavailable();
    case 'organisation-offline':
      return refusals.organisationOffline();
    case 'gateway-before-commit':
      return refusals.gateway(fault.status);
    case 'key-store-down':
      return request.headers['idempotency-key'] === undefined ? undefined : refusals.serverError();
    default:
      return undefined;
  }
}

/** A GET's body is ignored: the vendor's own SDK sends `{}` with each. */
function bodyOf(request: Request, path: string): unknown {
  if (request.method === 'GET' || request.method === 'DELETE') return undefined;
  if (path.split('/')[3] === 'Attachments') return request.body;
  if (request.body.length === 0) return undefined;
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch (error) {
    return error;
  }
}

/** Takes one element out of a batch before the books see it; a single object is not a batch. */
function withoutElement(
  body: unknown,
  position: number,
): { body: unknown; refused?: unknown; collection?: string; position?: number } {
  const [collection, elements] =
    Object.entries(body ?? {}).find((entry): entry is [string, unknown[]] => Array.isArray(entry[1])) ?? [];
  if (collection === undefined || elements === undefined || position >= elements.length) return { body };
  return {
    body: { ...(body as object), [collection]: elements.toSpliced(position, 1) },
    refused: elements[position],
    collection,
    position,
  };
}

function withRefusal(
  body: Answer['body'],
  sent: { refused?: unknown; collection?: string; position?: number },
  message = 'A scripted refusal',
): Answer['body'] {
  if (typeof body === 'string' || Buffer.isBuffer(body) || sent.collection === undefined) return body;
  const [, accepted] =
    Object.entries(body).find(
      (entry): entry is [string, unknown[]] => entry[0] === sent.collection && Array.isArray(entry[1]),
    ) ?? [];
  if (accepted === undefined) return body;
  const id = `${sent.collection.replace(/s$/, '')}ID`;
  const element = {
    ...(sent.refused as object),
    [id]: '00000000-0000-0000-0000-000000000000',
    StatusAttributeString: 'ERROR',
    HasErrors: true,
    ValidationErrors: [{ Message: message }],
  };
  return { ...body, [sent.collection]: accepted.toSpliced(sent.position ?? 0, 0, element) };
}

/** XML unless JSON was asked for. */
function rendered(answer: Pick<Answer, 'status' | 'headers' | 'body'>, request: Request): Reply {
  const headers = answer.headers ?? {};
  if (typeof answer.body === 'string') return text(answer.status, answer.body, headers);
  if (Buffer.isBuffer(answer.body))
    return {
      status: answer.status,
      headers: { 'Content-Type': 'application/octet-stream', ...headers },
      body: answer.body,
    };
  if (/json/i.test(request.headers['accept'] ?? '')) return json(answer.status, answer.body, headers);
  return {
    status: answer.status,
    headers: { ...headers, 'Content-Type': 'text/xml; charset=utf-8' },
    body: toXml(answer.body),
  };
}
