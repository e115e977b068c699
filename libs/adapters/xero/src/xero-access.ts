import { createHmac } from 'node:crypto';
import {
  type Clock,
  type Consent,
  Fault,
  type GrantedOrganisation,
  type GrantTokens,
  type LedgerAccess,
} from '@bridge/application';
import { problem } from '@bridge/domain';
import type { HttpClient, HttpResponse } from '@bridge/http';
import type { BaseClient, IdTokenClaims, TokenSet } from 'openid-client';
import { classify } from './client/classify.js';
import { oauthFault } from './client/oauth-faults.js';
import { openId } from './client/sdk.js';
import { isRecord, rowsOf, textOf } from './mappers/raw.js';

const DAY_MS = 86_400_000;
/** A refresh can succeed at Xero's end while its answer is lost to a short timeout, and the token rotates: be patient. */
const TIMEOUT_MS = 15_000;

/** What we ask for, each for a reason: read the chart, write documents, contacts and files, read payments, stay connected. */
export const xeroScopes = [
  'offline_access',
  'openid',
  'profile',
  'email',
  'accounting.invoices',
  'accounting.payments.read',
  'accounting.contacts',
  'accounting.settings.read',
  'accounting.attachments',
];

export interface XeroAccessOptions {
  readonly urls: { readonly login: string; readonly identity: string; readonly api: string };
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly clock: Clock;
  readonly http: HttpClient;
}

/** LedgerAccess on Xero's identity: authorization code with PKCE. */
export class XeroAccess implements LedgerAccess {
  private readonly client: BaseClient;

  constructor(private readonly options: XeroAccessOptions) {
    this.client = identityClient(options);
  }

  async consentUrl(state: string): Promise<string> {
    return this.client.authorizationUrl({
      scope: xeroScopes.join(' '),
      state,
      nonce: this.derive('nonce', state),
      code_challenge: openId.generators.codeChallenge(this.derive('verifier', state)),
      code_challenge_method: 'S256',
    });
  }

  async exchange(code: string, state: string): Promise<Consent> {
    const { redirectUri, clock } = this.options;
    const checks = { state, nonce: this.derive('nonce', state), code_verifier: this.derive('verifier', state) };
    const set = await this.client.callback(redirectUri, { code, state }, checks).catch((error: unknown) => {
      throw oauthFault(error, 'exchange the code');
    });
    const claims = set.claims();
    const tokens = toTokens(set, clock.now(), undefined);
    assertGranted(tokens.scopes);
    const event = textOf(payloadOf(tokens.accessToken)['authentication_event_id']);
    return {
      ledgerUserId: textOf(claims['xero_userid']) ?? claims.sub,
      ledgerUserName: nameIn(claims),
      tokens,
      organisations: await this.connections(tokens.accessToken, event),
    };
  }

  async refresh(refreshToken: string): Promise<GrantTokens> {
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const set = await this.client.grant(grant).catch((error: unknown) => {
      throw oauthFault(error, 'refresh the token');
    });
    return toTokens(set, this.options.clock.now(), refreshToken);
  }

  organisations(accessToken: string): Promise<readonly GrantedOrganisation[]> {
    return this.connections(accessToken, undefined);
  }

  async remove(accessToken: string, connectionRef: string): Promise<void> {
    const { http, urls } = this.options;
    const url = `${urls.api}/connections/${encodeURIComponent(connectionRef)}`;
    const response = await http.send({ method: 'DELETE', url, headers: bearer(accessToken) });
    if (response.status !== 404) this.assertWell(response, 'remove the connection', true);
  }

  /** With the event of a consent, exactly the organisations chosen in it. */
  private async connections(accessToken: string, event: string | undefined): Promise<readonly GrantedOrganisation[]> {
    const { http, urls } = this.options;
    const url = `${urls.api}/connections${event === undefined ? '' : `?authEventId=${encodeURIComponent(event)}`}`;
    const response = await http.send({ method: 'GET', url, headers: bearer(accessToken) });
    this.assertWell(response, 'list connections', false);
    return rowsOf(response.json()).flatMap((row) => {
      const organisationId = textOf(row['tenantId']);
      const connectionRef = textOf(row['id']);
      if (row['tenantType'] !== 'ORGANISATION' || organisationId === undefined || connectionRef === undefined)
        return [];
      return [{ organisationId, name: textOf(row['tenantName']) ?? organisationId, connectionRef }];
    });
  }

  private assertWell(response: HttpResponse, name: string, isWrite: boolean): void {
    const { status, headers } = response;
    if (status >= 200 && status < 300) return;
    const body = response.json() ?? response.text();
    const failure = { status, body, headers };
    throw classify(failure, { name, isWrite }, this.options.clock.now());
  }

  /** Secrets of one consent that need no storage: nobody without our client secret can work them out from the state. */
  private derive(use: 'nonce' | 'verifier', state: string): string {
    return createHmac('sha256', this.options.clientSecret).update(`${use}:${state}`).digest('base64url');
  }
}

/** Endpoints are set, not discovered: signing in works without another call, and tests can point it anywhere. */
function identityClient(options: XeroAccessOptions): BaseClient {
  const { login, identity } = options.urls;
  const issuer = new openId.Issuer({
    issuer: identity,
    authorization_endpoint: `${login}/identity/connect/authorize`,
    token_endpoint: `${identity}/connect/token`,
    jwks_uri: `${identity}/.well-known/openid-configuration/jwks`,
  });
  const client = new issuer.Client({
    client_id: options.clientId,
    client_secret: options.clientSecret,
    redirect_uris: [options.redirectUri],
    response_types: ['code'],
  });
  const patient = () => ({ timeout: TIMEOUT_MS });
  issuer[openId.custom.http_options] = patient;
  client[openId.custom.http_options] = patient;
  client[openId.custom.clock_tolerance] = 10;
  return client;
}

/** Xero tells no end of a refresh token: 60 days from its issue. */
function toTokens(set: TokenSet, now: number, previous: string | undefined): GrantTokens {
  const { access_token: accessToken, refresh_token: refreshToken = previous, scope = '' } = set;
  if (accessToken === undefined || refreshToken === undefined)
    throw new Fault({ kind: 'unavailable' }, 'Xero answered without tokens');
  return {
    accessToken,
    accessExpiresAt: now + (set.expires_in ?? 0) * 1000,
    refreshToken,
    refreshExpiresAt: now + 60 * DAY_MS,
    scopes: scope.split(' ').filter((each) => each !== ''),
  };
}

/** A scope that is missing would show itself only when it is needed, perhaps weeks from now. An answer without scopes grants what was asked for (RFC 6749, 5.1). */
function assertGranted(scopes: readonly string[]): void {
  const missing = xeroScopes.filter((scope) => scope.startsWith('accounting.') && !scopes.includes(scope));
  if (scopes.length === 0 || missing.length === 0) return;
  const detail = `Xero did not grant ${missing.join(', ')}.`;
  throw new Fault({ kind: 'refused', problems: [problem('scope_missing', 'connection', detail)] }, detail);
}

function nameIn(claims: IdTokenClaims): string {
  const parts = [claims.given_name, claims.family_name].filter((part) => part !== undefined && part !== '');
  return textOf(claims.name) ?? textOf(parts.join(' ')) ?? textOf(claims.email) ?? claims.sub;
}

function bearer(accessToken: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
}

/** The claims of a token that came from Xero itself over TLS: read, not verified. */
function payloadOf(token: string): Readonly<Record<string, unknown>> {
  const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  try {
    const payload: unknown = JSON.parse(text);
    return isRecord(payload) ? payload : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
