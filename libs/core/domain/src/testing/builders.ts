import type {
  Party,
  SourceExpense,
  SourceInvoice,
  SourceInvoiceLine,
  SourceTaxRate,
} from '../documents/source-document.js';
import type { AccountClass, Chart, LedgerAccount, LedgerTaxRate } from '../mapping/chart.js';
import { money } from '../money/money.js';
import { documentTotals, lineAmount, lineTax } from '../money/rounding.js';
import type { Settings } from '../settings/settings.js';

/** What a test says differently. An explicit `undefined` takes an optional field away. */
export type Over<T> = { readonly [K in keyof T]?: T[K] | undefined };

export const vat20: SourceTaxRate = { id: '501', name: 'VAT 20%', percent: '20', isActive: true, subsidiaryId: '11' };
export const vat5: SourceTaxRate = { id: '502', name: 'VAT 5%', percent: '5', isActive: true, subsidiaryId: '11' };
export const design = { id: '601', name: 'Design' };

const acme: Party = {
  companyId: '701',
  name: 'Acme Ltd',
  email: 'accounts@acme.example',
  taxNumber: 'GB123456789',
  defaultCurrency: 'GBP',
  address: { street: '1 High Street', city: 'London', postalCode: 'N1 1AA', country: 'United Kingdom' },
};

/** A finalised, unsent sales invoice over 100.00 + 20.00 VAT = 120.00 GBP. Totals follow the lines unless they are given. */
export function anInvoice(over: Over<SourceInvoice> = {}): SourceInvoice {
  const currency = over.currency ?? 'GBP';
  const id = over.id ?? '1';
  const lines = over.lines ?? [aLine({}, currency)];
  return without<SourceInvoice>({
    kind: 'invoice',
    id,
    url: `https://app.productive.io/1001/invoices/${id}`,
    subsidiaryId: '11',
    number: `INV-${id}`,
    subject: 'Website relaunch',
    isCreditNote: false,
    isFinalised: true,
    isSent: false,
    invoicedOn: '2026-11-02',
    dueOn: '2026-12-02',
    lines,
    ...documentTotals(lines, currency),
    party: acme,
    customFields: {},
    exportMark: { isExported: false },
    ...over,
    currency,
  });
}

/** Two hours of design at 50.00, net 100.00, VAT 20 % = 20.00. Net and tax follow the other figures unless they are given. */
export function aLine(over: Over<SourceInvoiceLine> = {}, currency = 'GBP'): SourceInvoiceLine {
  const line = { id: '1', description: 'Design', quantity: '2', unitPrice: '50.00', ...over };
  const { quantity = '2', unitPrice = '50.00', discountPercent } = line;
  const taxRate = 'taxRate' in over ? over.taxRate : vat20;
  const net = over.net ?? lineAmount({ quantity, unitAmount: unitPrice, discountPercent }, currency);
  const tax = over.tax ?? lineTax(net, taxRate?.percent ?? '0');
  return without<SourceInvoiceLine>({ serviceType: design, ...line, taxRate, net, tax });
}

/** An approved expense over 100.00 + 20.00 VAT = 120.00 GBP with vendor and due date. */
export function anExpense(over: Over<SourceExpense> = {}): SourceExpense {
  const currency = over.currency ?? 'GBP';
  const id = over.id ?? '1';
  return without<SourceExpense>({
    kind: 'expense',
    id,
    url: `https://app.productive.io/1001/expenses/${id}`,
    subsidiaryId: '11',
    name: 'Stock photos',
    spentOn: '2026-11-03',
    dueOn: '2026-12-03',
    quantity: '1',
    net: money(10_000n, currency),
    tax: money(2_000n, currency),
    taxRate: vat20,
    serviceType: design,
    vendor: { companyId: '801', name: 'Paper Supplies Ltd', defaultCurrency: 'GBP' },
    approval: 'approved',
    isDraft: false,
    exportMark: { isExported: false },
    ...over,
    currency,
  });
}

/** The books of a UK company: codes and tax types as Xero names them. */
export function aChart(over: Over<Chart> = {}): Chart {
  return without<Chart>({
    organisation: {
      id: '11111111-1111-4111-8111-111111111111',
      name: 'Brightwell Studio Ltd',
      countryCode: 'GB',
      baseCurrency: 'GBP',
      shortCode: '!bW4x1',
      keepsDocuments: true,
    },
    accounts: ukAccounts,
    taxRates: ukTaxRates,
    currencies: ['GBP', 'EUR', 'USD'],
    brandingThemes: [{ id: 'theme-1', name: 'Standard' }],
    readAt: Date.UTC(2026, 10, 24, 9),
    ...over,
  });
}

/** Everything switched on and mapped completely to `aChart()`. Groups are merged, so a test names only what it is about. */
export function settings(
  over: {
    readonly options?: Over<Settings['options']>;
    readonly taxRates?: Over<Settings['taxRates']>;
    readonly invoices?: Over<Settings['invoices']>;
    readonly expenses?: Over<Settings['expenses']>;
    readonly payments?: Over<Settings['payments']>;
  } = {},
): Settings {
  return {
    options: without<Settings['options']>({
      exportInvoices: true,
      exportExpenses: true,
      syncPayments: true,
      ...over.options,
    }),
    taxRates: without<Settings['taxRates']>({
      sales: { '501': 'OUTPUT2', '502': 'RROUTPUT' },
      purchases: { '501': 'INPUT2', '502': 'RRINPUT' },
      noTax: { sales: 'NONE', purchases: 'NONE' },
      ...over.taxRates,
    }),
    invoices: without<Settings['invoices']>({
      numberedBy: 'source',
      pdfMadeBy: 'ledger',
      initialStatus: 'approved',
      reference: 'subject',
      defaultAccount: '200',
      accountsByServiceType: { '601': '210' },
      brandingThemes: {},
      rounding: 'rounding_line',
      ...over.invoices,
    }),
    expenses: without<Settings['expenses']>({
      defaultAccount: '429',
      accountsByServiceType: { '601': '463' },
      initialStatus: 'approved',
      sendAttachments: true,
      ...over.expenses,
    }),
    payments: without<Settings['payments']>({ markUnsentInvoicesSent: false, ...over.payments }),
  };
}

const ukAccounts: readonly LedgerAccount[] = [
  account('200', 'Sales', 'revenue'),
  account('205', 'Old sales', 'revenue', { isActive: false }),
  account('210', 'Design fees', 'revenue'),
  account('220', 'Development fees', 'revenue'),
  account('260', 'Other Revenue', 'revenue'),
  account('310', 'Cost of Goods Sold', 'expense'),
  account('400', 'Advertising', 'expense'),
  account('429', 'General Expenses', 'expense'),
  account('463', 'IT Software', 'expense'),
  account('493', 'Travel', 'expense'),
  account('499', 'Closed project costs', 'expense', { isActive: false }),
  account('610', 'Debtors', 'asset', { isPostable: false }),
  account('800', 'Creditors', 'liability', { isPostable: false }),
  account('820', 'VAT', 'liability', { isPostable: false }),
  account('860', 'Rounding', 'expense', { isRounding: true }),
];

const ukTaxRates: readonly LedgerTaxRate[] = [
  rate('OUTPUT2', '20% (VAT on Income)', '20', ['revenue', 'equity', 'asset', 'liability']),
  rate('RROUTPUT', '5% (VAT on Income)', '5', ['revenue', 'equity', 'asset', 'liability']),
  rate('ZERORATEDOUTPUT', 'Zero Rated Income', '0', ['revenue', 'equity', 'asset', 'liability']),
  rate('EXEMPTOUTPUT', 'Exempt Income', '0', ['revenue', 'equity', 'asset', 'liability']),
  rate('INPUT2', '20% (VAT on Expenses)', '20', ['expense', 'equity', 'asset', 'liability']),
  rate('RRINPUT', '5% (VAT on Expenses)', '5', ['expense', 'equity', 'asset', 'liability']),
  rate('ZERORATEDINPUT', 'Zero Rated Expenses', '0', ['expense', 'equity', 'asset', 'liability']),
  rate('NONE', 'No VAT', '0', ['revenue', 'expense', 'equity', 'asset', 'liability']),
  { ...rate('TAX001', '17.5% (old VAT)', '17.5', ['revenue']), isActive: false },
];

function account(
  code: string,
  name: string,
  accountClass: AccountClass,
  over: Partial<LedgerAccount> = {},
): LedgerAccount {
  return { code, name, class: accountClass, isActive: true, isPostable: true, isRounding: false, ...over };
}

function rate(taxType: string, name: string, ratePercent: string, appliesTo: readonly AccountClass[]): LedgerTaxRate {
  return { taxType, name, ratePercent, isActive: true, appliesTo };
}

/** Drops fields that are `undefined`: our optional fields are absent, never undefined. */
function without<T extends object>(value: Over<T>): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
