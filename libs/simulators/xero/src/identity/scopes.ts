const IDENTITY = ['openid', 'profile', 'email', 'offline_access'];
const AREAS = ['invoices', 'payments', 'banktransactions', 'manualjournals', 'settings', 'contacts', 'attachments'];
const REPORTS = [
  'aged',
  'balancesheet',
  'banksummary',
  'budgetsummary',
  'executivesummary',
  'profitandloss',
  'trialbalance',
  'taxreports',
];

const granular = new Set([
  ...IDENTITY,
  ...AREAS.flatMap((area) => [`accounting.${area}`, `accounting.${area}.read`]),
  ...REPORTS.map((report) => `accounting.reports.${report}.read`),
]);

/** The scopes of before 2 March 2026. Newer apps may not ask for them. */
const broad = new Set([
  'accounting.transactions',
  'accounting.transactions.read',
  'accounting.reports.read',
  'accounting.journals.read',
]);

export function scopesAllowed(scopes: readonly string[], app: { createdAfter2026: boolean }): boolean {
  return (
    scopes.length > 0 && scopes.every((scope) => granular.has(scope) || (!app.createdAfter2026 && broad.has(scope)))
  );
}

/** The areas whose scope opens an endpoint, by the first segment of its path. */
const areasOf: Record<string, readonly string[]> = {
  Invoices: ['invoices'],
  CreditNotes: ['invoices'],
  LinkedTransactions: ['invoices'],
  Quotes: ['invoices'],
  PurchaseOrders: ['invoices'],
  RepeatingInvoices: ['invoices'],
  Items: ['invoices', 'settings'],
  Payments: ['payments'],
  BatchPayments: ['payments'],
  Overpayments: ['payments'],
  Prepayments: ['payments'],
  BankTransactions: ['banktransactions'],
  BankTransfers: ['banktransactions'],
  ManualJournals: ['manualjournals'],
  Accounts: ['settings'],
  BrandingThemes: ['settings'],
  Currencies: ['settings'],
  InvoiceReminders: ['settings'],
  Organisation: ['settings'],
  Organisations: ['settings'],
  TaxRates: ['settings'],
  TrackingCategories: ['settings'],
  Users: ['settings'],
  Contacts: ['contacts'],
  ContactGroups: ['contacts'],
};

const coveredByTransactions = new Set(['invoices', 'payments', 'banktransactions', 'manualjournals']);

/** Whether a token with `scopes` may call `method` on `path` (as it stands after /api.xro/2.0). An unknown endpoint is nobody's to refuse. */
export function scopeCovers(scopes: readonly string[], method: string, path: string): boolean {
  const segments = path.split('/').filter((segment) => segment !== '');
  const areas = segments[2] === 'Attachments' ? ['attachments'] : areasOf[segments[0] ?? ''];
  if (areas === undefined) return true;
  const reads = method === 'GET';
  return areas.some((area) => {
    const names = [`accounting.${area}`, ...(coveredByTransactions.has(area) ? ['accounting.transactions'] : [])];
    return names.some((name) => scopes.includes(name) || (reads && scopes.includes(`${name}.read`)));
  });
}
