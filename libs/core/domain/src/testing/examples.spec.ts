import { describeMoney } from '../money/money.js';
import { toBill } from '../documents/to-bill.js';
import { toSalesInvoice } from '../documents/to-sales-invoice.js';
import { validateSettings } from '../settings/validate-settings.js';
import { aChart } from './chart.js';
import { aLine, anExpense, anInvoice, vat20, vat5 } from './documents.js';
import { settings } from './settings.js';

describe('The examples that tests build on', () => {
  it('fit together: the invoice and the expense can be copied with the settings', () => {
    const invoice = toSalesInvoice(anInvoice(), settings(), aChart(), { copy: 1 });
    const bill = toBill(anExpense(), settings(), aChart(), { copy: 1 });
    expect(invoice.ok && describeMoney(invoice.document.totals.total)).toBe('120.00 GBP'); // 2 × 50.00 + 20 %
    expect(bill.ok && describeMoney(bill.document.totals.total)).toBe('120.00 GBP'); // 100.00 + 20 %
  });

  it('have complete settings', () => {
    const cards = validateSettings(settings(), aChart(), [vat20, vat5]);
    expect(Object.values(cards).flatMap((card) => card.problems)).toEqual([]);
  });

  it('work out totals from the lines, unless a test says otherwise', () => {
    const lines = [aLine(), aLine({ id: '2', quantity: '1', unitPrice: '10.00', taxRate: vat5 })];
    expect(describeMoney(anInvoice({ lines }).total)).toBe('130.50 GBP'); // 100 + 20 + 10 + 0.50
    expect(describeMoney(anInvoice({ currency: 'JPY' }).total)).toBe('120 JPY');
    expect(anInvoice({ lines, net: anInvoice().net }).net).toEqual(anInvoice().net);
  });

  it('lose an optional field that a test takes away', () => {
    expect(anInvoice({ party: undefined })).not.toHaveProperty('party');
    expect(settings({ invoices: { defaultAccount: undefined } }).invoices).not.toHaveProperty('defaultAccount');
    expect(aLine({ taxRate: undefined }).tax.minor).toBe(0n);
  });
});
