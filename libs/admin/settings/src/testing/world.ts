import type { ConnectionView, ProblemView, SettingsBody, SettingsView, SubsidiaryView } from '@bridge/contracts';

/** Answers of the API, as the tests of the screens play them. */
export const connection: ConnectionView = {
  id: 'c1',
  subsidiaryId: '11',
  subsidiaryName: 'Brightwell Studio Ltd',
  status: 'connected',
  organisation: { id: 'o1', name: 'Brightwell Books' },
  offered: [],
  connectedAt: '2026-11-20T10:00:00Z',
  connectedBy: 'Ada Brightwell',
  attention: 0,
  waiting: 0,
};

export function subsidiary(status: SubsidiaryView['status'], more: Partial<ConnectionView> = {}): SubsidiaryView {
  const isConnected = status !== 'not_connected' && status !== 'upgrade_required';
  return {
    id: '11',
    name: 'Brightwell Studio Ltd',
    status,
    ...(isConnected && { connection: { ...connection, status, ...more } }),
  };
}

export const labs: SubsidiaryView = { id: '12', name: 'Brightwell Labs Ltd', status: 'not_connected' };

export function settingsBody(options: Partial<SettingsBody['options']> = {}): SettingsBody {
  return {
    options: {
      exportInvoices: false,
      exportExpenses: false,
      syncPayments: false,
      historyNotes: true,
      closedPeriods: 'block',
      automaticInvoices: 'off',
      automaticExpenses: false,
      ...options,
    },
    taxRates: { sales: {}, purchases: {}, noTax: {} },
    invoices: {
      numberedBy: 'source',
      pdfMadeBy: 'ledger',
      initialStatus: 'draft',
      reference: 'subject',
      accountsByServiceType: {},
      brandingThemes: {},
      rounding: 'rounding_line',
    },
    expenses: { accountsByServiceType: {}, initialStatus: 'draft', sendAttachments: true },
    tracking: [],
    payments: { markUnsentInvoicesSent: false },
  };
}

export function settingsView(
  version: number,
  settings: SettingsBody,
  problems: Partial<Record<keyof SettingsView['cards'], readonly ProblemView[]>> = {},
): SettingsView {
  const card = (name: keyof SettingsView['cards']) => ({
    isComplete: (problems[name] ?? []).length === 0,
    problems: problems[name] ?? [],
  });
  return {
    version,
    ...(version > 0 && { savedAt: '2026-11-24T09:00:00Z', savedBy: 'Ada Brightwell' }),
    settings,
    cards: {
      connection: card('connection'),
      options: card('options'),
      tax_rates: card('tax_rates'),
      invoices: card('invoices'),
      expenses: card('expenses'),
      tracking: card('tracking'),
      payments: card('payments'),
    },
    choices: {
      organisation: { name: 'Brightwell Books', baseCurrency: 'GBP' },
      salesAccounts: [
        { code: '200', name: 'Sales', class: 'revenue' },
        { code: '210', name: 'Design fees', class: 'revenue' },
      ],
      expenseAccounts: [
        { code: '429', name: 'General Expenses', class: 'expense' },
        { code: '453', name: 'Office Expenses', class: 'expense' },
      ],
      taxRates: [
        { taxType: 'OUTPUT2', name: '20% (VAT on Income)', percent: '20', fitsSales: true, fitsPurchases: false },
        { taxType: 'INPUT2', name: '20% (VAT on Expenses)', percent: '20', fitsSales: false, fitsPurchases: true },
        { taxType: 'NONE', name: 'No VAT', percent: '0', fitsSales: true, fitsPurchases: true },
      ],
      sourceTaxRates: [{ id: '71', name: 'VAT standard', percent: '20' }],
      serviceTypes: [
        { id: '500', name: 'Design' },
        { id: '501', name: 'Admin work' },
      ],
      documentTypes: [],
      invoiceCustomFields: [],
      brandingThemes: [],
      trackingCategories: [
        {
          id: 'region',
          name: 'Region',
          options: [
            { id: 'north', name: 'North' },
            { id: 'south', name: 'South' },
          ],
        },
      ],
      selectFields: [{ id: '672', name: 'Department', of: 'invoice' }],
      suggestions: { expenseAccount: '429', sales: {}, purchases: {}, noTaxPurchases: 'NONE' },
      readAt: '2026-11-24T09:00:00Z',
    },
  };
}

export function problem(path: string, detail: string, fix: NonNullable<ProblemView['fix']>): ProblemView {
  return { code: 'not_mapped', title: 'Not mapped', detail, whatToDo: 'Map it.', owner: 'admin', path, fix };
}

export function problemDocument(status: number, code: string, title: string, detail: string): object {
  return { type: `urn:bridge:problem:${code}`, title, status, detail, code, problems: [] };
}

export const session = {
  organisation: { id: '1001', name: 'Brightwell Studio', plan: 'ultimate' },
  person: { id: '7', name: 'Ada Brightwell' },
  csrfToken: 'csrf-1',
  expiresAt: '2026-11-25T00:00:00Z',
  showsExpensePayments: true,
  features: { isUpgradeRequired: false, hasPurchaseOrders: true },
};
