import { money, toDecimalText } from '../money/money.js';
import { documentTotals } from '../money/rounding.js';
import { aChart, settings } from '../testing/index.js';
import type { LedgerLine } from './ledger-document.js';
import { reconcileTotals } from './rounding-line.js';

const pounds = (minor: bigint) => money(minor, 'GBP');
const line: LedgerLine = {
  description: 'Design',
  quantity: '1',
  unitAmount: '100.00',
  accountCode: '200',
  taxType: 'OUTPUT2',
  net: pounds(10_000n),
  tax: pounds(2_000n),
};
const chart = aChart();
const reconcile = (total: bigint, over = settings(), lines = [line], books = chart) =>
  reconcileTotals(lines, pounds(total), 'sales', over, books);
const withoutRounding = aChart({ accounts: chart.accounts.filter((account) => !account.isRounding) });

describe('A document whose totals agree', () => {
  it('gets no further line', () => {
    expect(reconcile(12_000n)).toEqual({ ok: true, lines: [line], notices: [] });
  });
});

describe('A document that the ledger would round otherwise', () => {
  it('gets a line on the rounding account that makes both equal, and says so', () => {
    const reconciled = reconcile(12_001n);
    expect(reconciled.ok && reconciled.lines[1]).toEqual({
      description: 'Rounding',
      quantity: '1',
      unitAmount: '0.01',
      accountCode: '860',
      taxType: 'NONE',
      net: pounds(1n),
      tax: pounds(0n),
    });
    expect(reconciled.ok && reconciled.notices).toEqual([
      {
        code: 'rounding_line_added',
        path: 'total',
        detail: 'Productive shows 120.01 GBP, Xero would show 120.00 GBP. A line of 0.01 GBP makes them equal.',
      },
    ]);
    const less = reconcile(11_999n);
    expect(less.ok && toDecimalText(documentTotals(less.lines, 'GBP').total)).toBe('119.99');
  });

  it('may be off by one minor unit for each line and not by one more', () => {
    const three = [line, line, line]; // 3 × 120.00 = 360.00
    expect(reconcile(36_003n, settings(), three).ok).toBe(true);
    expect(reconcile(36_004n, settings(), three)).toMatchObject({
      problems: [{ code: 'mapped_rate_differs', path: 'total', fix: { card: 'tax_rates' } }],
    });
    expect(reconcile(35_997n, settings(), three).ok).toBe(true);
    expect(reconcile(35_996n, settings(), three).ok).toBe(false);
  });

  it('is refused where the settings say so, or where the books have no rounding account or no rate without tax', () => {
    const refused = { ok: false, problems: [{ code: 'totals_differ', fix: { card: 'invoices' } }] };
    expect(reconcile(12_001n, settings({ invoices: { rounding: 'block' } }))).toMatchObject(refused);
    expect(reconcile(12_001n, settings(), [line], withoutRounding)).toMatchObject(refused);
    expect(reconcile(12_001n, settings({ taxRates: { noTax: {} } }))).toMatchObject(refused);
    const archived = chart.accounts.map((account) => (account.isRounding ? { ...account, isActive: false } : account));
    expect(reconcile(12_001n, settings(), [line], aChart({ accounts: archived }))).toMatchObject(refused);
  });

  it('takes the untaxed rate of purchases when that of sales may not stand on the rounding account', () => {
    const zeroRated = settings({ taxRates: { noTax: { sales: 'ZERORATEDOUTPUT', purchases: 'ZERORATEDINPUT' } } });
    const reconciled = reconcile(12_001n, zeroRated);
    expect(reconciled.ok && reconciled.lines[1]?.taxType).toBe('ZERORATEDINPUT');
    expect(reconcile(12_001n, settings({ taxRates: { noTax: { sales: 'ZERORATEDOUTPUT' } } }))).toMatchObject({
      problems: [{ code: 'tax_rate_not_allowed', fix: { card: 'tax_rates', key: 'no_tax' } }],
    });
  });

  it('is refused when the rate that stands for “no tax” would tax the rounding itself', () => {
    const taxed = settings({ taxRates: { noTax: { sales: 'INPUT2' } } });
    const three = [line, line, line];
    // The line of 0.03 would carry 0.01 tax at 20 %, and the total would be off again.
    expect(reconcile(36_003n, taxed, three)).toMatchObject({ problems: [{ code: 'totals_differ' }] });
  });
});

describe('A document in a currency that has not two decimals', () => {
  const inYen = (net: bigint, tax: bigint): LedgerLine => ({
    ...line,
    unitAmount: String(net),
    net: money(net, 'JPY'),
    tax: money(tax, 'JPY'),
  });
  const total = (amount: bigint, currency: string, lines: LedgerLine[]) =>
    reconcileTotals(lines, money(amount, currency), 'sales', settings(), chart);

  it('is copied where hundredths make no difference', () => {
    // 20 % of 1,000 yen are 200 yen
    expect(total(1_200n, 'JPY', [inYen(1_000n, 200n)])).toMatchObject({ ok: true, notices: [] });
  });

  it('is refused where the ledger, which counts in hundredths, would show another total', () => {
    // 20 % of 1,002 yen are 200.40 yen there, and 200 in Productive
    expect(total(1_202n, 'JPY', [inYen(1_002n, 200n)])).toMatchObject({
      problems: [{ code: 'totals_differ', detail: expect.stringContaining('would show 1202.40') as string }],
    });
    // 10.125 dinars are 10.13 there
    const dinars = {
      ...line,
      taxType: 'NONE',
      unitAmount: '10.125',
      net: money(10_125n, 'KWD'),
      tax: money(0n, 'KWD'),
    };
    expect(total(10_125n, 'KWD', [dinars])).toMatchObject({ problems: [{ code: 'totals_differ' }] });
  });
});
