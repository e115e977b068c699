import { ADVISER, CEDAR, Desk, KIWI, STARTER, ZERO } from './testing/desk.js';

describe('invoices', () => {
  it('gives an approved sales invoice its totals, its number and its due amount', () => {
    const desk = new Desk();
    const invoice = desk.invoice();
    // 100.00 + 20 % = 120.00
    expect(invoice).toMatchObject({
      Type: 'ACCREC',
      Status: 'AUTHORISED',
      InvoiceNumber: 'INV-0001',
      SubTotal: 100,
      TotalTax: 20,
      Total: 120,
      AmountDue: 120,
      AmountPaid: 0,
      AmountCredited: 0,
      CurrencyCode: 'GBP',
      CurrencyRate: 1,
      DateString: '2026-11-20T00:00:00',
      Date: '/Date(1795132800000+0000)/',
      UpdatedDateUTCString: '2026-11-24T09:00:00Z',
    });
    expect(invoice.LineItems[0]).toMatchObject({
      LineAmount: 100,
      TaxAmount: 20,
      TaxType: 'OUTPUT2',
      AccountCode: '200',
    });
  });
});
