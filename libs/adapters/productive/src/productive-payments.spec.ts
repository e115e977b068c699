import { money } from '@bridge/domain';
import { anError, aList, scriptedProductive, type ScriptedProductive } from './testing/scripted-productive.js';

const invoice = (attributes: object) => ({ body: { data: { id: '1', type: 'invoices', attributes } } });
const payment = { invoiceId: '1', amount: money(6_000n, 'GBP'), paidOn: '2026-11-20', note: '[xero:p1]' };

describe('Payments in Productive', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());

  it.each([
    ['invoice_not_sent', { sent_on: null, currency: 'GBP', amount_unpaid: 12_000 }],
    ['overpaid', { sent_on: '2026-11-01', currency: 'GBP', amount_unpaid: 5_999 }],
    ['payment_refused', { sent_on: '2026-11-01', currency: 'GBP', amount_unpaid: 6_000 }],
    ['payment_refused', { sent_on: '2026-11-01', currency: 'EUR', amount_unpaid: 1 }],
  ])('are refused as %s, whatever words Productive has for it', async (code, attributes) => {
    script = await scriptedProductive(({ method }) =>
      method === 'POST' ? anError(422, 'invalid_attribute', 'computer says no') : invoice(attributes),
    );
    await expect(script.productive.payments.record('1001', payment)).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ code, detail: expect.stringContaining('computer says no') }] },
    });
  });

  it('leave out write-offs, which are no payments, and those of other invoices', async () => {
    const row = (id: string, invoiceId: string, more: object) => ({
      ...{ id, type: 'payments', attributes: { amount: 100, currency: 'GBP', ...more } },
      relationships: { invoice: { data: { type: 'invoices', id: invoiceId } } },
    });
    const byHand = { paid_on: '2026-11-20', note: 'by hand' };
    script = await scriptedProductive(() =>
      aList([row('1', '1', byHand), row('2', '1', { written_off_on: '2026-11-20' }), row('3', '2', byHand)]),
    );
    expect(await script.productive.payments.of('1001', '1')).toEqual([
      { id: '1', amount: money(100n, 'GBP'), paidOn: '2026-11-20', note: 'by hand' },
    ]);
  });

  it('are not sent when JSON cannot carry the amount exactly', async () => {
    script = await scriptedProductive(() => aList([]));
    const huge = { ...payment, amount: money(9_007_199_254_740_993n, 'GBP') };
    await expect(script.productive.payments.record('1001', huge)).rejects.toThrow(RangeError);
    expect(script.heard).toEqual([]);
  });

  it('do not change the day on which a person sent the invoice', async () => {
    script = await scriptedProductive(() => invoice({ sent_on: '2026-11-01' }));
    await script.productive.payments.markSent('1001', '1', '2026-11-20');
    expect(script.heard.map(({ method }) => method)).toEqual(['GET']);
  });
});
