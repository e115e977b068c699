import { type Assumptions, defaultAssumptions } from './assumptions.js';
import { createClock, type SimulatorClock } from './clock.js';
import { Faults } from './faults/faults.js';
import type { BooksSeam } from './gate/books-seam.js';
import { type Exchange, Gate, type GateState } from './gate/gate.js';
import { notFound, serverError, unavailable } from './gate/refusals.js';
import { Stats } from './gate/stats.js';
import { startHttpServer } from './http/http-server.js';
import { formOf, type Reply, type Request } from './http/message.js';
import { sandboxApp, type XeroApp } from './identity/app.js';
import { Identity, type IdentityState, type IdentityWorld } from './identity/identity.js';
import { identityEndpoints } from './identity/identity-endpoints.js';
import { createSchedule } from './schedule.js';
import { Webhooks, type WebhooksState } from './webhooks/webhooks.js';

export interface ServerOptions {
  port?: number;
  host?: string;
  /** Where callers reach the server, when that is not http://host:port (a proxy may mount it under a path). */
  publicUrl?: string;
  clock?: SimulatorClock;
  /** Called after anything that may have changed the state. */
  onChange?: () => void;
  app?: XeroApp;
  assumptions?: Partial<Assumptions>;
  /** Sees each call the books answered; throwing fails the call. */
  validate?: (exchange: Exchange) => void;
  /** How long the accounting API takes over each call, counted among those under way meanwhile. */
  ponder?: () => Promise<void>;
}

export interface ServerState {
  app: XeroApp;
  assumptions: Assumptions;
  clockOffset: number;
  identity: IdentityState;
  gate: GateState;
  webhooks: WebhooksState;
}

export interface XeroServer {
  url: string;
  port: number;
  clock: SimulatorClock;
  app: XeroApp;
  faults: Faults;
  stats: Stats;
  assumptions: Assumptions;
  webhooks: Webhooks;
  identity: Identity;
  gate: Gate;
  /** Resolves when nothing is due any more: late writes applied, webhooks answered. */
  settled(): Promise<void>;
  snapshot(): ServerState;
  close(): Promise<void>;
}

/** Serves pages and control calls; undefined when the path is not its own. */
export type Extension = (request: Request) => Promise<Reply | undefined> | Reply | undefined;

/** Everything of Xero in front of its books, over HTTP. */
export async function startXeroServer(
  books: BooksSeam,
  options: ServerOptions = {},
  state?: ServerState,
  extend?: (server: XeroServer) => Extension,
): Promise<XeroServer> {
  const base = options.clock ?? createClock(state?.clockOffset);
  const app: XeroApp = { ...(options.app ?? state?.app ?? sandboxApp) };
  const assumptions: Assumptions = { ...defaultAssumptions, ...state?.assumptions, ...options.assumptions };
  let url = '';
  const publicUrl = () => (options.publicUrl ?? url).replace(/\/$/, '');
  const changed = () => options.onChange?.();
  const stats = new Stats();
  const faults = new Faults(() => assumptions.lateApplyMaxSeconds);
  const schedule = createSchedule(
    () => base.now(),
    (error) => stats.defect(error),
  );
  const clock: SimulatorClock = {
    now: () => base.now(),
    set: (ms) => (base.set(ms), schedule.runDue()),
    advance: (ms) => (base.advance(ms), schedule.runDue()),
  };
  const world: IdentityWorld = {
    app,
    issuer: publicUrl,
    now: () => base.now(),
    tenants: () => books.tenants(),
    assumptions,
  };
  const identity = new Identity(world, state?.identity);
  const connected = (tenantId: string) => identity.connections.tenantIds().has(tenantId);
  const webhooks = new Webhooks(
    { app, now: () => base.now(), publicUrl, connected, faults, schedule, stats, changed },
    state?.webhooks,
  );
  const gate = new Gate(
    {
      ...world,
      identity,
      books,
      faults,
      stats,
      schedule,
      touched: (tenantId, things) => webhooks.collect(tenantId, things),
      validate: options.validate,
      ponder: options.ponder,
    },
    state?.gate,
  );
  const identityEndpoint = withFaults(identityEndpoints(identity, world), faults);
  let extension: Extension = () => undefined;

  const http = await startHttpServer(
    { port: options.port ?? 0, host: options.host ?? '127.0.0.1' },
    async (request) => {
      const reply = request.path.startsWith('/api.xro/2.0/')
        ? await gate.call(request)
        : ((await identityEndpoint(request)) ?? (await extension(request)) ?? notFound());
      if (request.method !== 'GET' || request.path.startsWith('/api.xro/')) changed();
      return reply;
    },
    (error) => stats.defect(error),
  );
  url = `http://${options.host ?? '127.0.0.1'}:${http.port}`;
  const server: XeroServer = {
    url: publicUrl(),
    port: http.port,
    clock,
    app,
    faults,
    stats,
    assumptions,
    webhooks,
    identity,
    gate,
    settled: () => schedule.settled(),
    snapshot: () => ({
      app: { ...app },
      assumptions: { ...assumptions },
      clockOffset: base.now() - Date.now(),
      identity: identity.snapshot(),
      gate: gate.snapshot(),
      webhooks: webhooks.snapshot(),
    }),
    close: async () => {
      schedule.stop();
      await http.close();
    },
  };
  if (extend !== undefined) extension = extend(server);
  return server;
}

/** The failures that make sense at the identity host: a lost answer, a slow one, none at all. */
function withFaults(
  endpoint: (request: Request) => Reply | undefined,
  faults: Faults,
): (request: Request) => Promise<Reply | undefined> {
  return async (request) => {
    const fault =
      request.path === '/connect/token' || request.path.startsWith('/connections')
        ? faults.take({ ...request, refreshes: formOf(request).get('grant_type') === 'refresh_token' })
        : undefined;
    switch (fault?.kind) {
      case undefined:
        return endpoint(request);
      case 'drop-before':
        return { status: 0, transport: 'dropped' };
      case 'lost-refresh':
      case 'commit-then-drop': {
        endpoint(request);
        return { status: 0, transport: 'dropped' };
      }
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1000));
        return endpoint(request);
      case 'error-after-commit':
        endpoint(request);
        return serverError();
      case 'maintenance':
      case 'unavailable':
        return unavailable();
      default:
        return serverError();
    }
  };
}
