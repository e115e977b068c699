import type { AccountClass, Chart, CurrencyCode, LedgerAccount, LedgerTaxRate, TrackingCategory } from '@bridge/domain';

/** What an organisation of the fake starts with. */
export interface FakeOrganisation extends Omit<Chart, 'readAt'> {
  /** Documents that a month allows to be approved, by their date; absent: no limit. */
  readonly approvalsPerMonth?: { readonly invoices: number; readonly bills: number };
}

export const brightwellStudio = '11111111-1111-4111-8111-111111111111';
export const brightwellLabs = '11111111-1111-4111-8111-222222222222';
export const coolabahDigital = '22222222-2222-4222-8222-111111111111';
export const cedarMain = '33333333-3333-4333-8333-111111111111';
export const starterCap = '55555555-5555-4555-8555-111111111111';
export const partnerEdition = '66666666-6666-4666-8666-111111111111';

/** The same organisations, accounts and rates as the sandbox has. */
export function fakeOrganisations(): readonly FakeOrganisation[] {
  return (made ??= make());
}

// Never changed, so made once: simulations open the books a million times.
let made: readonly FakeOrganisation[] | undefined;

function make(): readonly FakeOrganisation[] {
  return [
    organisation(brightwellStudio, 'Brightwell Studio Ltd', 'GB', 'GBP', '!bwst1', vat(), ['EUR', 'USD']),
    organisation(brightwellLabs, 'Brightwell Labs Ltd', 'GB', 'GBP', '!bwlb1', vat()),
    organisation(coolabahDigital, 'Coolabah Digital Pty Ltd', 'AU', 'AUD', '!clbh1', gst()),
    organisation(cedarMain, 'Cedar & Main, Inc.', 'US', 'USD', '!cdrm1', untaxed()),
    {
      ...organisation(starterCap, 'Starter Cap Ltd', 'GB', 'GBP', '!strt1', vat()),
      approvalsPerMonth: { invoices: 20, bills: 5 },
    },
    keepingNone(organisation(partnerEdition, 'Ledger Partner Edition', 'GB', 'GBP', '!part1', vat())),
  ];
}

function organisation(
  id: string,
  name: string,
  countryCode: string,
  baseCurrency: CurrencyCode,
  shortCode: string,
  taxRates: readonly LedgerTaxRate[],
  otherCurrencies: readonly CurrencyCode[] = [],
): FakeOrganisation {
  return {
    organisation: { id, name, countryCode, baseCurrency, shortCode, keepsDocuments: true },
    accounts,
    taxRates,
    currencies: [baseCurrency, ...otherCurrencies],
    brandingThemes: [{ id: `${id.slice(0, -1)}f`, name: 'Standard' }],
    trackingCategories: [
      category(id, 'Region', ['North', 'South', 'Overseas'], 'West Coast'),
      category(id, 'Department', ['Design', 'Development', 'Strategy'], 'Print'),
    ],
  };
}

function category(owner: string, name: string, active: readonly string[], archived: string): TrackingCategory {
  const option = (text: string, isActive: boolean) => ({
    id: `${owner.slice(0, 8)}-${name}-${text}`,
    name: text,
    isActive,
  });
  const options = [...active.map((text) => option(text, true)), option(archived, false)];
  return { id: `${owner.slice(0, 8)}-${name}`, name, isActive: true, options };
}

function keepingNone(start: FakeOrganisation): FakeOrganisation {
  return { ...start, organisation: { ...start.organisation, keepsDocuments: false } };
}

function account(code: string, name: string, of: AccountClass, more: Partial<LedgerAccount> = {}): LedgerAccount {
  return { code, name, class: of, isActive: true, isPostable: true, isRounding: false, ...more };
}

const closed = { isActive: false };
const reserved = { isPostable: false };

const accounts: readonly LedgerAccount[] = [
  account('090', 'Business bank', 'asset', reserved),
  account('091', 'Undeposited', 'asset'),
  account('200', 'Sales', 'revenue'),
  account('205', 'Old sales', 'revenue', closed),
  account('210', 'Design fees', 'revenue'),
  account('220', 'Development fees', 'revenue'),
  account('230', 'Retainers', 'revenue'),
  account('260', 'Other Revenue', 'revenue'),
  account('310', 'Cost of Goods Sold', 'expense'),
  account('400', 'Advertising', 'expense'),
  account('412', 'Consulting', 'expense'),
  account('429', 'General Expenses', 'expense'),
  account('463', 'IT Software', 'expense'),
  account('493', 'Travel', 'expense'),
  account('499', 'Closed project costs', 'expense', closed),
  account('610', 'Debtors', 'asset', reserved),
  account('800', 'Creditors', 'liability', reserved),
  account('820', 'VAT/GST', 'liability', reserved),
  account('860', 'Rounding', 'liability', { isRounding: true }),
  account('960', 'Retained earnings', 'equity', reserved),
];

const everyClass: readonly AccountClass[] = ['asset', 'equity', 'expense', 'liability', 'revenue'];
const income: readonly AccountClass[] = ['asset', 'equity', 'liability', 'revenue'];
const spending: readonly AccountClass[] = ['asset', 'equity', 'expense', 'liability'];

function rate(
  taxType: string,
  name: string,
  ratePercent: string,
  appliesTo: readonly AccountClass[],
  isActive = true,
): LedgerTaxRate {
  return { taxType, name, ratePercent, appliesTo, isActive };
}

function vat(): readonly LedgerTaxRate[] {
  return [
    rate('OUTPUT2', '20% (VAT on Income)', '20', income),
    rate('RROUTPUT', '5% (VAT on Income)', '5', income),
    rate('ZERORATEDOUTPUT', 'Zero Rated Income', '0', income),
    rate('INPUT2', '20% (VAT on Expenses)', '20', spending),
    rate('RRINPUT', '5% (VAT on Expenses)', '5', spending),
    rate('ZERORATEDINPUT', 'Zero Rated Expenses', '0', spending),
    rate('NONE', 'No VAT', '0', everyClass),
    rate('TAX001', 'Old rate', '17.5', everyClass, false),
  ];
}

function gst(): readonly LedgerTaxRate[] {
  return [
    rate('OUTPUT', 'GST on Income', '10', income),
    rate('EXEMPTOUTPUT', 'GST Free Income', '0', income),
    rate('INPUT', 'GST on Expenses', '10', spending),
    rate('EXEMPTEXPENSES', 'GST Free Expenses', '0', spending),
    rate('BASEXCLUDED', 'BAS Excluded', '0', everyClass),
  ];
}

function untaxed(): readonly LedgerTaxRate[] {
  return [rate('NONE', 'Tax Exempt', '0', everyClass)];
}
