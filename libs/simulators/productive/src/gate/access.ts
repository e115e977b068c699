import type { Operation, Resource } from '../resources/resource.js';
import { featureUnavailable, notAuthorized, Refusal } from '../wire/refusal.js';
import type { Row, Token } from '../world/row.js';
import type { World } from '../world/world.js';
import { planAllows } from './plans.js';

const anyOrganization = ['organizations', 'organization_memberships'];

/** 415 for a body of another type than JSON:API; checked before anything else. */
export function checkContentType(method: string, contentType: string | undefined, hasBody: boolean): void {
  const isOurs = contentType?.split(';')[0]?.trim() === 'application/vnd.api+json';
  const mustBe = (method === 'POST' || method === 'PATCH' || method === 'DELETE') && hasBody;
  if (isOurs || (!mustBe && contentType === undefined)) return;
  throw new Refusal(415, [
    {
      code: 'unsupported_content_type',
      title: 'Unsupported Media Type',
      detail: 'Content-Type must be application/vnd.api+json',
    },
  ]);
}

export function authenticate(world: World, value: string | undefined): Token {
  const token = value === undefined ? undefined : world.tokens.get(value);
  const person = token === undefined ? undefined : world.find('people', token.personId);
  if (token === undefined || person === undefined || person.attributes['deactivated_at'] !== null)
    throw new Refusal(401, [
      { code: 'invalid_auth_token', title: 'Unauthenticated', detail: 'You are not authenticated' },
    ]);
  return token;
}

/** The organisation that the request is for: 403 `no_person` when the token's person is not in it. */
export function chooseOrganization(token: Token, header: string | undefined, type: string | undefined): string {
  if (header === undefined && type !== undefined && anyOrganization.includes(type)) return token.organizationId;
  if (header !== token.organizationId)
    throw new Refusal(403, [
      { code: 'no_person', title: 'Access Denied', detail: 'You do not have access to this organization' },
    ]);
  return header;
}

export function authorize(world: World, token: Token, resource: Resource, operation: Operation | 'action'): void {
  const isWrite = operation !== 'index' && operation !== 'show';
  if (isWrite && token.readOnly) throw notAuthorized();
  if (resource.feature !== undefined && !planAllows(world, token.organizationId, resource.feature))
    throw featureUnavailable(resource.feature);
  const person = world.find('people', token.personId);
  if (person !== undefined && !isAdmin(person)) {
    if (resource.members === 'nothing') throw notAuthorized();
    if (isWrite && resource.members !== 'write') throw notAuthorized();
    if (operation === 'action') throw notAuthorized();
  }
}

export function isAdmin(person: Row): boolean {
  return person.attributes['role_id'] === 1;
}
