import type { Engine } from '../engine.js';
import { authorize } from '../gate/access.js';
import type { RateLimits } from '../gate/rate-limits.js';
import type { Desk, Operation, Resource } from '../resources/resource.js';
import { invalid, recordNotFound, Refusal, routeNotFound } from '../wire/refusal.js';
import type { JsonObject } from '../world/json.js';
import { isObject } from '../world/json.js';
import type { Row, Token } from '../world/row.js';
import type { Received } from './request.js';

export interface Api {
  readonly engine: Engine;
  readonly limits: RateLimits;
  /** Ends with `/api/v2`. */
  readonly baseUrl: () => string;
}

export interface Route {
  readonly resource: Resource;
  readonly id: string | null;
  readonly verb: string | null;
}

export function work<T>(api: Api, token: Token, task: (desk: Desk) => T): T {
  return api.engine.work(token.organizationId, token.personId, 'api', task);
}

export function allow(api: Api, token: Token, resource: Resource, operation: Operation): void {
  if (!resource.operations.includes(operation)) throw routeNotFound();
  authorize(api.engine.world, token, resource, operation);
}

export function found(api: Api, token: Token, resource: Resource, id: string): Row {
  const row = api.engine.world.live(token.organizationId, resource.type, id);
  if (row === undefined) throw recordNotFound();
  return row;
}

export function readDocument(request: Received): JsonObject {
  try {
    const document: unknown = JSON.parse(request.body.toString('utf8'));
    if (isObject(document)) return document;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
  }
  throw new Refusal(400, [{ code: 'bad_request', title: 'Bad Request', detail: 'The body is not a JSON document' }]);
}

export function readData(request: Received): JsonObject {
  const { data } = readDocument(request);
  if (!isObject(data)) throw new Refusal(422, [invalid('base', "data can't be blank")]);
  return data;
}
