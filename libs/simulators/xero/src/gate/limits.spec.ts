import { type Front, startFront } from '../testing/front.js';
import { bodyOf } from '../testing/json-of.js';
import { BRIGHTWELL, LABS } from '../testing/stand-in-books.js';

describe('Quotas', () => {
  let xero: Front;
  const limitHit = async (response: Response) => [
    response.status,
    response.headers.get('X-Rate-Limit-Problem'),
    response.headers.get('Retry-After'),
    await response.text(),
  ];
  beforeEach(async () => {
    xero = await startFront();
  });
  afterEach(() => xero.close());

  it('lets 60 calls a minute through and answers the 61st with an empty 429 and the seconds left', async () => {
    for (let call = 1; call <= 60; call++) expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    xero.clock.advance(37_500);
    const refused = await xero.api('GET', '/Invoices');
    expect(refused.headers.get('X-MinLimit-Remaining')).toBe('0');
    expect(await limitHit(refused)).toEqual([429, 'minute', '23', '']);
    xero.clock.advance(22_500);
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    expect(xero.stats.report().rateLimited).toEqual({ concurrent: 0, minute: 1, day: 0, appminute: 0 });
  });

  it('counts 5,000 calls a day for an app of the core tier', async () => {
    xero.gate.limits.spend(BRIGHTWELL, { day: 5_000 });
    expect(await limitHit(await xero.api('GET', '/Invoices'))).toEqual([429, 'day', '86400', '']);
  });

  it('counts 1,000 calls a day for an app of the starter tier', async () => {
    xero.app.tier = 'starter';
    xero.gate.limits.spend(BRIGHTWELL, { day: 999 });
    expect((await xero.api('GET', '/Invoices')).headers.get('X-DayLimit-Remaining')).toBe('0');
    expect((await limitHit(await xero.api('GET', '/Invoices'))).slice(0, 2)).toEqual([429, 'day']);
  });

  it('counts 10,000 calls a minute for the app over all organisations', async () => {
    xero.gate.limits.spend(LABS, { appMinute: 10_000 });
    expect((await limitHit(await xero.api('GET', '/Invoices'))).slice(0, 2)).toEqual([429, 'appminute']);
  });

  it('lets five calls of an organisation run at once, and names no time to wait for the sixth', async () => {
    const slow = { headers: { 'x-sim-fault': 'slow; ms=150' } };
    const five = Array.from({ length: 5 }, () => xero.api('GET', '/Invoices', slow));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await limitHit(await xero.api('GET', '/Invoices'))).toEqual([429, 'concurrent', null, '']);
    expect((await Promise.all(five)).map((response) => response.status)).toEqual([200, 200, 200, 200, 200]);
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    expect(xero.stats.report().highestConcurrency).toEqual({ [BRIGHTWELL]: 5 });
  });

  it('counts each organisation for itself', async () => {
    const { access_token } = xero.identity.grant('ada@brightwell.example', [LABS], 'accounting.invoices');
    xero.gate.limits.spend(BRIGHTWELL, { minute: 60 });
    expect(
      (
        await xero.api('GET', '/Invoices', {
          headers: { 'xero-tenant-id': LABS, Authorization: `Bearer ${access_token}` },
        })
      ).status,
    ).toBe(200);
  });

  it('does not count the minute and the day for a plus app during the first half hour of a connection', async () => {
    xero.app.tier = 'plus';
    xero.gate.limits.spend(BRIGHTWELL, { minute: 60, day: 5_000 });
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    xero.clock.advance(29 * 60_000);
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    const { access_token } = xero.identity.grant('ada@brightwell.example', [LABS], 'accounting.invoices');
    xero.clock.advance(60_000);
    xero.gate.limits.spend(BRIGHTWELL, { minute: 60 });
    expect((await xero.api('GET', '/Invoices', { headers: { Authorization: `Bearer ${access_token}` } })).status).toBe(
      429,
    );
  });
});

describe('The idempotency key', () => {
  let xero: Front;
  const invoice = { Invoices: [{ Type: 'ACCPAY' }] };
  const post = (key: string | undefined, body: unknown = invoice, extra: Record<string, string> = {}) =>
    xero.api('POST', '/Invoices', {
      body,
      headers: { ...(key === undefined ? {} : { 'Idempotency-Key': key }), ...extra },
    });
  beforeEach(async () => {
    xero = await startFront();
  });
  afterEach(() => xero.close());

  it('makes a repeat within six minutes of the first call a replay, byte for byte', async () => {
    const first = await (await post('k1')).text();
    xero.clock.advance(6 * 60_000 - 1);
    expect(await (await post('k1')).text()).toBe(first);
    expect(xero.books.things).toHaveLength(1);
  });

  it('is forgotten six minutes after the first call, repeats notwithstanding', async () => {
    await post('k1');
    xero.clock.advance(5 * 60_000);
    await post('k1');
    xero.clock.advance(60_000);
    await post('k1');
    expect(xero.books.things).toHaveLength(2);
  });

  it('without one, a repeat is a second bill', async () => {
    await post(undefined);
    await post(undefined);
    expect(xero.books.things).toHaveLength(2);
  });

  it.each([
    ['another body', () => post('k1', { Invoices: [{ Type: 'ACCREC' }] })],
    [
      'another address',
      () => xero.api('POST', '/Invoices?unitdp=4', { body: invoice, headers: { 'Idempotency-Key': 'k1' } }),
    ],
    ['another method', () => xero.api('PUT', '/Invoices', { body: invoice, headers: { 'Idempotency-Key': 'k1' } })],
  ])('refuses %s under the same key', async (_case, again) => {
    await post('k1');
    const response = await again();
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('Idempotency Key k1 is used with a different request.'),
    ]);
    expect(xero.books.things).toHaveLength(1);
  });

  it('refuses a key of more than 128 characters', async () => {
    expect((await post('k'.repeat(129))).status).toBe(400);
    expect((await post('k'.repeat(128))).status).toBe(200);
  });

  it('costs quota on a replay too, and a spent quota is met before the key', async () => {
    await post('k1');
    expect((await post('k1')).headers.get('X-MinLimit-Remaining')).toBe('58');
    xero.gate.limits.spend(BRIGHTWELL, { minute: 58 });
    expect((await post('k1')).status).toBe(429);
    expect(xero.stats.report().replays).toBe(1);
  });

  it('lets a repeat that overtakes the first call wait for its answer', async () => {
    const [first, second] = await Promise.all([
      post('k1', invoice, { 'x-sim-fault': 'slow; ms=80' }),
      post('k1', invoice, { 'x-sim-fault': 'slow; ms=100' }),
    ]);
    expect(await second.text()).toBe(await first.text());
    expect(xero.books.things).toHaveLength(1);
  });

  it('keeps an internal error and replays it', async () => {
    const failed = await post('k1', invoice, { 'x-sim-fault': 'error-before-commit' });
    expect([failed.status, await failed.text()]).toEqual([
      500,
      'An unhandled error with the Xero API occurred. Contact the Xero API team if problems persist.',
    ]);
    expect((await post('k1')).status).toBe(500);
    expect(xero.books.things).toHaveLength(0);
    expect((await post('k2')).status).toBe(200);
  });

  it('keeps the error of a write that was made all the same', async () => {
    expect((await post('k1', invoice, { 'x-sim-fault': 'error-after-commit' })).status).toBe(500);
    expect((await post('k1')).status).toBe(500);
    expect(xero.books.things).toHaveLength(1);
  });

  it('lets the second try through when internal errors are assumed not to be kept', async () => {
    xero.assumptions.cacheServerErrors = false;
    await post('k1', invoice, { 'x-sim-fault': 'error-before-commit' });
    expect((await post('k1')).status).toBe(200);
    expect(await bodyOf(await xero.api('GET', '/Invoices'))).toMatchObject({ Invoices: [{ Type: 'ACCPAY' }] });
  });

  it('answers 500 rather than work unprotected while its store is down', async () => {
    expect((await post('k1', invoice, { 'x-sim-fault': 'key-store-down' })).status).toBe(500);
    expect(xero.books.things).toHaveLength(0);
    expect((await post('k1')).status).toBe(200);
  });
});
