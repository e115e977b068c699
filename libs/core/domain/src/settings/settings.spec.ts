import { initialSettings } from './settings.js';

describe('A new connection', () => {
  it('exports nothing and brings no payments back until somebody says so', () => {
    const { exportInvoices, exportExpenses, syncPayments } = initialSettings.options;
    expect([exportInvoices, exportExpenses, syncPayments]).toEqual([false, false, false]);
    expect(initialSettings.payments.markUnsentInvoicesSent).toBe(false);
  });

  it('starts with drafts, which an accountant can still throw away', () => {
    expect([initialSettings.invoices.initialStatus, initialSettings.expenses.initialStatus]).toEqual([
      'draft',
      'draft',
    ]);
  });

  it('takes receipts along, and says in the books where a document came from', () => {
    expect(initialSettings.expenses.sendAttachments).toBe(true);
    expect(initialSettings.options.historyNotes).toBe(true);
  });

  it('maps nothing by itself', () => {
    expect(initialSettings.taxRates).toEqual({ sales: {}, purchases: {}, noTax: {} });
    expect(initialSettings.invoices).not.toHaveProperty('defaultAccount');
    expect(initialSettings.expenses).not.toHaveProperty('defaultAccount');
  });
});
