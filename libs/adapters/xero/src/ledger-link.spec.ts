import { ledgerLink } from './ledger-link.js';

describe('the link to a document', () => {
  it('opens it in the organisation that has it', () => {
    expect(ledgerLink('invoice', 'id-1', '!23eYt')).toBe(
      'https://go.xero.com/organisationlogin/default.aspx?shortcode=!23eYt&redirecturl=%2FAccountsReceivable%2FView.aspx%3FInvoiceID%3Did-1',
    );
  });

  it.each([
    ['customer_credit', 'https://go.xero.com/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=id-1'],
    ['supplier_credit', 'https://go.xero.com/AccountsPayable/ViewCreditNote.aspx?creditNoteID=id-1'],
  ] as const)('opens a %s among its like', (form, address) => {
    expect(ledgerLink(form, 'id-1')).toBe(address);
  });

  it('opens a bill among the bills, and elsewhere when told so', () => {
    expect(ledgerLink('expense', 'id-1', undefined, 'http://localhost:4010')).toBe(
      'http://localhost:4010/AccountsPayable/View.aspx?InvoiceID=id-1',
    );
  });
});
