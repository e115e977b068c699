import type { Problem, SettingsCard } from '../problems/problem.js';
import { aChart, settings, vat20, vat5 } from '../testing/index.js';
import { initialSettings, type Settings } from './settings.js';
import { validateSettings } from './validate-settings.js';

const chart = aChart();
const cards = (over: Settings, books = chart, rates = [vat20, vat5]) => validateSettings(over, books, rates);
const codes = (problems: readonly Problem[]) => problems.map((found) => `${found.code} ${found.path}`);
const incomplete = (states: ReturnType<typeof cards>) =>
  Object.entries(states)
    .filter(([, card]) => !card.isComplete)
    .map(([name]) => name as SettingsCard);

describe('Settings', () => {
  it('that are mapped completely have a check mark on every card', () => {
    expect(incomplete(cards(settings()))).toEqual([]);
  });

  it('of a new connection ask for nothing, because nothing is exported yet', () => {
    expect(incomplete(cards(initialSettings))).toEqual([]);
  });

  it('need every active rate mapped, and “no tax”, for each side that is switched on', () => {
    const unmapped = settings({ taxRates: { sales: { '501': 'OUTPUT2' }, purchases: {}, noTax: {} } });
    expect(codes(cards(unmapped).tax_rates.problems)).toEqual([
      'tax_rates_not_mapped taxRates.sales.502',
      'no_tax_not_mapped taxRates.sales.no_tax',
      'tax_rates_not_mapped taxRates.purchases.501',
      'tax_rates_not_mapped taxRates.purchases.502',
      'no_tax_not_mapped taxRates.purchases.no_tax',
    ]);
    const salesOnly = settings({ options: { exportExpenses: false }, taxRates: { purchases: {} } });
    expect(cards(salesOnly).tax_rates.isComplete).toBe(true);
    expect(cards(unmapped, chart, [{ ...vat20, isActive: false }]).tax_rates.problems).toHaveLength(2); // two “no tax”
  });

  it.each([
    ['GONE', 'tax_rate_unknown'],
    ['TAX001', 'tax_rate_inactive'],
    ['INPUT2', 'tax_rate_not_allowed'],
  ])('refuse the ledger rate %s for sales: %s', (taxType, code) => {
    const { tax_rates: card } = cards(settings({ taxRates: { sales: { '501': taxType, '502': 'RROUTPUT' } } }));
    expect(codes(card.problems)).toEqual([`${code} taxRates.sales.501`]);
    expect(card.problems[0]?.fix).toEqual({ card: 'tax_rates', key: '501' });
  });

  it('refuse a rate that fits none of the accounts in use, however many others it would fit', () => {
    const books = aChart({
      accounts: [...chart.accounts, { ...chart.accounts[0]!, code: '720', name: 'Computers', class: 'asset' }],
      taxRates: [...chart.taxRates, { ...chart.taxRates[0]!, taxType: 'CAPEXINPUT', appliesTo: ['asset'] }],
    });
    const purchases = { '501': 'CAPEXINPUT', '502': 'RRINPUT' };
    const { tax_rates: card } = cards(settings({ taxRates: { purchases } }), books);
    expect(codes(card.problems)).toEqual(['tax_rate_not_allowed taxRates.purchases.501']);
    const withAssets = settings({ taxRates: { purchases }, expenses: { accountsByServiceType: { '601': '720' } } });
    expect(cards(withAssets, books).tax_rates.isComplete).toBe(true);
    const none = { defaultAccount: undefined, accountsByServiceType: {} };
    expect(cards(settings({ taxRates: { purchases }, expenses: none }), books).tax_rates.isComplete).toBe(true);
  });

  it.each([
    [undefined, 'account_not_mapped'],
    ['999', 'account_unknown'],
    ['205', 'account_archived'],
    ['610', 'account_not_postable'],
    ['429', 'account_wrong_class'],
  ])('refuse the default account %s for invoices: %s', (defaultAccount, code) => {
    const states = cards(settings({ invoices: { defaultAccount } }));
    expect(codes(states.invoices.problems)).toEqual([`${code} invoices.defaultAccount`]);
    expect(incomplete(states)).toEqual(['invoices']);
  });

  it('let nothing be copied by itself while its status is chosen by hand each time', () => {
    const byHand = { initialStatus: 'manual' } as const;
    const automatic = { automaticInvoices: 'sent', automaticExpenses: true } as const;
    const both = settings({ options: automatic, invoices: byHand, expenses: byHand });
    expect(cards(both).options.problems).toMatchObject([
      {
        code: 'automatic_needs_status',
        path: 'options.automaticInvoices',
        detail: 'The initial status of invoices is set manually each time.',
        fix: { card: 'options' },
      },
      {
        path: 'options.automaticExpenses',
        detail: 'The initial status of bills is set manually each time.',
      },
    ]);
    expect(incomplete(cards(settings({ options: automatic })))).toEqual([]);
    expect(incomplete(cards(settings({ invoices: byHand, expenses: byHand })))).toEqual([]);
  });

  it('ask for everything that bills need as soon as purchase orders are copied', () => {
    const orders = settings({
      options: { exportExpenses: false },
      expenses: { defaultAccount: undefined },
      purchaseOrders: { initialStatus: 'draft' },
    });
    expect(incomplete(cards(orders))).toEqual(['expenses']);
  });

  it('say in a sentence what is wrong, and on which card to mend it', () => {
    const wrong = settings({
      taxRates: { sales: { '502': 'RROUTPUT' }, noTax: { purchases: 'NONE' } },
      invoices: { defaultAccount: undefined, brandingThemes: { '11': 'gone' } },
      expenses: { dueDaysWhenMissing: 366 },
      payments: { importSince: '2026-13-01' },
    });
    const found = cards(wrong, aChart({ organisation: { ...chart.organisation, keepsDocuments: false } }));
    const said = Object.values(found).flatMap((card) => card.problems.map(({ detail, fix }) => [fix, detail]));
    expect(said).toEqual([
      [undefined, 'Brightwell Studio Ltd keeps no invoices or bills.'],
      [{ card: 'tax_rates', key: '501' }, '“VAT 20%” is not mapped for sales.'],
      [{ card: 'tax_rates', key: 'no_tax' }, '“No tax” is not mapped for sales.'],
      [{ card: 'invoices' }, 'Choose the default account for invoices.'],
      [{ card: 'invoices', key: '11' }, 'This branding theme does not exist in Xero.'],
      [{ card: 'expenses' }, 'Days until due are a whole number from 0 to 365.'],
      [{ card: 'payments' }, '“2026-13-01” is not a date. Write it as YYYY-MM-DD.'],
    ]);
  });

  it('hold each service type’s account against the ledger', () => {
    const { expenses } = cards(settings({ expenses: { accountsByServiceType: { '601': '499', '602': '463' } } }));
    expect(codes(expenses.problems)).toEqual(['account_archived expenses.accountsByServiceType.601']);
    expect(expenses.problems[0]?.fix).toEqual({ card: 'expenses', key: '601' });
    const { expenses: bare } = cards(settings({ expenses: { defaultAccount: undefined } }));
    expect(codes(bare.problems)).toEqual(['account_not_mapped expenses.defaultAccount']);
  });

  it('know only branding themes that the ledger has', () => {
    const { invoices } = cards(settings({ invoices: { brandingThemes: { '1': 'theme-1', '2': 'theme-9' } } }));
    expect(codes(invoices.problems)).toEqual(['branding_theme_unknown invoices.brandingThemes.2']);
  });

  it.each([-1, 0.5, 366, Number.NaN])('refuse %s days until an expense is due', (dueDaysWhenMissing) => {
    const { expenses } = cards(settings({ expenses: { dueDaysWhenMissing } }));
    expect(codes(expenses.problems)).toEqual(['setting_invalid expenses.dueDaysWhenMissing']);
  });

  it.each([0, 30, 365])('take %s days until an expense is due', (dueDaysWhenMissing) => {
    expect(cards(settings({ expenses: { dueDaysWhenMissing } })).expenses.isComplete).toBe(true);
  });

  it('take a real day, and no other, from which payments count', () => {
    const since = (importSince: string) => cards(settings({ payments: { importSince } })).payments;
    expect(since('2026-11-01').isComplete).toBe(true);
    expect(codes(since('2026-11-31').problems)).toEqual(['setting_invalid payments.importSince']);
  });

  it('cannot be completed against books without invoices', () => {
    const books = aChart({ organisation: { ...chart.organisation, keepsDocuments: false } });
    expect(codes(cards(settings(), books).connection.problems)).toEqual(['ledger_without_documents connection']);
  });

  it('of a side that is switched off are not looked at', () => {
    const off = settings({
      options: { exportInvoices: false, exportExpenses: false },
      invoices: { defaultAccount: '999' },
      expenses: { defaultAccount: '999', dueDaysWhenMissing: -1 },
    });
    expect(incomplete(cards(off))).toEqual([]);
  });
});
