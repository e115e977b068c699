import { money } from '../money/money.js';
import type { SourcePurchaseOrder } from './source-document.js';
import { aChart, anExpense, anOrder, settings } from '../testing/index.js';
import { toPurchaseOrder } from './to-purchase-order.js';

const on = settings({ purchaseOrders: { initialStatus: 'approved' } });
const build = (order = anOrder(), rules = on, copy = 1) => toPurchaseOrder(order, rules, aChart(), { copy });
const built = (...args: Parameters<typeof build>) => {
  const outcome = build(...args);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.document;
};
const codes = (...args: Parameters<typeof build>) => {
  const outcome = build(...args);
  return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
};

describe('A purchase order', () => {
  it('becomes an order of one line per expense, on the accounts and rates of expenses', () => {
    expect(built(anOrder({ id: '7', nets: ['100.00', '20.00'], deliverOn: '2026-12-01' }))).toMatchObject({
      ...{ kind: 'purchase_order', number: 'PO-7', status: 'approved', deliverOn: '2026-12-01' },
      lines: [
        { quantity: '1', unitAmount: '100', accountCode: '463', taxType: 'INPUT2' },
        { quantity: '1', unitAmount: '20', accountCode: '463', taxType: 'INPUT2' },
      ],
      // 100.00 + 20.00, and 20 % of it
      totals: { net: money(12_000n, 'GBP'), tax: money(2_400n, 'GBP'), total: money(14_400n, 'GBP') },
      notes: ['Print run'],
    });
  });

  it('is found again by a reference in words, another one for each copy', () => {
    expect(built(anOrder({ id: '7' })).marker).toBe('Productive purchase order 7');
    expect(built(anOrder({ id: '7' }), on, 2).marker).toBe('Productive purchase order 7, copy 2');
  });

  it('shows pieces at their price where two decimals can say it, and else the whole', () => {
    const lines = [
      anExpense({ id: '1', quantity: '4', net: money(1_000n, 'GBP'), tax: money(200n, 'GBP') }),
      anExpense({ id: '2', quantity: '3', net: money(1_000n, 'GBP'), tax: money(200n, 'GBP') }),
      anExpense({ id: '3', quantity: '0', net: money(1_000n, 'GBP'), tax: money(200n, 'GBP') }),
    ];
    // 10.00 / 4 = 2.50; 10.00 / 3 has no end; nothing at all costs 10.00
    expect(built(anOrder({ lines })).lines.map(({ quantity, unitAmount }) => [quantity, unitAmount])).toEqual([
      ['4', '2.5'],
      ['1', '10.00'],
      ['1', '10.00'],
    ]);
  });

  it('is not copied while that is switched off', () => {
    expect(codes(anOrder(), settings())).toEqual(['purchase_order_export_off']);
  });

  it.each([
    ['a draft', { isFinalised: false }, 'purchase_order_not_finalised'],
    ['without expenses', { lines: [] }, 'document_empty'],
    ['without a vendor', { vendor: undefined }, 'vendor_missing'],
    ['with an expense in another currency', { lines: [anExpense({ currency: 'USD' })] }, 'currency_differs'],
    ['with an expense in no currency', { lines: [anExpense({ currency: 'HRK' })] }, 'currency_differs'],
    ['with a number that is too long', { number: 'x'.repeat(256) }, 'text_too_long'],
    ['that costs less than nothing', { net: money(-1n, 'GBP') }, 'amount_negative'],
  ] as const)('%s is refused', (_, over, code) => {
    expect(codes({ ...anOrder(), ...over } as SourcePurchaseOrder)).toContain(code);
  });

  it('waits for a status when a person chooses it for each copy', () => {
    expect(codes(anOrder(), settings({ purchaseOrders: { initialStatus: 'manual' } }))).toEqual(['status_not_chosen']);
  });

  it('may be dated in a closed period: it is not in the books', () => {
    const chart = aChart();
    const closed = { ...chart, organisation: { ...chart.organisation, lockedThrough: '2026-12-31' } };
    expect(toPurchaseOrder(anOrder(), on, closed, { copy: 1 }).ok).toBe(true);
  });

  it('names every line that cannot be mapped', () => {
    const lines = [anExpense({ name: 'x'.repeat(4001) }), anExpense({ taxRate: undefined })];
    const unmapped = settings({
      purchaseOrders: { initialStatus: 'draft' },
      expenses: { defaultAccount: undefined, accountsByServiceType: {} },
    });
    const outcome = build(anOrder({ lines }), unmapped);
    expect(outcome.ok ? [] : outcome.problems.map(({ code, path }) => [code, path])).toEqual([
      ['account_not_mapped', 'lines[0].account'],
      ['text_too_long', 'lines[0].description'],
      ['account_not_mapped', 'lines[1].account'],
    ]);
  });
});
