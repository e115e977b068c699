import { authenticate, authorize, checkContentType, chooseOrganization } from '../gate/access.js';
import { compileFilter, readFilterTree } from '../query/filter.js';
import { pageOf } from '../query/page.js';
import { resourceOf } from '../resources/catalogue.js';
import { actOn, createRecord, removeRecord, updateRecord } from '../resources/records.js';
import type { Desk, Resource } from '../resources/resource.js';
import { readChange } from '../wire/read-change.js';
import { recordNotFound, Refusal, routeNotFound } from '../wire/refusal.js';
import type { Fieldsets } from '../wire/render.js';
import { readIncludes, renderIncluded, renderRow } from '../wire/render.js';
import { textOf } from '../world/json.js';
import type { Row, Token } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { bulk, bulkType } from './bulk.js';
import { collectionAction, collectionVerbs } from './collection-actions.js';
import type { Api, Route } from './context.js';
import { allow, found, readData, work } from './context.js';
import { nothing, refusalReply, settings, success, written } from './replies.js';
import type { Received, Reply } from './request.js';

/** Answers one request for `/api/v2`; `path` is what follows that. Never throws for anything Productive would answer. */
export function answer(api: Api, request: Received, path: string): Reply {
  try {
    return dispatch(api, request, path);
  } catch (thrown) {
    if (thrown instanceof Refusal) return refusalReply(thrown);
    throw thrown;
  }
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
  return written(api.engine.world, 201, row);
}

function update(api: Api, request: Received, token: Token, { resource, id }: Route): Reply {
  if (id === null) throw routeNotFound();
  allow(api, token, resource, 'update');
  const row = found(api, token, resource, id);
  const data = readData(request);
  return written(
    api.engine.world,
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
  return written(api.engine.world, 200, result);
}

function remove(api: Api, token: Token, { resource, id, verb }: Route): Reply {
  if (id === null || verb !== null) throw routeNotFound();
  allow(api, token, resource, 'delete');
  const row = found(api, token, resource, id);
  work(api, token, (desk) => removeRecord(desk, resource, row));
  return nothing();
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

function readFieldsets(query: URLSearchParams): Fieldsets {
  return Object.fromEntries(
    [...query]
      .filter(([name]) => /^fields\[\w+\]$/.test(name))
      .map(([name, value]) => [name.slice('fields['.length, -1), value.split(',')]),
  );
}
