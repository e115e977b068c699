import { createHash, randomUUID } from 'node:crypto';
import type { Refusal } from '../wire/refusal.js';
import { renderErrors } from '../wire/refusal.js';
import { renderRow, toJsonText } from '../wire/render.js';
import type { JsonObject } from '../world/json.js';
import { isObject } from '../world/json.js';
import type { Row } from '../world/row.js';
import type { World } from '../world/world.js';
import type { Received, Reply } from './request.js';

export function refusalReply(refusal: Refusal): Reply {
  return reply(refusal.status, JSON.stringify(renderErrors(refusal)), {
    'cache-control': 'no-cache',
    ...refusal.headers,
  });
}

/** The blob of settings that Productive adds to `meta`. */
export const settings: JsonObject = { settings: { systemFlags: {}, taxMandatoryCountries: {}, taxIdsPerCountry: {} } };

/** POST and PATCH replies fill no relationship but the organisation's, not even those that reads always fill. */
export function written(world: World, status: number, row: Row): Reply {
  const data = renderRow(world, row, {});
  const names = isObject(data['relationships']) ? Object.entries(data['relationships']) : [];
  const relationships: JsonObject = Object.fromEntries(
    names.map(([name, value]) => [name, name === 'organization' ? value : { meta: { included: false } }]),
  );
  return writtenText(status, { data: { ...data, relationships }, meta: settings });
}

export function writtenText(status: number, document: JsonObject): Reply {
  return reply(status, toJsonText(document), { 'cache-control': 'max-age=0, private, must-revalidate' });
}

export function success(request: Received, document: JsonObject): Reply {
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

/** A deletion: nothing, not even a content type. */
export function nothing(): Reply {
  return { status: 204, headers: standardHeaders({ 'cache-control': 'no-cache' }), body: '' };
}
