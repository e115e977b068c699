import { type Front, startFront } from '../testing/front.js';
import { bodyOf } from '../testing/json-of.js';
import { BRIGHTWELL } from '../testing/stand-in-books.js';
import type { FaultKind } from './faults.js';

describe('A scripted failure', () => {
  let xero: Front;
  const invoice = { Invoices: [{ Type: 'ACCPAY' }] };
  const post = (headers: Record<string, string> = {}) => xero.api('POST', '/Invoices', { body: invoice, headers });
  beforeEach(async () => {
    xero = await startFront();
  });
  afterEach(() => xero.close());

  it.each<[FaultKind, number, string]>([
    ['bad-request', 400, 'ValidationException'],
    ['token-expired', 401, 'TokenExpired: token expired at'],
    ['unauthorised', 401, 'AuthenticationUnsuccessful'],
    ['insufficient-scope', 401, 'AuthorizationUnsuccessful'],
    ['forbidden', 403, 'AuthenticationUnsuccessful'],
    ['not-found', 404, "The resource you're looking for cannot be found"],
    ['precondition-failed', 412, ''],
    ['limit-concurrent', 429, ''],
    ['limit-minute', 429, ''],
    ['limit-day', 429, ''],
    ['limit-appminute', 429, ''],
    ['not-implemented', 501, 'ApiMethodNotImplementedException'],
    ['maintenance', 503, 'The Xero API is currently offline for maintenance'],
    ['unavailable', 503, 'The Xero API is temporarily unavailable'],
    ['organisation-offline', 503, 'The Organisation is offline'],
  ])('%s answers %i, writes nothing, and strikes once', async (kind, status, words) => {
    xero.faults.next({ kind });
    const response = await post();
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
    expect(xero.books.things).toHaveLength(0);
    expect((await post()).status).toBe(200);
  });

  it('names the time to wait it was given', async () => {
    xero.faults.next({ kind: 'limit-day', seconds: 66_975 });
    const response = await post();
    expect([
      response.headers.get('Retry-After'),
      response.headers.get('X-Rate-Limit-Problem'),
      response.headers.get('X-DayLimit-Remaining'),
    ]).toEqual(['66975', 'day', '0']);
  });

  it('strikes only the calls it was meant for, as often as told', async () => {
    xero.faults.next({
      kind: 'unavailable',
      times: 2,
      match: { method: 'POST', path: '/Invoices', tenantId: BRIGHTWELL },
    });
    expect((await xero.api('GET', '/Invoices')).status).toBe(200);
    expect((await xero.api('POST', '/Contacts', { body: {} })).status).toBe(200);
    expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([503, 503, 200]);
  });

  it('sees the query through a pattern', async () => {
    xero.faults.next({ kind: 'unavailable', match: { path: /Invoices\?page=2/ } });
    expect((await xero.api('GET', '/Invoices?page=1')).status).toBe(200);
    expect((await xero.api('GET', '/Invoices?page=2')).status).toBe(503);
  });

  it('loses the request: nothing is written, no answer comes', async () => {
    await expect(post({ 'x-sim-fault': 'drop-before' })).rejects.toThrow('fetch failed');
    expect(xero.books.things).toHaveLength(0);
  });

  it('loses the answer: the write was made, and the key replays what was lost', async () => {
    await expect(post({ 'x-sim-fault': 'commit-then-drop', 'Idempotency-Key': 'k1' })).rejects.toThrow('fetch failed');
    expect(xero.books.things).toHaveLength(1);
    expect((await post({ 'Idempotency-Key': 'k1' })).status).toBe(200);
    expect(xero.books.things).toHaveLength(1);
  });

  it('applies a lost write late, and late ones in the order they were sent', async () => {
    await expect(
      xero.api('POST', '/Invoices', {
        body: { Invoices: [{ Reference: 'first' }] },
        headers: { 'x-sim-fault': 'late-apply; seconds=30' },
      }),
    ).rejects.toThrow('fetch failed');
    await expect(
      xero.api('POST', '/Invoices', {
        body: { Invoices: [{ Reference: 'second' }] },
        headers: { 'x-sim-fault': 'late-apply; seconds=30' },
      }),
    ).rejects.toThrow('fetch failed');
    xero.clock.advance(29_000);
    await xero.settled();
    expect(xero.books.things).toHaveLength(0);
    xero.clock.advance(1_000);
    await xero.settled();
    expect(xero.books.things.map((thing) => thing['Reference'])).toEqual(['first', 'second']);
  });

  it('a late write without a key, repeated at once, makes two bills', async () => {
    await expect(post({ 'x-sim-fault': 'late-apply; seconds=30' })).rejects.toThrow('fetch failed');
    await post();
    xero.clock.advance(30_000);
    await xero.settled();
    expect(xero.books.things).toHaveLength(2);
  });

  it.each([false, true])(
    'a late write with a key, repeated with it, makes one bill (key held from the start: %s)',
    async (lateApplyHoldsKey) => {
      xero.assumptions.lateApplyHoldsKey = lateApplyHoldsKey;
      await expect(post({ 'x-sim-fault': 'late-apply; seconds=30', 'Idempotency-Key': 'k1' })).rejects.toThrow(
        'fetch failed',
      );
      const repeat = post({ 'Idempotency-Key': 'k1' });
      await new Promise((resolve) => setTimeout(resolve, 60));
      xero.clock.advance(30_000);
      await xero.settled();
      expect((await repeat).status).toBe(200);
      expect(xero.books.things).toHaveLength(1);
    },
  );

  it('will not be scripted later than Xero is assumed to apply', () => {
    expect(() => xero.faults.next({ kind: 'late-apply', seconds: 91 })).toThrow('at most 90 s late');
  });

  it('refuses one element of a batch and takes the others', async () => {
    const body = { Invoices: [{ Reference: 'a' }, { Reference: 'b' }, { Reference: 'c' }] };
    const answer = await bodyOf(
      await xero.api('POST', '/Invoices?summarizeErrors=false', {
        body,
        headers: { 'x-sim-fault': 'partial-batch; element=1; message=No.' },
      }),
    );
    expect(answer['Invoices']).toEqual([
      expect.objectContaining({ Reference: 'a' }),
      {
        Reference: 'b',
        InvoiceID: '00000000-0000-0000-0000-000000000000',
        StatusAttributeString: 'ERROR',
        HasErrors: true,
        ValidationErrors: [{ Message: 'No.' }],
      },
      expect.objectContaining({ Reference: 'c' }),
    ]);
    expect(xero.books.things.map((thing) => thing['Reference'])).toEqual(['a', 'c']);
  });

  it('sends a page of HTML where JSON was due', async () => {
    expect(await (await post({ 'x-sim-fault': 'html' })).text()).toContain('<!DOCTYPE html>');
  });

  it.each([502, 503, 504])('answers %i as a gateway would, before the write', async (status) => {
    xero.faults.next({ kind: 'gateway-before-commit', status });
    const response = await post({ 'Idempotency-Key': 'k1' });
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(`<h1>${status} `)]);
    expect(xero.books.things).toHaveLength(0);
    expect((await post({ 'Idempotency-Key': 'k1' })).status).toBe(200);
  });

  it.each([502, 503, 504])('answers %i as a gateway would, after the write, and not from the key', async (status) => {
    const response = await post({ 'x-sim-fault': `gateway-after-commit; status=${status}`, 'Idempotency-Key': 'k1' });
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(`<h1>${status} `)]);
    expect(xero.books.things).toHaveLength(1);
    expect((await post({ 'Idempotency-Key': 'k1' })).status).toBe(200);
    expect(xero.books.things).toHaveLength(1);
  });

  it('will not have a gateway say what only Xero says', () => {
    expect(() => xero.faults.next({ kind: 'gateway-after-commit', status: 500 })).toThrow('A gateway answers 502');
  });

  it('cuts the answer short', async () => {
    const response = await post({ 'x-sim-fault': 'truncated' });
    await expect(response.text()).rejects.toThrow();
  });

  it('takes its time', async () => {
    const started = performance.now();
    await post({ 'x-sim-fault': 'slow; ms=120' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
  });
});
