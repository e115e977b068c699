import { createHash, randomBytes, randomUUID, type JsonWebKey } from 'node:crypto';
import type { Assumptions } from '../assumptions.js';
import { days, minutes } from '../clock.js';
import { type XeroApp, tierLimits } from './app.js';
import { type Connection, Connections } from './connections.js';
import { createSigningKey, type SigningKey } from './signing-key.js';
import { seededUsers, type XeroUser } from './users.js';

export interface Tenant {
  id: string;
  name: string;
}

export interface IdentityWorld {
  app: XeroApp;
  issuer: () => string;
  now: () => number;
  tenants: () => readonly Tenant[];
  assumptions: Assumptions;
}

interface Consent {
  userId: string;
  scopes: string[];
  authEventId: string;
  authTime: number;
}

interface Code extends Consent {
  code: string;
  redirectUri: string;
  challenge?: string;
  nonce?: string;
  expiresAt: number;
}

interface RefreshToken extends Consent {
  token: string;
  parent?: string;
  issuedAt: number;
  usedAt?: number;
}

export interface IdentityState {
  users: XeroUser[];
  connections: Connection[];
  codes: Code[];
  refreshTokens: RefreshToken[];
  grantedScopes: Record<string, string[]>;
  otherUncertifiedApps: Record<string, number>;
  privateJwk: JsonWebKey;
}

export interface TokenSet {
  id_token?: string;
  access_token: string;
  expires_in: number;
  token_type: 'Bearer';
  refresh_token?: string;
  scope: string;
}

export interface AccessToken {
  userId: string;
  clientId: string;
  scopes: string[];
  authEventId: string;
  expiresAt: number;
}

const CODE_LIFE = minutes(5);
const ACCESS_LIFE = minutes(30);
const REFRESH_LIFE = days(60);
const REFRESH_GRACE = minutes(30);

/** Users, their consents, the tokens they gave to the app, and the organisations it may reach through them. */
export class Identity {
  readonly connections: Connections;
  readonly #key: SigningKey;
  readonly #state: IdentityState;

  constructor(
    private readonly world: IdentityWorld,
    state?: IdentityState,
  ) {
    this.#key = createSigningKey(state?.privateJwk);
    this.#state = state ?? {
      users: seededUsers.map((user) => ({ ...user })),
      connections: [],
      codes: [],
      refreshTokens: [],
      grantedScopes: {},
      otherUncertifiedApps: {},
      privateJwk: this.#key.privateJwk,
    };
    this.connections = new Connections(this.#state.connections, world.now);
  }

  get jwks(): { keys: JsonWebKey[] } {
    return { keys: [this.#key.publicJwk] };
  }

  get users(): readonly XeroUser[] {
    return this.#state.users;
  }

  userBy(idOrEmail: string): XeroUser | undefined {
    return this.#state.users.find((user) => user.userId === idOrEmail || user.email === idOrEmail);
  }

  addUser(user: XeroUser): void {
    this.#state.users.push(user);
  }

  tenantsOf(user: XeroUser): readonly Tenant[] {
    return this.world.tenants().filter((tenant) => user.tenantIds === 'all' || user.tenantIds.includes(tenant.id));
  }

  /** Why Xero would grey an organisation out on the consent page. An organisation already connected is never in the way. */
  obstacleTo(tenantId: string, alongside: readonly string[] = []): string | undefined {
    const { app } = this.world;
    const connected = new Set([...this.connections.tenantIds(), ...alongside]);
    if (this.connections.tenantIds().has(tenantId)) return undefined;
    const { connections, certified } = tierLimits[app.tier];
    if (connected.size - (connected.has(tenantId) ? 1 : 0) >= connections)
      return `${app.name} needs to complete certification before they can connect to more Xero organisations`;
    if (!certified && (this.#state.otherUncertifiedApps[tenantId] ?? 0) >= 2)
      return 'This organisation is already connected to two uncertified apps';
    return undefined;
  }

  setOtherUncertifiedApps(tenantId: string, count: number): void {
    this.#state.otherUncertifiedApps[tenantId] = count;
  }

  /** The user allowed the app: connects the organisations and answers the code for the redirect. */
  consent(input: {
    user: XeroUser;
    tenantIds: readonly string[];
    scopes: readonly string[];
    redirectUri: string;
    challenge?: string;
    nonce?: string;
  }): string {
    const { userId } = input.user;
    const authEventId = randomUUID();
    // Scopes add up over the user's consents; only a revocation takes them away.
    const scopes = [...new Set([...(this.#state.grantedScopes[userId] ?? []), ...input.scopes])];
    this.#state.grantedScopes[userId] = scopes;
    for (const tenantId of input.tenantIds) this.connections.connect(userId, tenantId, authEventId);
    const code = randomBytes(24).toString('base64url');
    this.#state.codes.push({
      code,
      userId,
      scopes,
      authEventId,
      authTime: this.world.now(),
      redirectUri: input.redirectUri,
      expiresAt: this.world.now() + CODE_LIFE,
      ...(input.challenge === undefined ? {} : { challenge: input.challenge }),
      ...(input.nonce === undefined ? {} : { nonce: input.nonce }),
    });
    return code;
  }

  /** The whole way from consent to tokens in one step, for a test that is not about it. */
  grant(user: string, tenantIds: readonly string[], scopes: string): TokenSet {
    const known = this.userBy(user);
    if (known === undefined) throw new RangeError(`Xero knows no user ${user}.`);
    const redirectUri = 'https://granted.example/';
    const tokens = this.redeemCode(
      this.consent({ user: known, tenantIds, scopes: scopes.split(' '), redirectUri }),
      redirectUri,
      undefined,
    );
    if (tokens === 'invalid_grant') throw new RangeError('A code just issued was refused.');
    return tokens;
  }

  /** Once, within five minutes, with the redirect URI it was issued for. */
  redeemCode(code: string, redirectUri: string, verifier: string | undefined): TokenSet | 'invalid_grant' {
    const index = this.#state.codes.findIndex((issued) => issued.code === code);
    const issued = this.#state.codes[index];
    if (issued === undefined) return 'invalid_grant';
    this.#state.codes.splice(index, 1);
    const challengeMet =
      issued.challenge === undefined
        ? verifier === undefined
        : verifier !== undefined && sha256(verifier) === issued.challenge;
    if (this.world.now() >= issued.expiresAt || issued.redirectUri !== redirectUri || !challengeMet)
      return 'invalid_grant';
    const user = this.userBy(issued.userId);
    return user === undefined ? 'invalid_grant' : this.#issue(user, issued, undefined, issued.nonce);
  }

  /** Rotates. The token just used may be played again for thirty minutes, until one of its successors is used. */
  refresh(token: string): TokenSet | 'invalid_grant' {
    const now = this.world.now();
    const held = this.#state.refreshTokens.find((candidate) => candidate.token === token);
    if (held === undefined || now >= held.issuedAt + REFRESH_LIFE) return 'invalid_grant';
    const succeeded = this.#state.refreshTokens.some((other) => other.parent === token && other.usedAt !== undefined);
    if (held.usedAt !== undefined && (now >= held.usedAt + REFRESH_GRACE || succeeded)) return 'invalid_grant';
    const user = this.userBy(held.userId);
    const connected =
      this.connections.of(held.userId).length > 0 || !this.world.assumptions.refreshDiesWithLastConnection;
    if (user === undefined || !connected) return 'invalid_grant';
    held.usedAt ??= now;
    return this.#issue(user, held, token);
  }

  /** Takes the user's consent back: every connection he made for the app goes with it. */
  revoke(token: string): void {
    const held = this.#state.refreshTokens.find((candidate) => candidate.token === token);
    if (held !== undefined) this.#forget(held.userId);
  }

  /** What happens to the app when a user leaves Xero, or loses his role in every organisation. */
  removeUser(userId: string): void {
    this.#state.users = this.#state.users.filter((user) => user.userId !== userId);
    this.#forget(userId);
  }

  /** The claims of a bearer token of ours, expired or not. */
  readAccessToken(token: string): AccessToken | undefined {
    const claims = this.#key.read(token);
    if (claims === undefined || typeof claims['xero_userid'] !== 'string' || !Array.isArray(claims['scope']))
      return undefined;
    return {
      userId: claims['xero_userid'],
      clientId: String(claims['client_id']),
      scopes: claims['scope'] as string[],
      authEventId: String(claims['authentication_event_id']),
      expiresAt: Number(claims['exp']) * 1000,
    };
  }

  snapshot(): IdentityState {
    return structuredClone(this.#state);
  }

  #forget(userId: string): void {
    this.#state.refreshTokens = this.#state.refreshTokens.filter((token) => token.userId !== userId);
    this.#state.codes = this.#state.codes.filter((code) => code.userId !== userId);
    delete this.#state.grantedScopes[userId];
    this.connections.disconnectUser(userId);
  }

  #issue(user: XeroUser, consent: Consent, parent?: string, nonce?: string): TokenSet {
    const { app, now } = this.world;
    const issuedAt = Math.floor(now() / 1000);
    const subject = createHash('md5').update(user.userId).digest('hex');
    const session = createHash('md5').update(consent.authEventId).digest('hex');
    const common = {
      iss: this.world.issuer(),
      iat: issuedAt,
      sub: subject,
      auth_time: Math.floor(consent.authTime / 1000),
      xero_userid: user.userId,
      global_session_id: session,
    };
    const accessToken = this.#key.sign({
      ...common,
      nbf: issuedAt,
      exp: issuedAt + ACCESS_LIFE / 1000,
      aud: `${this.world.issuer()}/resources`,
      client_id: app.clientId,
      idp: 'local',
      jti: randomBytes(16).toString('hex').toUpperCase(),
      authentication_event_id: consent.authEventId,
      scope: consent.scopes,
      amr: ['pwd', 'mfa'],
    });
    const named = { preferred_username: user.email, given_name: user.givenName, family_name: user.familyName };
    const idToken = () =>
      this.#key.sign({
        ...common,
        exp: issuedAt + 300,
        aud: app.clientId,
        at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
        sid: session,
        ...(nonce === undefined ? {} : { nonce }),
        ...(consent.scopes.includes('profile') ? named : {}),
        ...(consent.scopes.includes('email') ? { email: user.email } : {}),
      });
    return {
      ...(consent.scopes.includes('openid') ? { id_token: idToken() } : {}),
      access_token: accessToken,
      expires_in: ACCESS_LIFE / 1000,
      token_type: 'Bearer',
      ...(consent.scopes.includes('offline_access') ? { refresh_token: this.#rotate(consent, parent) } : {}),
      scope: consent.scopes.join(' '),
    };
  }

  #rotate({ userId, scopes, authEventId, authTime }: Consent, parent?: string): string {
    const token = randomBytes(32).toString('base64url');
    this.#state.refreshTokens.push({
      token,
      userId,
      scopes,
      authEventId,
      authTime,
      issuedAt: this.world.now(),
      ...(parent === undefined ? {} : { parent }),
    });
    return token;
  }
}

const sha256 = (value: string): string => createHash('sha256').update(value).digest('base64url');
