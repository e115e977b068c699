import { createHash } from 'node:crypto';
import { decideConsent } from './decide-consent.js';
import { ALL_SCOPES, CALLBACK, type Front, startFront } from '../testing/front.js';
import { BRIGHTWELL, COOLABAH, LABS } from '../testing/stand-in-books.js';

const ADA = 'ada@brightwell.example';
let xero: Front;
beforeEach(async () => {
  xero = await startFront();
});
afterEach(() => xero.close());

const authorizeUrl = (changes: Record<string, string> = {}) =>
  `${xero.url}/identity/connect/authorize?${Object.entries({
    response_type: 'code',
    client_id: 'sandbox-client',
    redirect_uri: CALLBACK,
    scope: ALL_SCOPES,
    state: 'st 1',
    ...changes,
  })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
const allow = async (changes: Record<string, string> = {}, tenants = [BRIGHTWELL], user = ADA) =>
  (await decideConsent(authorizeUrl(changes), { user, tenants, decision: 'allow' })).location;
const codeOf = async (changes: Record<string, string> = {}, tenants = [BRIGHTWELL]) =>
  (await allow(changes, tenants))?.searchParams.get('code') ?? '';
const redeem = (code: string, extra: Record<string, string> = {}) =>
  xero.token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...extra });
const refresh = (token: string | undefined) => xero.token({ grant_type: 'refresh_token', refresh_token: token ?? '' });
const claimsOf = (jwt = '') =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('Consent', () => {
  it('sends the user back with a code, the scopes and the state', async () => {
    const location = await allow();
    expect([location?.origin, location?.pathname]).toEqual(['https://bridge.example', '/callback']);
    expect(Object.fromEntries(location?.searchParams ?? [])).toMatchObject({
      code: expect.stringMatching(/.{20,}/),
      scope: ALL_SCOPES,
      state: 'st 1',
    });
  });

  it('shows each user the organisations that are his, and no other', async () => {
    const { page } = await decideConsent(authorizeUrl(), { decision: 'cancel' });
    const col = page.slice(page.indexOf('Continue as Col Abah'), page.indexOf('Continue as Cedar Main'));
    expect(col).toContain('Coolabah Digital Pty Ltd');
    expect(col).not.toContain('Brightwell');
  });

  it('tells the app when the user cancels', async () => {
    const { location } = await decideConsent(authorizeUrl(), { decision: 'cancel' });
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      error: 'access_denied',
      error_description: 'TenantConsent status DENIED',
      state: 'st 1',
    });
  });

  it.each([
    [
      'a broad scope, for an app of after March 2026',
      { scope: 'offline_access accounting.transactions' },
      'invalid_scope',
    ],
    ['a scope nobody knows', { scope: 'accounting.everything' }, 'invalid_scope'],
    ['no scope', { scope: '' }, 'invalid_scope'],
    ['an unknown app', { client_id: 'stranger' }, 'unauthorized_client'],
    ['a redirect to a number', { redirect_uri: 'http://127.0.0.1/callback' }, 'invalid_redirect_uri'],
    ['a redirect without TLS', { redirect_uri: 'http://bridge.example/callback' }, 'invalid_redirect_uri'],
    ['anything but a code', { response_type: 'token' }, 'unsupported_response_type'],
  ])('shows %s as an error on Xero’s own page, without a redirect', async (_case, changes, error) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain(`Error: <code>${error}</code>`);
  });

  it('takes scopes apart at %20 only: a plus sign spoils them', async () => {
    const response = await fetch(authorizeUrl().replace(encodeURIComponent(ALL_SCOPES), 'openid+email'));
    expect(await response.text()).toContain('invalid_scope');
  });

  it('accepts broad scopes from an app of before March 2026', async () => {
    xero.app.createdAfter2026 = false;
    expect((await fetch(authorizeUrl({ scope: 'offline_access accounting.transactions' }))).status).toBe(200);
  });

  it('allows http on localhost, and only registered addresses once some are registered', async () => {
    expect((await fetch(authorizeUrl({ redirect_uri: 'http://localhost:4200/cb' }))).status).toBe(200);
    xero.app.redirectUris = [CALLBACK];
    expect((await fetch(authorizeUrl({ redirect_uri: 'http://localhost:4200/cb' }))).status).toBe(400);
    expect((await fetch(authorizeUrl())).status).toBe(200);
  });

  it('connects one organisation at a time, several only with bulk connections', async () => {
    expect(await allow({}, [BRIGHTWELL, LABS])).toBeUndefined();
    xero.app.bulkConnections = true;
    expect(await allow({ acr_values: 'bulk_connect:false' }, [BRIGHTWELL, LABS])).toBeUndefined();
    expect((await allow({}, [BRIGHTWELL, LABS]))?.searchParams.get('code')).toBeTruthy();
    expect(xero.identity.connections.tenantIds()).toEqual(new Set([BRIGHTWELL, LABS]));
  });

  it('does not let a user connect an organisation that is not his', async () => {
    expect(await allow({}, [COOLABAH])).toBeUndefined();
    expect(xero.identity.connections.tenantIds()).toEqual(new Set([BRIGHTWELL]));
  });

  it('greys an organisation out when two other uncertified apps hold it', async () => {
    xero.identity.setOtherUncertifiedApps(LABS, 2);
    const { page, location } = await decideConsent(authorizeUrl(), { user: ADA, tenants: [LABS], decision: 'allow' });
    expect(page).toMatch(new RegExp(`value="${LABS}"[^>]*\\sdisabled`));
    expect(location).toBeUndefined();
    xero.app.tier = 'plus';
    expect(await allow({}, [LABS])).toBeDefined();
  });
});

describe('The connection cap', () => {
  it('stops a starter app at five organisations, but not from reconnecting one of them', () => {
    xero.app.tier = 'starter';
    for (let tenant = 1; tenant <= 4; tenant++)
      xero.identity.connections.connect('somebody', `tenant-${tenant}`, 'event');
    expect(xero.identity.obstacleTo(LABS)).toBe(
      'Productive Bridge needs to complete certification before they can connect to more Xero organisations',
    );
    expect(xero.identity.obstacleTo(BRIGHTWELL)).toBeUndefined();
    xero.app.tier = 'core';
    expect(xero.identity.obstacleTo(LABS)).toBeUndefined();
  });
});

describe('The code', () => {
  it('buys tokens once', async () => {
    const code = await codeOf();
    expect((await redeem(code)).body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 1800,
      scope: ALL_SCOPES,
      id_token: expect.any(String),
      refresh_token: expect.any(String),
    });
    expect(await redeem(code)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('lives five minutes', async () => {
    const code = await codeOf();
    xero.clock.advance(5 * MINUTE);
    expect((await redeem(code)).body).toEqual({ error: 'invalid_grant' });
  });

  it('belongs to its redirect address', async () => {
    expect((await redeem(await codeOf(), { redirect_uri: 'https://bridge.example/other' })).body).toEqual({
      error: 'invalid_grant',
    });
  });

  it('asks for the verifier when it was issued against a challenge', async () => {
    const verifier = 'v'.repeat(43);
    const challenge = {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    expect((await redeem(await codeOf(challenge))).status).toBe(400);
    expect((await redeem(await codeOf(challenge), { code_verifier: 'w'.repeat(43) })).status).toBe(400);
    expect((await redeem(await codeOf(challenge), { code_verifier: verifier })).status).toBe(200);
  });

  it('gives no refresh token without offline_access, and no id token without openid', async () => {
    xero.identity.removeUser('nobody');
    const { body } = await redeem(
      (await allow({ scope: 'accounting.invoices' }, [COOLABAH], 'col@coolabah.example'))?.searchParams.get('code') ??
        '',
    );
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
  });
});

describe('The token endpoint', () => {
  it.each([
    ['a wrong secret', `Basic ${btoa('sandbox-client:wrong')}`, 'invalid_client'],
    ['an unknown app', `Basic ${btoa('stranger:sandbox-secret')}`, 'unauthorized_client'],
    ['no credentials', 'Bearer x', 'invalid_client'],
  ])('refuses %s', async (_case, authorization, error) => {
    expect(await xero.token({ grant_type: 'refresh_token', refresh_token: 'x' }, authorization)).toEqual({
      status: 400,
      body: { error },
    });
  });

  it('knows two grants only', async () => {
    expect((await xero.token({ grant_type: 'password' })).body).toEqual({ error: 'unsupported_grant_type' });
  });

  it('signs access tokens that name the user, the app, the scopes and the consent', async () => {
    const { body } = await redeem(await codeOf());
    const [connection] = xero.identity.connections.live();
    expect(claimsOf(body['access_token'])).toMatchObject({
      iss: xero.url,
      client_id: 'sandbox-client',
      xero_userid: 'aaaaaaaa-aaaa-4aaa-8aaa-111111111111',
      authentication_event_id: connection?.authEventId,
      scope: ALL_SCOPES.split(' '),
      exp: Math.floor(xero.clock.now() / 1000) + 1800,
    });
    expect(claimsOf(body['id_token'])).toMatchObject({
      aud: 'sandbox-client',
      email: ADA,
      given_name: 'Ada',
      family_name: 'Brightwell',
      exp: Math.floor(xero.clock.now() / 1000) + 300,
    });
  });
});

describe('A failing identity host', () => {
  it('can be slow, or down, for the calls it was told to fail', async () => {
    const { refresh_token } = xero.identity.grant(ADA, [BRIGHTWELL], ALL_SCOPES);
    xero.faults.next({ kind: 'unavailable', match: { path: '/connections' } });
    xero.faults.next({ kind: 'error-before-commit', match: { path: '/connect/token' } });
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh_token ?? '' });
    const ask = () =>
      fetch(`${xero.url}/connect/token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa('sandbox-client:sandbox-secret')}` },
        body: form,
      });
    expect([(await ask()).status, (await ask()).status]).toEqual([500, 200]);
    expect((await fetch(`${xero.url}/connections`)).status).toBe(503);
    expect((await fetch(`${xero.url}/connections`)).status).toBe(401);
  });

  it('leaves its faults alone while the accounting API is called', async () => {
    xero.faults.next({ kind: 'lost-refresh' });
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    expect(xero.faults.waiting()).toHaveLength(1);
  });
});

describe('The refresh token', () => {
  const fresh = async () => (await redeem(await codeOf())).body['refresh_token'];

  it('rotates', async () => {
    const first = await fresh();
    const { body } = await refresh(first);
    expect(body['refresh_token']).not.toBe(first);
    expect((await refresh(body['refresh_token'])).status).toBe(200);
  });

  it('may be played again for thirty minutes after its use, and yields fresh tokens each time', async () => {
    const first = await fresh();
    const answers = [(await refresh(first)).body['refresh_token']];
    xero.clock.advance(30 * MINUTE - 1);
    answers.push((await refresh(first)).body['refresh_token']);
    expect(new Set(answers).size).toBe(2);
    xero.clock.advance(1);
    expect(await refresh(first)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    expect((await refresh(answers[1])).status).toBe(200);
  });

  it('is dead once the token that replaced it has been used', async () => {
    const first = await fresh();
    const { body } = await refresh(first);
    await refresh(body['refresh_token']);
    expect((await refresh(first)).status).toBe(400);
  });

  it('dies sixty days after it was issued', async () => {
    const first = await fresh();
    xero.clock.advance(60 * DAY - 1);
    const { body } = await refresh(first);
    expect(body['refresh_token']).toBeDefined();
    xero.clock.advance(60 * DAY);
    expect((await refresh(body['refresh_token'])).body).toEqual({ error: 'invalid_grant' });
  });

  it('survives a lost answer', async () => {
    const first = await fresh();
    xero.faults.next({ kind: 'lost-refresh' });
    await expect(refresh(first)).rejects.toThrow('fetch failed');
    expect((await refresh(first)).status).toBe(200);
  });

  it('does not gain scopes', async () => {
    const first = (
      await xero.token({
        grant_type: 'authorization_code',
        redirect_uri: CALLBACK,
        code:
          (
            await allow({ scope: 'offline_access accounting.invoices' }, [COOLABAH], 'col@coolabah.example')
          )?.searchParams.get('code') ?? '',
      })
    ).body;
    await allow({ scope: 'offline_access accounting.contacts' }, [COOLABAH], 'col@coolabah.example');
    expect((await refresh(first['refresh_token'])).body['scope']).toBe('offline_access accounting.invoices');
  });

  it('ends with the user', async () => {
    const first = await fresh();
    xero.identity.removeUser('aaaaaaaa-aaaa-4aaa-8aaa-111111111111');
    expect((await refresh(first)).body).toEqual({ error: 'invalid_grant' });
    expect((await xero.api('GET', '/Invoices')).status).toBe(403);
  });

  it('lives on while another organisation is connected, and may die with the last', async () => {
    await codeOf({}, [LABS]);
    const first = await fresh();
    xero.identity.connections.disconnectTenant(BRIGHTWELL);
    const { body } = await refresh(first);
    xero.identity.connections.disconnectTenant(LABS);
    expect((await refresh(body['refresh_token'])).status).toBe(400);
    xero.assumptions.refreshDiesWithLastConnection = false;
    expect((await refresh(body['refresh_token'])).status).toBe(200);
  });

  it('when revoked takes every connection of its user along', async () => {
    await codeOf({}, [LABS]);
    const first = await fresh();
    const response = await fetch(`${xero.url}/connect/revocation`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa('sandbox-client:sandbox-secret')}` },
      body: new URLSearchParams({ token: first ?? '' }),
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(xero.identity.connections.live()).toEqual([]);
    expect((await refresh(first)).body).toEqual({ error: 'invalid_grant' });
  });
});

describe('GET and DELETE /connections', () => {
  const call = (method: string, path: string, token = xero.accessToken) =>
    fetch(`${xero.url}${path}`, { method, headers: { Authorization: `Bearer ${token}` } });
  const list = async (path = '/connections', token?: string) =>
    (await (await call('GET', path, token)).json()) as Record<string, string>[];

  it('lists the user’s organisations with zone-less times', async () => {
    expect(await list()).toEqual([
      expect.objectContaining({
        tenantId: BRIGHTWELL,
        tenantType: 'ORGANISATION',
        tenantName: 'Brightwell Studio Ltd',
        createdDateUtc: '2026-11-24T09:00:00.0000000',
        updatedDateUtc: '2026-11-24T09:00:00.0000000',
      }),
    ]);
  });

  it('filters by consent, so that the app learns what was just chosen', async () => {
    xero.clock.advance(MINUTE);
    const { body } = await redeem(await codeOf({}, [LABS]));
    const event = String(claimsOf(body['access_token'])['authentication_event_id']);
    expect((await list(`/connections?authEventId=${event}`)).map((row) => row['tenantId'])).toEqual([LABS]);
    expect((await list()).map((row) => row['tenantId'])).toEqual([BRIGHTWELL, LABS]);
  });

  it('shows nobody another user’s connections', async () => {
    const { access_token } = xero.identity.grant('zoe@advisors.example', [COOLABAH], 'accounting.invoices');
    expect((await list('/connections', access_token)).map((row) => row['tenantId'])).toEqual([COOLABAH]);
    const [mine] = await list();
    expect((await call('DELETE', `/connections/${mine?.['id']}`, access_token)).status).toBe(404);
  });

  it('disconnects by connection id, never by tenant id, and shows a reconnection in the second time', async () => {
    const [row] = await list();
    expect((await call('DELETE', `/connections/${BRIGHTWELL}`)).status).toBe(404);
    expect((await call('DELETE', `/connections/${row?.['id']}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    xero.clock.advance(MINUTE);
    await allow();
    expect(await list()).toEqual([
      expect.objectContaining({
        id: row?.['id'],
        createdDateUtc: row?.['createdDateUtc'],
        updatedDateUtc: '2026-11-24T09:01:00.0000000',
      }),
    ]);
  });

  it('asks for a token that has not expired', async () => {
    expect((await call('GET', '/connections', 'x')).status).toBe(401);
    xero.clock.advance(30 * MINUTE);
    expect((await call('GET', '/connections')).status).toBe(401);
  });
});
