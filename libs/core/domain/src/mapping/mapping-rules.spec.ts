import fc from 'fast-check';
import { aChart, settings, vat20, vat5 } from '../testing/index.js';
import type { AccountClass, Chart, LedgerAccount } from './chart.js';
import { checkAccount, checkTaxRate, chooseAccount, chooseTaxRate, type Side } from './mapping-rules.js';

const chart = aChart();
const design = { id: '601', name: 'Design' };
const advice = { id: '602', name: 'Advice' };
const fix = { card: 'invoices' } as const;
const accountOf = (code: string): LedgerAccount => chart.accounts.find((account) => account.code === code)!;

describe('The account of a line', () => {
  it('is the service type’s own before the default', () => {
    expect(chooseAccount(settings(), 'sales', design, chart, 'account')).toEqual({ ok: true, value: accountOf('210') });
    expect(chooseAccount(settings(), 'sales', advice, chart, 'account')).toEqual({ ok: true, value: accountOf('200') });
    expect(chooseAccount(settings(), 'sales', undefined, chart, 'account')).toMatchObject({ value: { code: '200' } });
    expect(chooseAccount(settings(), 'purchases', design, chart, 'account')).toMatchObject({ value: { code: '463' } });
    expect(chooseAccount(settings(), 'purchases', advice, chart, 'account')).toMatchObject({ value: { code: '429' } });
  });

  it('is not guessed when nothing is mapped', () => {
    const bare = settings({ invoices: { defaultAccount: undefined, accountsByServiceType: {} } });
    expect(chooseAccount(bare, 'sales', design, chart, 'lines[0].account')).toEqual({
      ok: false,
      problems: [
        {
          code: 'account_not_mapped',
          path: 'lines[0].account',
          detail: 'Service type “Design” has no account and there is no default account.',
          fix: { card: 'invoices', key: '601' },
        },
      ],
    });
    expect(chooseAccount(bare, 'sales', undefined, chart, 'a')).toMatchObject({
      problems: [{ detail: 'There is no default account.', fix: { card: 'invoices' } }],
    });
  });

  it('is a problem when the specific one is unfit, although the default would do', () => {
    const archived = settings({ invoices: { accountsByServiceType: { '601': '205' } } });
    expect(chooseAccount(archived, 'sales', design, chart, 'a')).toMatchObject({
      problems: [{ code: 'account_archived', fix: { card: 'invoices', key: '601' } }],
    });
  });

  it.each([
    ['999', 'sales', 'account_unknown', 'Xero has no account with the code 999.'],
    ['205', 'sales', 'account_archived', 'Account 205 – Old sales is archived in Xero.'],
    ['610', 'sales', 'account_not_postable', 'Account 610 – Debtors is a bank or control account.'],
    ['429', 'sales', 'account_wrong_class', 'Account 429 – General Expenses is of class expense; sales need revenue.'],
    [
      '200',
      'purchases',
      'account_wrong_class',
      'Account 200 – Sales is of class revenue; purchases need expense or asset.',
    ],
  ] as const)('cannot be %s for %s: %s', (code, side, problemCode, detail) => {
    expect(checkAccount(code, side, chart, 'a', fix)).toEqual({
      ok: false,
      problems: [{ code: problemCode, path: 'a', detail, fix }],
    });
  });
});

describe('The tax rate of a line', () => {
  it('is what its own rate is mapped to, for each side by itself', () => {
    expect(chooseTaxRate(settings(), 'sales', vat20, accountOf('200'), chart, 't')).toMatchObject({
      value: { taxType: 'OUTPUT2' },
    });
    expect(chooseTaxRate(settings(), 'purchases', vat5, accountOf('429'), chart, 't')).toMatchObject({
      value: { taxType: 'RRINPUT' },
    });
  });

  it('is the “no tax” row without one', () => {
    const noTax = settings({ taxRates: { noTax: { sales: 'ZERORATEDOUTPUT' } } });
    expect(chooseTaxRate(noTax, 'sales', undefined, undefined, chart, 't')).toMatchObject({
      value: { taxType: 'ZERORATEDOUTPUT' },
    });
    expect(chooseTaxRate(noTax, 'purchases', undefined, undefined, chart, 't')).toMatchObject({
      problems: [
        {
          code: 'no_tax_not_mapped',
          detail: 'There is no rate for purchases without tax.',
          fix: { card: 'tax_rates', key: 'no_tax' },
        },
      ],
    });
    const gone = settings({ taxRates: { noTax: { sales: 'GONE' } } });
    expect(chooseTaxRate(gone, 'sales', undefined, undefined, chart, 't')).toMatchObject({
      problems: [{ code: 'tax_rate_unknown', fix: { card: 'tax_rates', key: 'no_tax' } }],
    });
  });

  it('is not guessed when it is not mapped', () => {
    const unmapped = settings({ taxRates: { sales: {} } });
    expect(chooseTaxRate(unmapped, 'sales', vat20, undefined, chart, 't')).toMatchObject({
      problems: [
        {
          code: 'tax_rates_not_mapped',
          path: 't',
          detail: 'Tax rate “VAT 20%” is not mapped for sales.',
          fix: { card: 'tax_rates', key: '501' },
        },
      ],
    });
  });

  it.each([
    ['GONE', accountOf('200'), 'tax_rate_unknown'],
    ['TAX001', accountOf('200'), 'tax_rate_inactive'],
    ['INPUT2', accountOf('200'), 'tax_rate_not_allowed'],
    ['OUTPUT2', ['expense', 'asset'] as AccountClass[], undefined], // allowed on assets
    ['OUTPUT2', ['expense'] as AccountClass[], 'tax_rate_not_allowed'],
  ])('%s is held against the ledger', (taxType, on, code) => {
    const checked = checkTaxRate(taxType, on, chart, 't', fix);
    expect(checked.ok ? undefined : checked.problems.map((found) => found.code)).toEqual(code && [code]);
  });

  it.each([
    ['GONE', ['revenue'], 'Xero has no tax rate GONE.'],
    ['TAX001', ['revenue'], 'Tax rate “17.5% (old VAT)” is not active in Xero.'],
    ['INPUT2', ['revenue'], 'Tax rate “20% (VAT on Expenses)” cannot be used on revenue accounts.'],
    [
      'RROUTPUT',
      ['expense', 'expense'],
      'Tax rate “5% (VAT on Income)” cannot be used on expense or expense accounts.',
    ],
  ] as const)('says what is wrong with %s on %s', (taxType, on, detail) => {
    expect(checkTaxRate(taxType, on, chart, 't', fix)).toMatchObject({ problems: [{ detail }] });
  });

  it('says which account it does not fit', () => {
    expect(checkTaxRate('INPUT2', accountOf('200'), chart, 't', fix)).toMatchObject({
      problems: [{ detail: 'Tax rate “20% (VAT on Expenses)” cannot be used with account 200 – Sales.' }],
    });
  });
});

describe('Whatever is mapped to whatever', () => {
  const classes = ['asset', 'equity', 'expense', 'liability', 'revenue'] as const;
  const account = fc.record({
    code: fc.constantFrom('1', '2', '3', '4'),
    name: fc.constant('An account'),
    class: fc.constantFrom(...classes),
    isActive: fc.boolean(),
    isPostable: fc.boolean(),
    isRounding: fc.boolean(),
  });
  const rate = fc.record({
    taxType: fc.constantFrom('A', 'B', 'C'),
    name: fc.constant('A rate'),
    ratePercent: fc.constant('20'),
    isActive: fc.boolean(),
    appliesTo: fc.subarray([...classes]),
  });
  const anyChart: fc.Arbitrary<Chart> = fc
    .record({
      accounts: fc.uniqueArray(account, { selector: (one) => one.code }),
      taxRates: fc.uniqueArray(rate, { selector: (one) => one.taxType }),
    })
    .map((over) => aChart(over));
  const code = fc.constantFrom('1', '2', '3', '4', '5', undefined);
  const taxType = fc.constantFrom('A', 'B', 'C', 'D', undefined);
  const side = fc.constantFrom<Side>('sales', 'purchases');

  it('an account is chosen only if it exists, is active, takes postings and is of a fitting class', () => {
    fc.assert(
      fc.property(anyChart, code, code, side, (books, special, general, on) => {
        const rules = {
          defaultAccount: general,
          accountsByServiceType: special === undefined ? {} : { '601': special },
        };
        const chosen = chooseAccount(settings({ invoices: rules, expenses: rules }), on, design, books, 'a');
        const wanted = special ?? general;
        const there = books.accounts.find((one) => one.code === wanted);
        const fits = on === 'sales' ? ['revenue'] : ['expense', 'asset'];
        const isFit = there !== undefined && there.isActive && there.isPostable && fits.includes(there.class);
        expect(chosen.ok).toBe(isFit);
        if (chosen.ok) expect(chosen.value.code).toBe(wanted);
        else expect(chosen.problems).toHaveLength(1);
      }),
    );
  });

  it('a rate is chosen only if it exists, is active and may stand on the account', () => {
    fc.assert(
      fc.property(anyChart, taxType, account, side, (books, mapped, on, which) => {
        const map = mapped === undefined ? {} : { [vat20.id]: mapped };
        const chosen = chooseTaxRate(
          settings({ taxRates: { sales: map, purchases: map } }),
          which,
          vat20,
          on,
          books,
          't',
        );
        const there = books.taxRates.find((one) => one.taxType === mapped);
        expect(chosen.ok).toBe(there !== undefined && there.isActive && there.appliesTo.includes(on.class));
        if (!chosen.ok) expect(chosen.problems).toHaveLength(1);
      }),
    );
  });
});
