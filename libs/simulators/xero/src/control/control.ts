import { type Fault, faultKinds } from '../faults/faults.js';
import { json, jsonOf, type Reply, type Request } from '../http/message.js';
import type { Tier } from '../identity/app.js';
import type { Extension, XeroServer } from '../xero-server.js';

export interface ControlDeps {
  server: XeroServer;
  snapshot: () => unknown;
  resetDemo: (tenantId: string) => void;
  /** An accountant's action by its name. */
  act: (tenantId: string, action: string, args: readonly unknown[]) => unknown;
}

type Handler = (body: Record<string, unknown>) => unknown;

/** `/_control/*`: the levers a test or a demonstration pulls, JSON in and out. Mistakes of the caller answer 400 with a sentence. */
export function controlEndpoints(deps: ControlDeps): Extension {
  const handlers = table(deps);
  return async (request: Request): Promise<Reply | undefined> => {
    if (!request.path.startsWith('/_control/')) return undefined;
    const handler = handlers[`${request.method} ${request.path.slice('/_control'.length)}`];
    if (handler === undefined)
      return json(404, { error: `There is no ${request.method} ${request.path}.`, there: Object.keys(handlers) });
    try {
      return json(200, (await handler(jsonOf(request))) ?? {});
    } catch (error) {
      if (error instanceof RangeError || error instanceof SyntaxError) return json(400, { error: error.message });
      throw error;
    }
  };
}

function table({ server, snapshot, resetDemo, act }: ControlDeps): Record<string, Handler> {
  const { clock, faults, stats, assumptions, app, webhooks, identity, gate } = server;
  const clockReport = () => ({ now: clock.now(), iso: new Date(clock.now()).toISOString() });
  const webhookReport = () => ({ url: webhooks.url ?? null, status: webhooks.status, events: webhooks.events() });
  return {
    'GET /state': () => snapshot(),
    'GET /calls': () => stats.calls(),
    'GET /clock': clockReport,
    'POST /clock': async (body) => {
      if (body['set'] !== undefined) clock.set(instantOf(body['set']));
      if (body['advanceMs'] !== undefined) clock.advance(numberOf(body, 'advanceMs'));
      if (body['advanceSeconds'] !== undefined) clock.advance(numberOf(body, 'advanceSeconds') * 1000);
      await server.settled();
      return clockReport();
    },
    'GET /faults': () => ({ waiting: faults.waiting(), kinds: faultKinds }),
    'POST /faults': (body) => {
      faults.next(faultOf(body));
      return { waiting: faults.waiting() };
    },
    'DELETE /faults': () => faults.clear(),
    'GET /stats': () => stats.report(),
    'POST /stats/reset': () => stats.reset(),
    'GET /assumptions': () => assumptions,
    'POST /assumptions': (body) => assignKnown(assumptions, body),
    'GET /app': () => app,
    'POST /app': (body) => {
      if (body['tier'] !== undefined && !(['starter', 'core', 'plus'] satisfies Tier[]).includes(body['tier'] as Tier))
        throw new RangeError('A tier is starter, core or plus.');
      return assignKnown(app, body, ['redirectUris', 'bulkConnections']);
    },
    'POST /limits/spend': (body) => {
      gate.limits.spend(textOf(body, 'tenantId'), body as { minute?: number; day?: number; appMinute?: number });
    },
    'GET /connections': () => identity.connections.live(),
    'POST /disconnect': (body) => {
      const user = body['user'] === undefined ? undefined : userIdOf(server, body);
      return { disconnected: identity.connections.disconnectTenant(textOf(body, 'tenantId'), user) };
    },
    'POST /demo-reset': (body) => resetDemo(textOf(body, 'tenantId')),
    'POST /remove-user': (body) => identity.removeUser(userIdOf(server, body)),
    'POST /other-uncertified-apps': (body) =>
      identity.setOtherUncertifiedApps(textOf(body, 'tenantId'), numberOf(body, 'count')),
    'POST /accountant': (body) => {
      const args = body['args'] ?? [];
      if (!Array.isArray(args)) throw new RangeError('args is a list.');
      return { result: act(textOf(body, 'tenantId'), textOf(body, 'action'), args) ?? null };
    },
    'GET /webhooks': webhookReport,
    'POST /webhooks': async (body) => {
      await webhooks.subscribe(textOf(body, 'url'));
      return webhookReport();
    },
    'POST /webhooks/enable': async () => {
      await webhooks.enable();
      await server.settled();
      return webhookReport();
    },
    'POST /webhooks/deliver': async () => {
      await webhooks.deliver();
      return webhookReport();
    },
    'POST /webhooks/replay': async () => {
      await webhooks.replay();
      return webhookReport();
    },
  };
}

function faultOf(body: Record<string, unknown>): Fault {
  // A lever for tests: a wrong shape strikes nothing, and the test sees that.
  const { match, ...fault } = body as unknown as Fault & { match?: Fault['match'] & { pathPattern?: string } };
  if (match === undefined) return fault;
  const { pathPattern, ...rest } = match;
  return { ...fault, match: { ...rest, ...(pathPattern === undefined ? {} : { path: new RegExp(pathPattern) }) } };
}

/** Sets what is known, in its own type; anything else is the caller's mistake. */
function assignKnown<T extends object>(
  target: T,
  changes: Record<string, unknown>,
  optional: readonly (keyof T & string)[] = [],
): T {
  for (const [name, value] of Object.entries(changes)) {
    const current = (target as Record<string, unknown>)[name];
    const fits = optional.includes(name as keyof T & string) || (name in target && typeof current === typeof value);
    if (!fits) throw new RangeError(`${name} cannot be ${JSON.stringify(value)}.`);
  }
  return Object.assign(target, changes);
}

function userIdOf(server: XeroServer, body: Record<string, unknown>): string {
  const user = server.identity.userBy(textOf(body, 'user'));
  if (user === undefined) throw new RangeError(`Xero knows no user ${String(body['user'])}.`);
  return user.userId;
}

function instantOf(value: unknown): number {
  const at = typeof value === 'number' ? value : Date.parse(String(value));
  if (!Number.isFinite(at)) throw new RangeError(`${String(value)} is no instant.`);
  return at;
}

function numberOf(body: Record<string, unknown>, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new RangeError(`${name} is a number.`);
  return value;
}

function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new RangeError(`${name} is a text.`);
  return value;
}
