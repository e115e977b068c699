import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ada, consent } from '../testing/scenes.js';
import { signIn, withKey, type Client } from '../testing/client.js';
import { describeApi } from '../openapi/describe-api.js';
import { routesOf } from '../../testing/routes-of.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

const OPEN = [
  'POST /api/v1/session',
  'GET /api/v1/sandbox',
  'GET /api/v1/connections/callback',
  'GET /api/v1/connections/callback/done',
];

/** Who may do what, as it was decided. A change here is a decision and not a slip. */
const POLICY = `
nobody  POST   /session
person  GET    /session
person  DELETE /session
nobody  GET    /sandbox
view    GET    /expense-payment-section
view    GET    /connections
person  POST   /connections
manage  PUT    /connections/{id}/organisation
manage  POST   /connections/{id}/check
view    GET    /connections/{id}/reconciliation
manage  POST   /connections/{id}/reconciliation
view    GET    /connections/{id}/reconciliation/documents
view    GET    /connections/{id}/reconciliation.csv
manage  DELETE /connections/{id}
copy    GET    /connections/{id}/contacts
view    GET    /connections/{id}/settings
manage  PUT    /connections/{id}/settings
manage  POST   /connections/{id}/settings/review
view    GET    /connections/{id}/chart
view    GET    /connections/{id}/tracking-values
copy    POST   /connections/{id}/chart/refresh
view    GET    /documents
copy    POST   /documents/refresh
copy    DELETE /documents/{kind}/{sourceId}/copies/{ledgerId}
copy    POST   /documents/{kind}/{sourceId}/mark-copied
view    POST   /previews
view    GET    /exports/progress
copy    POST   /exports
view    GET    /exports
copy    POST   /exports/retry
copy    POST   /exports/skip
view    GET    /exports/{id}
view    GET    /payment-imports
copy    POST   /payment-imports
manage  POST   /payment-imports/reversals
view    GET    /payment-imports/tranches
copy    POST   /payment-imports/tranches/retry
view    GET    /payment-imports/expenses
view    GET    /overview
manage  GET    /audit
manage  GET    /alerts
manage  PUT    /alerts
view    GET    /events
manage  GET    /api-keys
person  POST   /api-keys
person  DELETE /api-keys/{id}`;

describe('Security 5: who may use which route', () => {
  let bed: TestBed;
  let person: Client;
  const keys = new Map<string, Client>();
  beforeAll(async () => {
    bed = await startTestBed();
    person = await ada(bed);
    for (const right of ['view', 'copy', 'manage']) {
      const made = await person.post('/api-keys', { name: right, right });
      keys.set(right, withKey(bed, made.body.secret));
    }
  });
  afterAll(() => bed.close());

  it('is closed to strangers everywhere except at the door', async () => {
    const open: string[] = [];
    const routes = routesOf(bed.app);
    expect(routes.length).toBeGreaterThan(30);
    for (const [method, path] of routes) {
      const { status } = await bed.call(method, path.replace(/:\w+/g, 'x'));
      if (status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual([...OPEN].sort());
  });

  it('asks of each route the right that was decided', () => {
    const asked = Object.entries(describeApi(bed.app).paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { 'x-needs': string }>).map(
        ([method, operation]) => `${operation['x-needs']} ${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      ),
    );
    const decided = POLICY.trim().split('\n');
    expect(asked.sort()).toEqual(decided.map((line) => line.replace(/ +/g, ' ')).sort());
  });

  it('gives each right what it includes, and nothing more', async () => {
    const order = ['view', 'copy', 'manage'];
    const tried: string[] = [];
    for (const [path, item] of Object.entries(describeApi(bed.app).paths)) {
      for (const [method, operation] of Object.entries(item as Record<string, { 'x-needs': string }>)) {
        const need = operation['x-needs'];
        // A stream stays open; who may follow one is tested where streams are.
        if (need === 'nobody' || path.endsWith('/events')) continue;
        for (const [right, client] of keys) {
          const url = path.replace(/\{\w+\}/g, 'x');
          const { status } = await bed.call(method.toUpperCase(), url, {
            headers: client.headers,
            ...(method !== 'get' && { body: {} }),
          });
          const isAllowed = need !== 'person' && order.indexOf(right) >= order.indexOf(need);
          tried.push(url);
          expect([method, path, right, status === 403]).toEqual([method, path, right, !isAllowed]);
        }
      }
    }
    expect(tried.length).toBeGreaterThan(80);
  }, 60_000);

  it('lets nobody through where nothing was decided: not even an admin', async () => {
    @ApiExcludeController()
    @Controller('api/v1/forgotten')
    class Forgotten {
      @Get()
      read(): string {
        return 'secret';
      }
    }
    const own = await startTestBed({ controllers: [Forgotten] });
    const admin = await ada(own);
    expect((await own.call('GET', '/api/v1/forgotten')).status).toBe(401);
    expect((await own.call('GET', '/api/v1/forgotten', { headers: admin.headers })).status).toBe(403);
    await own.close();
  });

  it('no longer knows a key that was revoked', async () => {
    const made = await person.post('/api-keys', { name: 'Leaked', right: 'view' });
    const server = withKey(bed, made.body.secret);
    expect((await server.get('/exports')).status).toBe(200);
    expect((await person.delete(`/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await server.get('/exports')).status).toBe(401);
  });

  it('knows nobody by a made-up cookie or key', async () => {
    expect((await bed.call('GET', '/api/v1/session', { headers: { cookie: 'bridge_session=guess' } })).status).toBe(
      401,
    );
    expect((await withKey(bed, 'guess').get('/exports')).status).toBe(401);
    expect((await bed.call('GET', '/api/v1/exports', { headers: { authorization: 'Basic eDp5' } })).status).toBe(401);
  });

  it('ends a session after twelve hours', async () => {
    const own = await startTestBed();
    const client = await ada(own);
    own.clock.advance(12 * 3_600_000 + 1);
    expect((await client.get('/session')).status).toBe(401);
    await own.close();
  });
});

describe('Security 16: requests that another site sends in somebody’s name', () => {
  let bed: TestBed;
  let client: Client;
  beforeAll(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterAll(() => bed.close());

  const refresh = (headers: Readonly<Record<string, string>>) =>
    bed.call('POST', '/api/v1/documents/refresh', { headers });

  it('change nothing without the token', async () => {
    const answer = await refresh({ cookie: client.headers['cookie'] ?? '' });
    expect([answer.status, answer.body.code]).toEqual([403, 'csrf']);
  });

  it('change nothing with the token of another session', async () => {
    const other = await signIn(bed, '1002', 'sandbox-coolabah-admin');
    const answer = await refresh({
      cookie: client.headers['cookie'] ?? '',
      'x-csrf-token': other.headers['x-csrf-token'] ?? '',
    });
    expect(answer.status).toBe(403);
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
    'change nothing from a foreign origin, even with the token: %j',
    async (foreign) => {
      expect((await refresh({ ...client.headers, ...(foreign as Record<string, string>) })).status).toBe(403);
    },
  );

  it('cannot sign a visitor in', async () => {
    const { status } = await bed.call('POST', '/api/v1/session', {
      headers: { 'sec-fetch-site': 'cross-site' },
      body: { organisationId: '1001', token: 'sandbox-brightwell-admin' },
    });
    expect(status).toBe(403);
  });

  it('are told from those of our own page', async () => {
    const own = { ...client.headers, origin: bed.url, 'sec-fetch-site': 'same-origin' };
    expect((await refresh(own)).status).toBe(204);
  });

  it('cannot finish a consent that somebody else began', async () => {
    const stranger = await signIn(bed, '1002', 'sandbox-coolabah-admin');
    const begun = await client.post('/connections', { subsidiaryId: '11' });
    const state = new URL(begun.body.consentUrl).searchParams.get('state') ?? '';
    const code = bed.ledger.access.allow('mallory', ['11111111-1111-4111-8111-111111111111']);
    const back = await stranger.get(`/connections/callback?state=${state}&code=${code}`);
    expect(back.headers.get('location')).toBe('/api/v1/connections/callback/done?problem=consent_expired');
    expect(await consent(bed, client, '12', ['11111111-1111-4111-8111-222222222222'])).toContain('connection=');
  });
});
