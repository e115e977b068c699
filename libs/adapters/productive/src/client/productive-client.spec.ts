import { money } from '@bridge/domain';
import {
  aList,
  anError,
  newerToken,
  scriptedProductive,
  theToken,
  type Heard,
  type ScriptedProductive,
} from '../testing/scripted-productive.js';

const row = (id: number) => ({
  id: String(id),
  type: 'payments',
  attributes: { amount: 100, currency: 'GBP', paid_on: '2026-11-20', written_off_on: null, note: null },
  relationships: { invoice: { data: { type: 'invoices', id: '7' } } },
});

describe('Calls to Productive', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());

  it('carry the headers of JSON:API, the token and the organisation', async () => {
    script = await scriptedProductive(() => ({ status: 201, body: { data: row(1) } }));
    const payment = { invoiceId: '7', amount: money(6_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' };
    expect(await script.productive.payments.record('1001', payment)).toBe('1');
    expect(script.heard[0]).toMatchObject({
      method: 'POST',
      path: 'payments',
      headers: {
        'content-type': 'application/vnd.api+json',
        'x-organization-id': '1001',
        'x-feature-flags': 'filteringSkipDatetimeCastToDate',
      },
      body: {
        data: {
          type: 'payments',
          attributes: { invoice_id: '7', amount: 6000, paid_on: '2026-11-20', note: '[xero:p1]' },
        },
      },
    });
  });

  it('follow every page of a list, and count a row that moved between pages once', async () => {
    const pages = [[row(1), row(2)], [row(2), row(3)], [row(4)]];
    script = await scriptedProductive(({ query }) => {
      const number = Number(query.get('page[number]'));
      return {
        body: { data: pages[number - 1], links: {}, meta: { current_page: number, total_pages: 3, total_count: 5 } },
      };
    });
    const payments = await script.productive.payments.of('1001', '7');
    expect(payments.map((payment) => payment.id)).toEqual(['1', '2', '3', '4']);
  });

  it('read an empty list, which has no pages at all', async () => {
    script = await scriptedProductive(() => ({
      body: { data: [], links: {}, meta: { total_pages: 0, total_count: 0 } },
    }));
    expect(await script.productive.payments.of('1001', '7')).toEqual([]);
    expect(script.heard).toHaveLength(1);
  });

  it('give up on a server that sends the same page for ever', async () => {
    script = await scriptedProductive(() => ({ body: { data: [row(1)], links: { next: 'more' }, meta: {} } }));
    await expect(script.productive.payments.of('1001', '7')).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
  });

  it('go again under the token of whoever signed in since, and once only', async () => {
    const tokens: unknown[] = [];
    let taken: string | undefined = newerToken;
    script = await scriptedProductive(({ headers }: Heard) => {
      tokens.push(headers['x-auth-token']);
      return headers['x-auth-token'] === taken ? aList([]) : anError(401, 'invalid_auth_token', 'Not authenticated');
    });
    expect(await script.productive.payments.of('1001', '7')).toEqual([]);
    taken = undefined;
    await expect(script.productive.payments.of('1001', '7')).rejects.toMatchObject({ fault: { kind: 'unauthorised' } });
    expect(tokens).toEqual([theToken, newerToken, theToken, newerToken]);
  });

  it('stay below 100 in ten seconds per token', async () => {
    const times: number[] = [];
    script = await scriptedProductive(() => {
      times.push(script.clock.now());
      return aList([]);
    });
    await Promise.all(Array.from({ length: 200 }, () => script.productive.payments.of('1001', '7')));
    const busiest = times.map((from) => times.filter((at) => at >= from && at < from + 10_000).length);
    expect(times).toHaveLength(200);
    expect(Math.max(...busiest)).toBeLessThanOrEqual(100);
  });

  it('are never more than six at once in each organisation', async () => {
    let running = 0;
    let most = 0;
    script = await scriptedProductive(async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return aList([]);
    });
    const { payments } = script.productive;
    await Promise.all(Array.from({ length: 40 }, () => payments.of('1001', '7')));
    expect(most).toBe(6);
    await Promise.all(['1001', '1002'].flatMap((id) => Array.from({ length: 20 }, () => payments.of(id, '7'))));
    expect(most).toBe(12);
  });

  it('do not let strangers who try tokens use up the calls of an organisation', async () => {
    script = await scriptedProductive(({ headers }: Heard) =>
      headers['x-auth-token'] === 'stranger'
        ? { status: 429, headers: { 'x-ratelimit-reset': '600' }, body: { errors: [] } }
        : aList([]),
    );
    await expect(script.productive.identity.verify('1001', 'stranger')).rejects.toMatchObject({
      fault: { kind: 'rate_limited' },
    });
    expect(await script.productive.payments.of('1001', '7')).toEqual([]);
  });
});
