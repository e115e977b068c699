import type { AccountClass, Chart, LedgerAccount, LedgerTaxRate } from '../mapping/chart.js';
import { without, type Over } from './over.js';

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
