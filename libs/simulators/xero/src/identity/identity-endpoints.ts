import { formOf, empty, json, redirect, type Reply, type Request } from '../http/message.js';
import { unauthorised } from '../gate/refusals.js';
import type { XeroApp } from './app.js';
import { consentErrorPage, consentPage } from './consent-page.js';
import { type ConsentRequest, queryReader, readConsentRequest } from './consent-request.js';
import type { Identity, IdentityWorld } from './identity.js';

/** Everything Xero serves from its login, identity and connection hosts. Undefined: not one of theirs. */
export function identityEndpoints(identity: Identity, world: IdentityWorld): (request: Request) => Reply | undefined {
  const { app } = world;
  return (request) => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /.well-known/openid-configuration':
        return json(200, discovery(world.issuer()));
      case 'GET /.well-known/openid-configuration/jwks':
        return json(200, identity.jwks);
      case 'GET /identity/connect/authorize':
        return showConsent(identity, app, request);
      case 'POST /identity/connect/authorize':
        return decideConsent(identity, app, request);
      case 'POST /connect/token':
        return issueToken(identity, app, request);
      case 'POST /connect/revocation':
        return revokeToken(identity, app, request);
      case 'GET /connections':
        return listConnections(identity, world, request);
      default:
        return request.method === 'DELETE' && request.path.startsWith('/connections/')
          ? dropConnection(identity, world, request)
          : undefined;
    }
  };
}

const discovery = (issuer: string) => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/openid-configuration/jwks`,
  authorization_endpoint: `${issuer}/identity/connect/authorize`,
  token_endpoint: `${issuer}/connect/token`,
  revocation_endpoint: `${issuer}/connect/revocation`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
});

function showConsent(identity: Identity, app: XeroApp, request: Request): Reply {
  const asked = readConsentRequest(app, queryReader(request.rawQuery));
  return 'error' in asked ? consentErrorPage(asked.error) : consentPage(app.name, asked, identity);
}

function decideConsent(identity: Identity, app: XeroApp, request: Request): Reply {
  const form = formOf(request);
  const asked = readConsentRequest(app, (name) => form.get(name) ?? undefined);
  if ('error' in asked) return consentErrorPage(asked.error);
  if (form.get('decision') !== 'allow')
    return backToApp(asked, { error: 'access_denied', error_description: 'TenantConsent status DENIED' });
  const user = identity.userBy(form.get('user') ?? '');
  const tenantIds = [...new Set(form.getAll('tenants').flatMap((value) => value.split(',')))].filter((id) => id !== '');
  if (user === undefined || tenantIds.length === 0) return consentErrorPage('Choose a user and an organisation.');
  if (tenantIds.length > 1 && !asked.bulk) return consentErrorPage('Only one organisation can be connected at a time.');
  const open = new Set(identity.tenantsOf(user).map((tenant) => tenant.id));
  for (const [index, id] of tenantIds.entries()) {
    const obstacle = open.has(id)
      ? identity.obstacleTo(id, tenantIds.slice(0, index))
      : 'This user cannot connect this organisation.';
    if (obstacle !== undefined) return consentErrorPage(obstacle);
  }
  const { scopes, redirectUri, challenge, nonce } = asked;
  const code = identity.consent({
    user,
    tenantIds,
    scopes,
    redirectUri,
    ...(challenge === undefined ? {} : { challenge }),
    ...(nonce === undefined ? {} : { nonce }),
  });
  return backToApp(asked, { code, scope: scopes.join(' '), session_state: `${code.slice(0, 12)}.state` });
}

function backToApp(asked: ConsentRequest, answer: Record<string, string>): Reply {
  const target = new URL(asked.redirectUri);
  for (const [name, value] of Object.entries({
    ...answer,
    ...(asked.state === undefined ? {} : { state: asked.state }),
  }))
    target.searchParams.set(name, value);
  return redirect(302, target.href.replaceAll('+', '%20'));
}

function issueToken(identity: Identity, app: XeroApp, request: Request): Reply {
  const problem = clientProblem(app, request);
  if (problem !== undefined) return oauthError(problem);
  const form = formOf(request);
  const answer = (() => {
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return identity.redeemCode(
          form.get('code') ?? '',
          form.get('redirect_uri') ?? '',
          form.get('code_verifier') ?? undefined,
        );
      case 'refresh_token':
        return identity.refresh(form.get('refresh_token') ?? '');
      default:
        return 'unsupported_grant_type';
    }
  })();
  return typeof answer === 'string'
    ? oauthError(answer)
    : json(200, answer, { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
}

function revokeToken(identity: Identity, app: XeroApp, request: Request): Reply {
  const problem = clientProblem(app, request);
  if (problem !== undefined) return oauthError(problem);
  identity.revoke(formOf(request).get('token') ?? '');
  return empty(200);
}

function clientProblem(app: XeroApp, request: Request): 'unauthorized_client' | 'invalid_client' | undefined {
  const [scheme, encoded = ''] = (request.headers['authorization'] ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return 'invalid_client';
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(formDecoded);
  if (id !== app.clientId) return 'unauthorized_client';
  return secret === app.clientSecret ? undefined : 'invalid_client';
}

const formDecoded = (value: string): string => new URLSearchParams(`v=${value}`).get('v') ?? '';

const oauthError = (error: string): Reply => json(400, { error }, { 'Cache-Control': 'no-store' });

function listConnections(identity: Identity, world: IdentityWorld, request: Request): Reply {
  const bearer = readBearer(identity, world, request);
  if ('refusal' in bearer) return bearer.refusal;
  const names = new Map(world.tenants().map((tenant) => [tenant.id, tenant.name]));
  const rows = identity.connections.of(bearer.token.userId, request.query.get('authEventId') ?? undefined);
  return json(
    200,
    rows.map((row) => ({
      id: row.id,
      authEventId: row.authEventId,
      tenantId: row.tenantId,
      tenantType: 'ORGANISATION',
      tenantName: names.get(row.tenantId) ?? null,
      createdDateUtc: timestamp(row.createdAt),
      updatedDateUtc: timestamp(row.updatedAt),
    })),
  );
}

function dropConnection(identity: Identity, world: IdentityWorld, request: Request): Reply {
  const bearer = readBearer(identity, world, request);
  if ('refusal' in bearer) return bearer.refusal;
  const id = decodeURIComponent(request.path.slice('/connections/'.length));
  return empty(identity.connections.disconnect(id, bearer.token.userId) ? 204 : 404);
}

/** The token of a request, or the 401 that answers it. */
export function readBearer(identity: Identity, world: Pick<IdentityWorld, 'now' | 'app'>, request: Request) {
  const [scheme, value = ''] = (request.headers['authorization'] ?? '').split(' ');
  const token = scheme?.toLowerCase() === 'bearer' ? identity.readAccessToken(value) : undefined;
  if (token === undefined || token.clientId !== world.app.clientId)
    return { refusal: unauthorised('AuthenticationUnsuccessful') };
  if (world.now() >= token.expiresAt) return { refusal: unauthorised(tokenExpired(token.expiresAt)) };
  return { token };
}

export function tokenExpired(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  const [year, month, day] = date.split('-');
  return `TokenExpired: token expired at ${month}/${day}/${year} ${time}`;
}

/** No zone, seven decimals of a second. */
const timestamp = (at: number): string => `${new Date(at).toISOString().slice(0, -1)}0000`;
