import { createHash, randomUUID } from 'node:crypto';
import type { Engine } from '../engine.js';
import { authenticate, authorize, checkContentType, chooseOrganization } from '../gate/access.js';
import type { RateLimits } from '../gate/rate-limits.js';
import { compileFilter, readFilterTree } from '../query/filter.js';
import { pageOf } from '../query/page.js';
import { resourceOf } from '../resources/catalogue.js';
import { approve } from '../resources/expenses.js';
import { actOn, createRecord, removeRecord, updateRecord } from '../resources/records.js';
import type { Desk, Operation, Resource } from '../resources/resource.js';
import { readChange } from '../wire/read-change.js';
import { invalid, recordNotFound, Refusal, renderErrors, routeNotFound, unprocessable } from '../wire/refusal.js';
import type { Fieldsets } from '../wire/render.js';
import { readIncludes, renderIncluded, renderRow, toJsonText } from '../wire/render.js';
import type { JsonObject } from '../world/json.js';
import { isObject, textOf } from '../world/json.js';
import type { Row, Token } from '../world/row.js';
import { linkOf } from '../world/row.js';
import type { Received, Reply } from './request.js';

const maximalBulk = 100;
const bulkType = /^application\/vnd\.api\+json\s*;\s*ext=bulk/;
/** Verbs that stand where an id would. */
const collectionVerbs: Readonly<Record<string, string>> = {
  'PATCH expenses/bulk_approve': 'bulk_approve',
  'POST expenses/copy': 'copy',
  'POST line_items/generate': 'generate',
};

export interface Api {
  readonly engine: Engine;
  readonly limits: RateLimits;
  /** Ends with `/api/v2`. */
  readonly baseUrl: () => string;
}

interface Route {
  readonly resource: Resource;
  readonly id: string | null;
  readonly verb: string | null;
}

/** Answers one request for `/api/v2`; `path` is what follows that. Never throws for anything Productive would answer. */
export function answer(api: Api, request: Received, path: string): Reply {
  try {
    return dispatch(api, request, path);
  } catch (thrown) {
    if (thrown instanceof Refusal) return refusalReply(thrown);
    throw thrown;
  }
}

export function refusalReply(refusal: Refusal): Reply {
  return reply(refusal.status, JSON.stringify(renderErrors(refusal)), {
    'cache-control': 'no-cache',
    ...refusal.headers,
  });
}

/** `GET /invoices/{id}`: the endpoint a path belongs to, for statistics. */
export function templateOf(path: string): string {
  const [, type, id, ...rest] = path.split('/');
  const isVerb = Object.keys(collectionVerbs).some((key) => key.endsWith(` ${type}/${id}`));
  return `/${[type, ...(id === undefined ? [] : [isVerb ? id : '{id}']), ...rest].join('/')}`;
}

function dispatch(api: Api, request: Received, path: string): Reply {
  const { world } = api.engine;
  checkContentType(request.method, request.headers['content-type'], request.body.length > 0);
  const token = authenticate(world, request.headers['x-auth-token']);
  const type = path.split('/')[1];
  const organizationId = chooseOrganization(token, request.headers['x-organization-id'], type);
  api.limits.admit(token.value, organizationId, api.engine.clock.now());
  const route = routeOf(path, request);
  const isBulk = bulkType.test(request.headers['content-type'] ?? '');
  if (isBulk) return bulk(api, request, token, route);
  switch (request.method) {
    case 'GET':
      return route.id === null ? index(api, request, token, route.resource) : show(api, request, token, route);
    case 'POST':
      return route.verb === null ? create(api, request, token, route) : collectionAction(api, request, token, route);
    case 'PATCH':
      return route.id === null && route.verb !== null
        ? collectionAction(api, request, token, route)
        : route.verb === null
          ? update(api, request, token, route)
          : act(api, request, token, route);
    case 'DELETE':
      return remove(api, token, route);
    default:
      throw routeNotFound();
  }
}

function routeOf(path: string, request: Received): Route {
  const [, type, id, verb, ...rest] = path.split('/');
  const resource = resourceOf(type ?? '');
  if (resource === undefined || rest.length > 0) throw routeNotFound();
  const collectionVerb = collectionVerbs[`${request.method} ${type}/${id ?? ''}`];
  if (collectionVerb !== undefined && verb === undefined) return { resource, id: null, verb: collectionVerb };
  return { resource, id: id ?? null, verb: verb ?? null };
}

function index(api: Api, request: Received, token: Token, resource: Resource): Reply {
  allow(api, token, resource, 'index');
  const { world, assumptions } = api.engine;
  const { query } = request;
  const includes = readIncludes(resource, query.get('include'));
  const flags = (request.headers['x-feature-flags'] ?? '').split(',').map((flag) => flag.trim());
  const zone = textOf(world.find('organizations', token.organizationId)?.attributes['time_zone']) || 'UTC';
  const keepTime = flags.includes('filteringSkipDatetimeCastToDate');
  const test = compileFilter({ world, resource, zone, assumptions, keepTime }, readFilterTree(query));
  const visible = world.list(token.organizationId, resource.type).filter((row) => isVisible(token, row));
  const stamped = resource.type === 'invoices' ? visible.map((row) => stampAsOf(api, token, row)) : visible;
  const rows = stamped.filter(test);
  const page = pageOf(world, resource, rows, query, `${api.baseUrl()}/${resource.type}`, assumptions);
  const fieldsets = readFieldsets(query);
  const shown = page.rows.map((row) => world.find(row.type, row.id) ?? row);
  return success(request, {
    data: shown.map((row) => renderRow(world, row, includes, fieldsets)),
    ...(query.has('include') ? { included: renderIncluded(world, shown, includes, fieldsets) } : {}),
    links: page.links,
    meta: { ...page.meta, ...settings },
  });
}

function show(api: Api, request: Received, token: Token, { resource, id, verb }: Route): Reply {
  allow(api, token, resource, 'show');
  const { world } = api.engine;
  const row = world.live(token.organizationId, resource.type, id);
  if (row === undefined || !isVisible(token, row)) throw recordNotFound();
  if (verb === 'check' && resource.type === 'integrations') return check(api, request, row);
  if (verb === 'preview' && resource.type === 'invoices')
    return success(request, { data: renderRow(world, row, {}), meta: {} });
  if (verb !== null) throw routeNotFound();
  const includes = readIncludes(resource, request.query.get('include'));
  return success(request, {
    data: renderRow(world, row, includes),
    ...(request.query.has('include') ? { included: renderIncluded(world, [row], includes) } : {}),
    meta: settings,
  });
}

function check(api: Api, request: Received, row: Row): Reply {
  if (row.attributes['integration_type_id'] === 9)
    throw new Refusal(405, [{ code: 'method_not_allowed', title: 'Method Not Allowed' }]);
  const valid = row.attributes['deactivated_at'] === null;
  const data = renderRow(api.engine.world, row, {});
  return success(request, { data, meta: { valid } });
}

function create(api: Api, request: Received, token: Token, { resource, id }: Route): Reply {
  if (id !== null) throw routeNotFound();
  allow(api, token, resource, 'create');
  const data = readData(request);
  const row = work(api, token, (desk) => createRecord(desk, resource, readChange(desk, resource, data)));
  return written(api, 201, row);
}

function update(api: Api, request: Received, token: Token, { resource, id }: Route): Reply {
  if (id === null) throw routeNotFound();
  allow(api, token, resource, 'update');
  const row = found(api, token, resource, id);
  const data = readData(request);
  return written(
    api,
    200,
    work(api, token, (desk) => updateRecord(desk, resource, row, readChange(desk, resource, data))),
  );
}

function act(api: Api, request: Received, token: Token, { resource, id, verb }: Route): Reply {
  const isRestoring = resource.type === 'deleted_items' && verb === 'restore';
  if (verb === null || id === null || (resource.actions?.[verb] === undefined && !isRestoring)) throw routeNotFound();
  authorize(api.engine.world, token, resource, 'action');
  const row = found(api, token, resource, id);
  const input = request.body.length === 0 ? {} : readData(request);
  const result = work(api, token, (desk) =>
    isRestoring ? restore(desk, row) : actOn(desk, resource, row, verb, input),
  );
  return written(api, 200, result);
}

function remove(api: Api, token: Token, { resource, id, verb }: Route): Reply {
  if (id === null || verb !== null) throw routeNotFound();
  allow(api, token, resource, 'delete');
  const row = found(api, token, resource, id);
  work(api, token, (desk) => removeRecord(desk, resource, row));
  return { status: 204, headers: standardHeaders({ 'cache-control': 'no-cache' }), body: '' };
}

function collectionAction(api: Api, request: Received, token: Token, { resource, verb }: Route): Reply {
  authorize(api.engine.world, token, resource, 'action');
  const data = readData(request);
  const attributes = isObject(data['attributes']) ? data['attributes'] : data;
  if (verb === 'copy') {
    const template = found(api, token, resource, String(attributes['template_id'] ?? ''));
    const change = copyOf(attributes, template);
    return written(
      api,
      201,
      work(api, token, (desk) => createRecord(desk, resource, change)),
    );
  }
  if (verb === 'bulk_approve') {
    const ids = Array.isArray(attributes['ids']) ? attributes['ids'].map(String) : [];
    const rows = work(api, token, (desk) =>
      ids.map((id) => {
        const row = found(api, token, resource, id);
        approve(desk, row, {});
        return row;
      }),
    );
    const { world } = api.engine;
    return writtenText(200, {
      data: rows.map((row) => renderRow(world, world.find(row.type, row.id) ?? row, {})),
      meta: {},
    });
  }
  return generate(api, token, data);
}

/** One line for what a budget has left to invoice; of the generator's ways, the percentage and the remaining amount. */
function generate(api: Api, token: Token, data: JsonObject): Reply {
  const { world } = api.engine;
  const invoice = world.live(token.organizationId, 'invoices', String(data['invoice_id'] ?? ''));
  if (invoice === undefined) throw unprocessable('invoice', 'must exist');
  const budgets = Array.isArray(data['budget_ids']) ? data['budget_ids'].map(String) : [];
  const rows = work(api, token, (desk) =>
    budgets.flatMap((budgetId) => {
      const budget = world.live(token.organizationId, 'deals', budgetId);
      if (budget === undefined) throw unprocessable('budget', 'must exist');
      const percent = data['invoicing_method'] === 'percentage' ? Number(data['percentage'] ?? 0) : 100;
      const service = world
        .list(token.organizationId, 'services')
        .find((candidate) => linkOf(candidate, 'deal') === budgetId);
      const price = Math.round((Number(budget.attributes['budget_total'] ?? 0) * percent) / 100);
      return createRecord(desk, resourceOf('line_items') as Resource, {
        attributes: { description: textOf(budget.attributes['name']), quantity: '1.0', unit_price: price },
        links: {
          invoice: invoice.id,
          tax_rate: data['tax_rate_id'] === undefined ? null : String(data['tax_rate_id']),
          service: service?.id ?? null,
        },
      });
    }),
  );
  return writtenText(201, { data: rows.map((row) => renderRow(world, row, {})), meta: {} });
}

/** Both headers must name the extension: without it in `Accept` the route does not even exist. */
function bulk(api: Api, request: Received, token: Token, { resource, id }: Route): Reply {
  const operation = ({ POST: 'create', PATCH: 'update', DELETE: 'delete' } as const)[request.method];
  const accepts = bulkType.test(request.headers['accept'] ?? '');
  if (!accepts || id !== null || operation === undefined || !resource.bulk?.includes(operation)) throw routeNotFound();
  allow(api, token, resource, operation);
  const document = readDocument(request);
  const items = Array.isArray(document['data']) ? document['data'].filter(isObject) : [];
  if (items.length === 0 || items.length > maximalBulk)
    throw unprocessable('base', `must have 1 to ${maximalBulk} items`);
  const one = (desk: Desk, item: JsonObject): Row => {
    if (operation === 'create') return createRecord(desk, resource, readChange(desk, resource, item));
    const row = found(api, token, resource, textOf(item['id']) || String(item['id'] ?? ''));
    if (operation === 'update') return updateRecord(desk, resource, row, readChange(desk, resource, item));
    removeRecord(desk, resource, row);
    return row;
  };
  const rows = api.engine.assumptions.bulkIsAtomic
    ? work(api, token, (desk) => items.map((item) => one(desk, item)))
    : items.map((item) => work(api, token, (desk) => one(desk, item)));
  if (operation === 'delete')
    return { status: 204, headers: standardHeaders({ 'cache-control': 'no-cache' }), body: '' };
  const { world } = api.engine;
  return writtenText(operation === 'create' ? 201 : 200, {
    data: rows.map((row) => renderRow(world, row, {})),
    meta: {},
  });
}

function restore(desk: Desk, item: Row): Row {
  const types: Readonly<Record<string, string>> = {
    Invoice: 'invoices',
    Expense: 'expenses',
    Payment: 'payments',
    LineItem: 'line_items',
  };
  const type = types[textOf(item.attributes['item_type'])];
  const row = type === undefined ? undefined : desk.world.find(type, textOf(item.attributes['item_id']));
  if (row === undefined) throw recordNotFound();
  const restored = desk.world.change(row, { deleted_at: null });
  resourceOf(row.type)?.settle?.(desk, restored, restored);
  return desk.world.change(item, { recovered_at: new Date(desk.now).toISOString() });
}

function copyOf(attributes: JsonObject, template: Row): { attributes: JsonObject; links: Row['links'] } {
  const names = ['name', 'date', 'currency', 'amount', 'quantity', 'billable_amount', 'tax_inclusion'];
  const copied = Object.fromEntries(names.map((name) => [name, template.attributes[name] ?? null]));
  return {
    attributes: { ...copied, ...(typeof attributes['name'] === 'string' ? { name: attributes['name'] } : {}) },
    links: {
      service: String(attributes['service_id'] ?? linkOf(template, 'service') ?? ''),
      vendor: linkOf(template, 'vendor'),
      tax_rate: linkOf(template, 'tax_rate'),
    },
  };
}

function work<T>(api: Api, token: Token, task: (desk: Desk) => T): T {
  return api.engine.work(token.organizationId, token.personId, 'api', task);
}

function allow(api: Api, token: Token, resource: Resource, operation: Operation): void {
  if (!resource.operations.includes(operation)) throw routeNotFound();
  authorize(api.engine.world, token, resource, operation);
}

function found(api: Api, token: Token, resource: Resource, id: string): Row {
  const row = api.engine.world.live(token.organizationId, resource.type, id);
  if (row === undefined) throw recordNotFound();
  return row;
}

/** A token sees its own memberships only. */
function isVisible(token: Token, row: Row): boolean {
  return row.type !== 'organization_memberships' || linkOf(row, 'person') === token.personId;
}

/** Lets the overdue filter compare with today without a clock of its own. */
function stampAsOf(api: Api, token: Token, row: Row): Row {
  const today = new Date(api.engine.clock.now()).toISOString().slice(0, 10);
  return row.organizationId === token.organizationId
    ? { ...row, attributes: { ...row.attributes, as_of: today } }
    : row;
}

function readDocument(request: Received): JsonObject {
  try {
    const document: unknown = JSON.parse(request.body.toString('utf8'));
    if (isObject(document)) return document;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
  }
  throw new Refusal(400, [{ code: 'bad_request', title: 'Bad Request', detail: 'The body is not a JSON document' }]);
}

function readData(request: Received): JsonObject {
  const { data } = readDocument(request);
  if (!isObject(data)) throw new Refusal(422, [invalid('base', "data can't be blank")]);
  return data;
}

function readFieldsets(query: URLSearchParams): Fieldsets {
  return Object.fromEntries(
    [...query]
      .filter(([name]) => /^fields\[\w+\]$/.test(name))
      .map(([name, value]) => [name.slice('fields['.length, -1), value.split(',')]),
  );
}

const settings: JsonObject = { settings: { systemFlags: {}, taxMandatoryCountries: {}, taxIdsPerCountry: {} } };

/** POST and PATCH replies fill no relationship but the organisation's, not even those that reads always fill. */
function written(api: Api, status: number, row: Row): Reply {
  const data = renderRow(api.engine.world, row, {});
  const names = isObject(data['relationships']) ? Object.entries(data['relationships']) : [];
  const relationships: JsonObject = Object.fromEntries(
    names.map(([name, value]) => [name, name === 'organization' ? value : { meta: { included: false } }]),
  );
  return writtenText(status, { data: { ...data, relationships }, meta: settings });
}

function writtenText(status: number, document: JsonObject): Reply {
  return reply(status, toJsonText(document), { 'cache-control': 'max-age=0, private, must-revalidate' });
}

function success(request: Received, document: JsonObject): Reply {
  const body = toJsonText(document);
  const etag = `W/"${createHash('md5').update(body).digest('hex')}"`;
  const headers = { etag, 'cache-control': 'max-age=0, private, must-revalidate' };
  if (request.headers['if-none-match'] === etag) return { status: 304, headers: standardHeaders(headers), body: '' };
  return reply(200, body, headers);
}

function reply(status: number, body: string, headers: Record<string, string>): Reply {
  return {
    status,
    headers: { 'content-type': 'application/vnd.api+json; charset=utf-8', ...standardHeaders(headers) },
    body,
  };
}

function standardHeaders(headers: Record<string, string>): Record<string, string> {
  return {
    ...headers,
    'x-request-id': randomUUID(),
    'x-runtime': '0.016246',
    vary: 'Accept,Origin,Accept-Encoding',
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
    'x-xss-protection': '0',
    'x-permitted-cross-domain-policies': 'none',
    'referrer-policy': 'strict-origin-when-cross-origin',
  };
}
