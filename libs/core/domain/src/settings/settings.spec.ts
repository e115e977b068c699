import { completeSettings, initialSettings } from './settings.js';

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

describe('Settings that an earlier release stored', () => {
  it('have the choices that it did not know as a new connection has them', () => {
    const { closedPeriods: _unknown, ...options } = initialSettings.options;
    const stored = { ...initialSettings, options: { ...options, exportInvoices: true } };
    expect(completeSettings(stored)).toEqual({
      ...initialSettings,
      options: { ...initialSettings.options, exportInvoices: true, closedPeriods: 'block' },
    });
  });

  it('keep the choices that it did know', () => {
    const chosen = { ...initialSettings, options: { ...initialSettings.options, closedPeriods: 'move' } } as const;
    expect(completeSettings(chosen)).toEqual(chosen);
  });
});
