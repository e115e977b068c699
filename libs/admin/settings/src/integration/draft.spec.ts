import type { SettingsBody, SettingsView } from '@bridge/contracts';
import { fromDraft, toDraft, valueAt, withSuggestions } from './draft.js';

const settings: SettingsBody = {
  options: {
    exportInvoices: true,
    exportExpenses: false,
    syncPayments: true,
    historyNotes: false,
    closedPeriods: 'move',
    automaticInvoices: 'sent',
    automaticExpenses: true,
  },
  taxRates: { sales: { '71': 'OUTPUT2' }, purchases: {}, noTax: { sales: 'NONE' } },
  invoices: {
    numberedBy: 'ledger',
    pdfMadeBy: 'source',
    initialStatus: 'manual',
    reference: 'purchase_order_number',
    defaultAccount: '200',
    accountsByServiceType: { '500': '210' },
    brandingThemes: {},
    rounding: 'block',
  },
  expenses: { accountsByServiceType: {}, initialStatus: 'draft', sendAttachments: true, dueDaysWhenMissing: 0 },
  tracking: [
    {
      ...{ categoryId: 'region', from: 'custom_field', invoiceFieldId: '672', whenUnmapped: 'refuse' },
      options: { '6721': 'north' },
    },
  ],
  payments: { importSince: '2026-01-01', markUnsentInvoicesSent: true },
};

const suggestions: SettingsView['choices']['suggestions'] = {
  salesAccount: '260',
  expenseAccount: '429',
  sales: { '71': 'ZERO', '72': 'ZERO' },
  purchases: {},
  noTaxPurchases: 'NONE',
};

describe('settings in a form', () => {
  it('come back as they went in, a due date of zero days included', () => {
    expect(fromDraft(toDraft(settings))).toEqual(settings);
  });

  it('bill reimbursable expenses to the vendor unless they say otherwise', () => {
    const draft = toDraft(settings);
    expect(draft.expenses.reimbursableTo).toBe('vendor');
    const chosen = fromDraft({ ...draft, expenses: { ...draft.expenses, reimbursableTo: 'person' } });
    expect(chosen.expenses.reimbursableTo).toBe('person');
    expect(fromDraft(toDraft(chosen))).toEqual(chosen);
  });

  it('leave out what was cleared', () => {
    const draft = toDraft(settings);
    const cleared = fromDraft({
      ...draft,
      taxRates: { sales: { '71': '', no_tax: '' }, purchases: {} },
      invoices: { ...draft.invoices, defaultAccount: '' },
      expenses: { ...draft.expenses, dueDaysWhenMissing: '' },
    });
    expect(cleared.taxRates).toEqual({ sales: {}, purchases: {}, noTax: {} });
    expect('defaultAccount' in cleared.invoices).toBe(false);
    expect('dueDaysWhenMissing' in cleared.expenses).toBe(false);
  });

  it('take suggestions only where nobody has decided', () => {
    const draft = withSuggestions(toDraft(settings), { suggestions } as SettingsView['choices']);
    expect(draft.invoices.defaultAccount).toBe('200');
    expect(draft.expenses.defaultAccount).toBe('429');
    expect(draft.taxRates).toEqual({
      sales: { '71': 'OUTPUT2', '72': 'ZERO', no_tax: 'NONE' },
      purchases: { no_tax: 'NONE' },
    });
  });

  it('are found by the path of a server’s problem', () => {
    expect(valueAt(toDraft(settings), 'taxRates.sales.no_tax')).toBe('NONE');
    expect(valueAt(toDraft(settings), 'invoices.accountsByServiceType.999')).toBeUndefined();
  });
});
