import { createRecord, removeRecord, updateRecord } from '../resources/records.js';
import type { Desk } from '../resources/resource.js';
import { readChange } from '../wire/read-change.js';
import { routeNotFound, unprocessable } from '../wire/refusal.js';
import { renderRow } from '../wire/render.js';
import type { JsonObject } from '../world/json.js';
import { isObject, textOf } from '../world/json.js';
import type { Row, Token } from '../world/row.js';
import type { Api, Route } from './context.js';
import { allow, found, readDocument, work } from './context.js';
import { nothing, writtenText } from './replies.js';
import type { Received, Reply } from './request.js';

const maximalBulk = 100;
export const bulkType = /^application\/vnd\.api\+json\s*;\s*ext=bulk/;

/** Both headers must name the extension: without it in `Accept` the route does not even exist. */
export function bulk(api: Api, request: Received, token: Token, { resource, id }: Route): Reply {
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
  if (operation === 'delete') return nothing();
  const { world } = api.engine;
  return writtenText(operation === 'create' ? 201 : 200, {
    data: rows.map((row) => renderRow(world, row, {})),
    meta: {},
  });
}
