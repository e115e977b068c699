import { readAssumptions } from '../assumptions.js';
import type { Engine } from '../engine.js';
import { readFaultRule } from '../faults/faults.js';
import type { Plan } from '../gate/plans.js';
import { planOf } from '../gate/plans.js';
import type { Received, Reply } from '../http/request.js';
import { jsonReply } from '../http/request.js';
import { openOffice } from '../office/office.js';
import type { Stats } from '../stats.js';
import type { JsonObject } from '../world/json.js';
import { isObject, textOf } from '../world/json.js';

export interface Controlled {
  readonly engine: Engine;
  readonly stats: Stats;
}

type Handler = (controlled: Controlled, body: JsonObject) => unknown;

const handlers: Readonly<Record<string, Handler>> = {
  'GET clock': ({ engine }) => ({ now: engine.clock.now() }),
  'POST clock': ({ engine }, body) => {
    if (typeof body['set'] === 'number') engine.clock.set(body['set']);
    else if (typeof body['advance'] === 'number') engine.clock.advance(body['advance']);
    else throw new Error('give `set` (milliseconds since 1970) or `advance` (milliseconds)');
    return { now: engine.clock.now() };
  },
  'GET faults': ({ engine }) => engine.faults.list(),
  'POST faults': ({ engine }, body) => {
    const rules = Array.isArray(body['faults']) ? body['faults'] : [body];
    rules.map(readFaultRule).forEach((rule) => engine.faults.add(rule));
    return engine.faults.list();
  },
  'DELETE faults': ({ engine }) => {
    engine.faults.clear();
    return [];
  },
  'GET stats': ({ stats }) => stats.report(),
  'POST stats/reset': ({ stats }) => {
    stats.reset();
    return stats.report();
  },
  'GET assumptions': ({ engine }) => engine.assumptions,
  'POST assumptions': ({ engine }, body) => Object.assign(engine.assumptions, readAssumptions(body)),
  'GET state': ({ engine }) => engine.world.snapshot(engine.webhooks.pending()),
  'POST plan': ({ engine }, body) => {
    const organizationId = textOf(body['organizationId']);
    const plan = textOf(body['plan']);
    if (!isPlan(plan)) throw new Error('plan must be essential, professional or ultimate');
    openOffice(engine, organizationId).setPlan(plan);
    return { organizationId, plan: planOf(engine.world, organizationId) };
  },
  'POST own-connector': ({ engine }, body) => {
    const office = openOffice(engine, textOf(body['organizationId']));
    return { id: office.connectOwnConnector({ paymentsImport: body['paymentsImport'] !== false }) };
  },
  'POST webhooks/flush': async ({ engine }) => {
    await engine.webhooks.flush();
    return { pending: engine.webhooks.pending().length };
  },
  'POST automations': ({ engine }, body) => {
    const office = openOffice(engine, textOf(body['organizationId']));
    const payload = isObject(body['body']) ? body['body'] : {};
    const headers = isObject(body['headers']) ? body['headers'] : {};
    return office.makeHttpRequest(
      textOf(body['url']),
      payload,
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    );
  },
};

/** Answers `/_control/*`: the levers that a real Productive does not have. */
export async function control(controlled: Controlled, request: Received): Promise<Reply | undefined> {
  if (!request.path.startsWith('/_control/')) return undefined;
  const handler = handlers[`${request.method} ${request.path.slice('/_control/'.length)}`];
  if (handler === undefined) return jsonReply(404, { error: 'no such control', known: Object.keys(handlers) });
  try {
    return jsonReply(200, await handler(controlled, readBody(request)));
  } catch (thrown) {
    if (thrown instanceof Error) return jsonReply(400, { error: thrown.message });
    throw thrown;
  }
}

function readBody(request: Received): JsonObject {
  if (request.body.length === 0) return {};
  const body: unknown = JSON.parse(request.body.toString('utf8'));
  if (!isObject(body)) throw new Error('the body must be a JSON object');
  return body;
}

function isPlan(text: string): text is Plan {
  return text === 'essential' || text === 'professional' || text === 'ultimate';
}
