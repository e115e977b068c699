import { ALL_SCOPES, type Front, startFront } from '../testing/front.js';
import { BRIGHTWELL, COOLABAH } from '../testing/stand-in-books.js';
import { bodyOf } from '../testing/json-of.js';

describe('The gate lets a call through in the order of token, organisation, scope', () => {
  let xero: Front;
  beforeEach(async () => {
    xero = await startFront();
  });
  afterEach(() => xero.close());

  it('passes a good call on to the books with its caller, and answers with the remaining quotas', async () => {
    const response = await xero.api('GET', '/Invoices?page=1');
    expect(response.status).toBe(200);
    expect(xero.books.calls).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: '/Invoices',
        tenantId: BRIGHTWELL,
        user: 'ada@brightwell.example',
        app: { clientId: 'sandbox-client', name: 'Productive Bridge' },
      }),
    ]);
    expect(response.headers.get('X-MinLimit-Remaining')).toBe('59');
    expect(response.headers.get('X-DayLimit-Remaining')).toBe('4999');
    expect(response.headers.get('X-AppMinLimit-Remaining')).toBe('9999');
    expect(response.headers.get('Xero-Correlation-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a stranger’s token', async () => {
    const response = await xero.api('GET', '/Invoices', { headers: { Authorization: 'Bearer nonsense' } });
    expect([response.status, (await bodyOf(response)).Detail]).toEqual([401, 'AuthenticationUnsuccessful']);
  });

  it('refuses a token whose claims were changed after signing', async () => {
    const [head, payload = '', signature] = xero.accessToken.split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), exp: 9_999_999_999 };
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    expect((await xero.api('GET', '/Invoices', { headers: { Authorization: `Bearer ${forged}` } })).status).toBe(401);
  });

  it('says when a token expired: half an hour after it was issued', async () => {
    xero.clock.advance(30 * 60_000 - 1);
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    xero.clock.advance(1);
    const response = await xero.api('GET', '/Invoices');
    expect([response.status, (await bodyOf(response)).Detail]).toEqual([
      401,
      'TokenExpired: token expired at 11/24/2026 09:30:00',
    ]);
  });

  it.each([
    ['no organisation', ''],
    ['an organisation of somebody else', COOLABAH],
  ])('forbids %s', async (_case, tenantId) => {
    const response = await xero.api('GET', '/Invoices', { headers: { 'xero-tenant-id': tenantId } });
    expect([response.status, (await bodyOf(response)).Detail]).toEqual([403, 'AuthenticationUnsuccessful']);
    expect(xero.books.calls).toEqual([]);
  });

  it('forbids an organisation from the moment it is disconnected in Xero', async () => {
    xero.identity.connections.disconnectTenant(BRIGHTWELL);
    expect((await xero.api('GET', '/Invoices')).status).toBe(403);
  });

  it('refuses what the token’s scopes do not cover', async () => {
    xero.identity.removeUser('nobody');
    const { access_token } = xero.identity.grant('col@coolabah.example', [COOLABAH], 'accounting.invoices.read');
    const call = (method: string, path: string) =>
      xero.api(method, path, { headers: { Authorization: `Bearer ${access_token}`, 'xero-tenant-id': COOLABAH } });
    expect((await call('GET', '/Invoices')).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/Invoices'],
      ['GET', '/Payments'],
      ['GET', '/Invoices/1/Attachments'],
    ] as const) {
      const response = await call(method, path);
      expect([response.status, response.headers.get('WWW-Authenticate'), (await bodyOf(response)).Detail]).toEqual([
        401,
        'insufficient_scope',
        'AuthorizationUnsuccessful',
      ]);
    }
  });

  it('answers XML to a caller who does not ask for JSON', async () => {
    const response = await xero.api('GET', '/Invoices', { headers: { Accept: '*/*' } });
    expect(response.headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
    expect(await response.text()).toContain('<Response><Status>OK</Status><Invoices></Invoices></Response>');
  });

  it('refuses a body that is not JSON as error 14', async () => {
    const response = await xero.api('POST', '/Invoices', { body: '{"Invoices":' });
    expect([response.status, (await bodyOf(response)).ErrorNumber]).toEqual([400, 14]);
  });

  it('ignores the body of a GET, which the vendor’s own SDK sends', async () => {
    const raw = await fetch(`${xero.url}/api.xro/2.0/Invoices`, {
      headers: { Authorization: `Bearer ${xero.accessToken}`, 'xero-tenant-id': BRIGHTWELL },
    });
    expect(raw.status).toBe(200);
    expect(xero.books.calls[0]?.body).toBeUndefined();
  });

  it('refuses more than 10 MB', async () => {
    expect((await xero.api('POST', '/Invoices', { body: JSON.stringify('x'.repeat(10 * 1024 * 1024)) })).status).toBe(
      413,
    );
    expect(xero.books.calls).toEqual([]);
  });

  it('adds up scopes over consents', () => {
    xero.identity.grant('col@coolabah.example', [COOLABAH], 'accounting.invoices');
    expect(xero.identity.grant('col@coolabah.example', [COOLABAH], 'accounting.contacts').scope).toBe(
      'accounting.invoices accounting.contacts',
    );
    expect(ALL_SCOPES).toContain('accounting.payments');
  });
});

describe('A check of every exchange', () => {
  it('sees what went in and what came out; what it finds fails the call and is on record', async () => {
    const seen: unknown[] = [];
    const xero = await startFront({
      validate: (exchange) => {
        seen.push(exchange);
        if (exchange.method === 'POST') throw new Error('Invoices[0].Type is missing');
      },
    });
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    expect((await xero.api('POST', '/Invoices', { body: { Invoices: [] } })).status).toBe(500);
    expect(seen).toEqual([
      { method: 'GET', path: '/Invoices', requestBody: undefined, status: 200, responseBody: expect.anything() },
      {
        method: 'POST',
        path: '/Invoices',
        requestBody: { Invoices: [] },
        status: 200,
        responseBody: expect.anything(),
      },
    ]);
    expect(xero.stats.report().defects).toEqual([expect.stringContaining('Invoices[0].Type is missing')]);
    await xero.close();
  });
});

describe('An answer to a stranger', () => {
  it('leaves no trace in the quotas', async () => {
    const xero = await startFront();
    const response = await xero.api('GET', '/Invoices', { headers: { 'xero-tenant-id': '__proto__' } });
    expect([response.status, response.headers.get('X-MinLimit-Remaining')]).toEqual([403, '60']);
    expect(xero.gate.snapshot().limits.tenants).toEqual({});
    await xero.close();
  });
});
