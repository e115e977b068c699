import fc from 'fast-check';
import { money, negate, sum, type Money } from '../money/money.js';
import { lineAmount, lineTax } from '../money/rounding.js';
import { aChart, aLine, anExpense, anInvoice, settings, vat20, vat5 } from '../testing/index.js';
import type { LedgerDocument } from './ledger-document.js';
import type { SourceInvoice } from './source-document.js';
import { toBill } from './to-bill.js';
import { toLedgerDocument } from './to-ledger-document.js';
import { toSalesInvoice } from './to-sales-invoice.js';

const chart = aChart();
const decimals = (max: number, places: number) =>
  fc.integer({ min: 1, max }).map((units) => (units / 10 ** places).toFixed(places));
const rates = [undefined, vat5, vat20];
const services = ['601', '602', undefined].map((id) => id && { id, name: `Service ${id}` }) as (
  { id: string; name: string } | undefined
)[];

const line = fc
  .record({
    quantity: decimals(2_000_000, 4),
    unitPrice: decimals(9_999_999, 4),
    taxRate: fc.constantFrom(...rates),
    serviceType: fc.constantFrom(...services),
    discountPercent: fc.option(decimals(10_000, 2), { nil: undefined }),
  })
  .map((over) => aLine(over));
const lines = fc.array(line, { minLength: 1, maxLength: 12 });

/** An invoice as a source makes it that taxes the sum of each rate's nets, not each line. */
function taxedAsAWhole(all: SourceInvoice['lines'], discountPercent: string | undefined): SourceInvoice {
  const off = (net: Money): Money =>
    lineAmount({ quantity: '1', unitAmount: (Number(net.minor) / 100).toFixed(2), discountPercent }, 'GBP');
  const net = off(
    sum(
      all.map((one) => one.net),
      'GBP',
    ),
  );
  const rate = all[0]?.taxRate;
  const uniform = all.map((one) => ({ ...one, ...(rate && { taxRate: rate }) }));
  const tax = lineTax(net, rate?.percent ?? '0');
  const total = money(net.minor + tax.minor, 'GBP');
  return anInvoice({
    lines: rate ? uniform : all.map(({ taxRate: _, ...one }) => one),
    discountPercent,
    net,
    tax,
    total,
  });
}

/** What Xero would make of the document, from what is sent alone. */
function ledgerTotal(document: LedgerDocument): bigint {
  return document.lines.reduce((total, sent) => {
    const net = lineAmount(sent, document.currency);
    const percent = chart.taxRates.find((rate) => rate.taxType === sent.taxType)?.ratePercent;
    if (percent === undefined) throw new Error(`${sent.taxType} is not in the books`);
    return total + net.minor + lineTax(net, percent).minor;
  }, 0n);
}

describe('Every document that can be built', () => {
  it('has, by what is sent alone, the total that the source shows', () => {
    fc.assert(
      fc.property(lines, fc.option(decimals(9_900, 2), { nil: undefined }), (all, discount) => {
        const invoice = taxedAsAWhole(all, discount);
        const built = toSalesInvoice(invoice, settings(), chart, { copy: 1 });
        expect(built.ok ? undefined : built.problems).toBeUndefined();
        if (!built.ok) return;
        expect(ledgerTotal(built.document)).toBe(invoice.total.minor);
        expect(built.document.totals.total).toEqual(invoice.total);
      }),
    );
  });

  it('is the same over a credit note, with every sign turned and no discount', () => {
    fc.assert(
      fc.property(lines, fc.option(decimals(9_900, 2), { nil: undefined }), (all, discount) => {
        const invoice = taxedAsAWhole(all, discount);
        const note = {
          ...invoice,
          isCreditNote: true,
          lines: invoice.lines.map((one) => ({
            ...one,
            quantity: `-${one.quantity}`,
            net: negate(one.net),
            tax: negate(one.tax),
          })),
          ...{ net: negate(invoice.net), tax: negate(invoice.tax), total: negate(invoice.total) },
        };
        fc.pre(invoice.total.minor > 0n);
        const built = toLedgerDocument(note, settings(), chart, { copy: 1 });
        if (!built.ok) throw new Error(built.problems[0]?.detail);
        expect(ledgerTotal(built.document)).toBe(invoice.total.minor);
        expect(built.document.lines.every((sent) => sent.discountPercent === undefined)).toBe(true);
      }),
    );
  });

  it('has, line by line, the net that the source shows, in figures that the ledger keeps', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const built = toSalesInvoice(anInvoice({ lines: all }), settings(), chart, { copy: 1 });
        if (!built.ok) throw new Error(built.problems[0]?.detail);
        expect(built.document.lines.map((sent) => lineAmount(sent, 'GBP'))).toEqual(all.map((one) => one.net));
        for (const { quantity, unitAmount, discountPercent = '0' } of built.document.lines)
          for (const text of [quantity, unitAmount, discountPercent]) expect(text).toMatch(/^-?\d+(\.\d{1,4})?$/);
      }),
    );
  });

  it('stands on no account and no rate that is archived, unfit or missing', () => {
    const code = fc.constantFrom('200', '205', '210', '429', '463', '499', '610', '999');
    const taxType = fc.constantFrom('OUTPUT2', 'INPUT2', 'NONE', 'TAX001', 'GONE');
    fc.assert(
      fc.property(code, code, taxType, taxType, lines, (general, special, rated, untaxed, all) => {
        const rules = { defaultAccount: general, accountsByServiceType: { '601': special } };
        const map = { '501': rated, '502': rated };
        const over = settings({
          invoices: rules,
          expenses: rules,
          taxRates: { sales: map, purchases: map, noTax: { sales: untaxed, purchases: untaxed } },
        });
        const both = [
          toSalesInvoice(anInvoice({ lines: all }), over, chart, { copy: 1 }),
          toBill(anExpense(), over, chart, { copy: 1 }),
        ];
        for (const built of both) {
          if (!built.ok) {
            expect(built.problems.length).toBeGreaterThan(0);
            continue;
          }
          for (const { accountCode, taxType: type } of built.document.lines) {
            const account = chart.accounts.find((one) => one.code === accountCode);
            const rate = chart.taxRates.find((one) => one.taxType === type);
            expect(account).toMatchObject({ isActive: true, isPostable: true });
            expect(rate?.isActive).toBe(true);
            expect(rate?.appliesTo).toContain(account?.class);
          }
        }
      }),
    );
  });
});
