import { signIn } from '../http/testing/client.js';
import { createConformance } from '../http/testing/conformance.js';
import { schemas } from '../http/openapi/schemas.js';
import { brightwell, startRealBridge, type RealBridge } from '../testing/real-bridge.js';
import { routesOf } from '../testing/routes-of.js';

let bridge: RealBridge;
let secure: RealBridge;
beforeAll(async () => {
  bridge = await startRealBridge();
  secure = await startRealBridge({ PUBLIC_URL: 'https://bridge.example', BRIDGE_PROXIES: '1' });
}, 60_000);
afterAll(async () => {
  await bridge?.close();
  await secure?.close();
});

describe('Security 3: what an answer may hold', () => {
  it('is closed everywhere: an object names its fields, or says of what kind all its values are', () => {
    expect(Object.keys(schemas).length).toBeGreaterThan(40);
    // What an audit entry recorded is handed out as it was recorded; that it holds no secret is tested with the canaries.
    const known = ['AuditView.properties.detail'];
    expect(Object.entries(schemas).flatMap(([name, schema]) => openObjects(schema, name))).toEqual(known);
  });

  it('is checked on every answer of these tests: a field more, or a field less, fails them', () => {
    const conforms = createConformance(bridge.app);
    const less = { id: '1', name: 'Server', createdAt: '2026-11-24T09:00:00.000Z', createdBy: 'Ada' };
    const key = { ...less, right: 'view' };
    const seen = (rows: unknown) => ({ status: 200, type: 'application/json', text: JSON.stringify(rows) });
    expect(() => conforms('GET', '/api/v1/api-keys', seen([key]))).not.toThrow();
    expect(() => conforms('GET', '/api/v1/api-keys', seen([{ ...key, secretHash: 'x' }]))).toThrow('secretHash');
    expect(() => conforms('GET', '/api/v1/api-keys', seen([less]))).toThrow('right');
  });
});

describe('Security 5: the doors of the whole process', () => {
  const open = [
    'POST /api/v1/session',
    'GET /api/v1/sandbox',
    'GET /api/v1/connections/callback',
    'GET /api/v1/connections/callback/done',
    'GET /health/live',
    'GET /health/ready',
    'GET /metrics',
  ];

  it('are shut to strangers, but for those that are meant to be open', async () => {
    const through: string[] = [];
    for (const [method, path] of routesOf(bridge.app)) {
      if (/^\/api\/(docs|openapi)/.test(path)) continue;
      const response = await fetch(bridge.url + path.replace(/:\w+/g, 'x'), { method, redirect: 'manual' });
      await response.text();
      if (response.status !== 401) through.push(`${method} ${path}`);
    }
    expect(through.sort()).toEqual(open.sort());
  });
});

describe('Security 7: whatever is answered', () => {
  const ask = (path: string, init: RequestInit = {}, to = bridge) =>
    fetch(to.url + path, { redirect: 'manual', ...init });

  it.each([
    '/api/v1/session',
    '/api/v1/nothing',
    '/api/docs',
    '/health/live',
    '/api/v1/connections/callback?error=x',
    '/',
  ])('comes with the headers that keep browsers safe: %s', async (path) => {
    const { headers } = await ask(path);
    expect(headers.get('content-security-policy')).toMatch(/default-src '(self|none)'/);
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*'unsafe-/);
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors '(self|none)'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
  });

  it('is for our own pages only: no other origin is let in, whatever it asks', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
      const { headers } = await ask('/api/v1/session', {
        method,
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      const cors = [...headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect([method, cors]).toEqual([method, []]);
    }
  });

  it.each([
    ['a body that is cut off', '/api/v1/session', { method: 'POST', body: '{"a":' }],
    ['a body of another kind', '/api/v1/session', { method: 'POST', body: '"text"' }],
    ['a key that reaches for prototypes', '/api/v1/session', { method: 'POST', body: '{"__proto__":{"x":1}}' }],
    [
      'a body nested a hundred thousand deep',
      '/api/v1/session',
      { method: 'POST', body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
    ],
    ['an address that does not decode', '/api/v1/exports/%ff', {}],
    ['an address with a zero byte', '/api/v1/exports/%00', {}],
    [
      'an encoding that nobody knows',
      '/api/v1/session',
      { method: 'POST', body: '{}', headers: { 'content-encoding': 'x' } },
    ],
  ])('tells nothing of our innards: %s', async (_, path, init) => {
    const client = await brightwell(bridge);
    const answer = await ask(path, {
      ...init,
      headers: { 'content-type': 'application/json', ...client.headers, ...('headers' in init && init.headers) },
    });
    const text = await answer.text();
    expect(text).not.toMatch(/node_modules|\bat \w+.*:\d+|\.[jt]s\b|SyntaxError|select |root:/);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('sets cookies that scripts cannot read, other sites cannot send and plain http cannot carry', async () => {
    const body = JSON.stringify({ organisationId: '1001', token: 'sandbox-brightwell-admin' });
    const headers = { 'content-type': 'application/json' };
    const signedIn = await ask('/api/v1/session', { method: 'POST', body, headers }, secure);
    const [cookie = '', ...more] = signedIn.headers.getSetCookie();
    expect(more).toEqual([]);
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/api']) expect(cookie.split('; ')).toContain(flag);
  });

  it('over https tells browsers never to come without it', async () => {
    const { headers } = await ask('/health/live', {}, secure);
    expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000; includeSubDomains/);
    expect((await ask('/health/live')).headers.get('strict-transport-security')).toBeNull();
  });

  it('has been no defect', () => expect(bridge.logged).toEqual([]));
});

describe('Security 12: signing in', () => {
  it.each([
    ['sandbox-brightwell-member', 'not_admin'],
    ['guessed', 'token_unknown'],
    ['sandbox-coolabah-admin', 'organisation_unknown'],
  ])('is for admins of the organisation, as Productive says: not with %s', async (token, code) => {
    const answer = await bridge.call('POST', '/api/v1/session', { body: { organisationId: '1001', token } });
    expect([answer.status, answer.body.code, answer.headers.getSetCookie()]).toEqual([422, code, []]);
  });

  it('knows no password: who may come in, and with how many factors, is for Productive to say', async () => {
    const answer = await bridge.call('POST', '/api/v1/session', {
      body: { organisationId: '1001', token: 'sandbox-brightwell-admin', password: 'x' },
    });
    expect([answer.status, answer.body.problems[0].path]).toEqual([400, 'password']);
  });

  it('is slowed down for whoever guesses', async () => {
    const attempt = (token: string) =>
      bridge.call('POST', '/api/v1/session', { body: { organisationId: '1004', token } });
    for (let guess = 0; guess < 10; guess += 1) expect((await attempt(`guess-${guess}`)).status).toBe(422);
    const slowed = await attempt('sandbox-tiny-admin');
    expect([slowed.status, slowed.body.code]).toEqual([429, 'too_many_sign_ins']);
    expect((await signIn(bridge, '1002', 'sandbox-coolabah-admin')).headers['cookie']).toContain('bridge_session=');
  });

  it('stays open to whoever shares the proxy in front with a guesser, and believes that proxy alone', async () => {
    const attempt = (token: string, forwardedFor: string, to = secure) =>
      to.call('POST', '/api/v1/session', {
        body: { organisationId: '1004', token },
        headers: { 'x-forwarded-for': forwardedFor },
      });
    for (let guess = 0; guess < 10; guess += 1)
      expect((await attempt(`guess-${guess}`, '203.0.113.9')).status).toBe(422);
    // A proxy adds whom it heard to what that one says of himself.
    const heard = async (forwardedFor: string, to = secure) =>
      (await attempt('sandbox-tiny-admin', forwardedFor, to)).status;
    expect(await heard('198.51.100.7, 203.0.113.9')).toBe(429);
    expect(await heard('198.51.100.7')).toBe(201);
    expect(await heard('198.51.100.7', bridge)).toBe(429);
  });
});

/** Where a schema is an object that takes any field. */
function openObjects(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, additionalProperties } = schema as { readonly type?: string; readonly additionalProperties?: unknown };
  const isOpen = type === 'object' && (additionalProperties === undefined || additionalProperties === true);
  return [
    ...(isOpen ? [path] : []),
    ...Object.entries(schema).flatMap(([name, inner]) => openObjects(inner, `${path}.${name}`)),
  ];
}
