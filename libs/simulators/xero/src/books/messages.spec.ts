import { messages } from './messages.js';
import { Desk, KIWI, STARTER } from './testing/desk.js';
import type { Reply } from './testing/desk.js';

const provoked: readonly (readonly [message: string, provoke: (desk: Desk) => Reply])[] = [
  [
    'Invoice # must be unique.',
    (desk) => (desk.invoice({ InvoiceNumber: 'A' }), desk.put('/Invoices', desk.sale({ InvoiceNumber: 'A' }))),
  ],
  ['One or more line items must be specified', (desk) => desk.put('/Invoices', desk.sale({ LineItems: [] }))],
  [
    'A Contact must be specified for this type of transaction',
    (desk) => desk.put('/Invoices', desk.sale({ Contact: undefined })),
  ],
  [
    'The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber',
    (desk) => desk.put('/Invoices', desk.sale({ Contact: {} })),
  ],
  ['Invoice not of valid status for creation', (desk) => desk.put('/Invoices', desk.sale({ Status: 'PAID' }))],
  ['Invoice not of valid type for creation', (desk) => desk.put('/Invoices', desk.sale({ Type: 'SALE' }))],
  [
    'Invoice not of valid status for modification',
    (desk) => {
      const { InvoiceID } = desk.invoice({ Status: 'DRAFT' });
      desk.post(`/Invoices/${InvoiceID}`, { Status: 'DELETED' });
      return desk.post(`/Invoices/${InvoiceID}`, { Reference: 'x' });
    },
  ],
  [
    'This document cannot be edited as it has a payment or credit note allocated to it.',
    (desk) => {
      const { InvoiceID } = desk.invoice();
      desk.pay(InvoiceID, 120);
      return desk.post(`/Invoices/${InvoiceID}`, { Date: '2026-11-21' });
    },
  ],
  [
    'The contact with the specified contact details has been archived. The contact must be un-archived before creating new invoices or credit notes.',
    (desk) => desk.put('/Invoices', desk.sale({ Contact: { ContactID: desk.contact('Closed Shop') } })),
  ],
  ['Url must be a valid absolute url', (desk) => desk.put('/Invoices', desk.sale({ Url: '/here' }))],
  [
    "Account code '999' is not a valid code for this document.",
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: '999' })] })),
  ],
  [
    "Account code '090' is not a valid code for this document.",
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: '090' })] })),
  ],
  [
    "Account code '610' is not a valid code for this document.",
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: '610' })] })),
  ],
  [
    'Account must be valid',
    (desk) =>
      desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: undefined, AccountID: desk.contact() })] })),
  ],
  [
    "Account code '205' has been archived, or has been deleted. Each line item must reference a valid account.",
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: '205' })] })),
  ],
  [
    'Account code or ID must be specified',
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: undefined })] })),
  ],
  [
    'The TaxType field is mandatory',
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ AccountCode: undefined })] })),
  ],
  [
    "The TaxType code 'OUTPUT2' cannot be used with account code '429'.",
    (desk) => desk.put('/Invoices', desk.bill({ LineItems: [line({ AccountCode: '429', TaxType: 'OUTPUT2' })] })),
  ],
  [
    "The TaxType code 'INPUT2' cannot be used with account code '200'.",
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ TaxType: 'INPUT2' })] })),
  ],
  ['Tax rate must be Active', (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ TaxType: 'TAX001' })] }))],
  [
    'The line total 1.00 does not match the expected line total 100.00',
    (desk) => desk.put('/Invoices', desk.sale({ LineItems: [line({ LineAmount: 1 })] })),
  ],
  [
    'Organisation is not subscribed to currency CHF',
    (desk) => desk.put('/Invoices', desk.sale({ CurrencyCode: 'CHF' })),
  ],
  [
    "The current organisation is not subscribed to currency 'CHF'.",
    (desk) => desk.put('/Accounts', { Name: 'Swiss', Type: 'BANK', BankAccountNumber: '1', CurrencyCode: 'CHF' }),
  ],
  [
    'The contact name Harbour Coffee is already assigned to another contact. The contact name must be unique across all active contacts.',
    (desk) => desk.put('/Contacts', { Name: 'Harbour Coffee' }),
  ],
  [
    'Another contact has this contact number. Please enter a different contact number.',
    (desk) => (
      desk.put('/Contacts', { Name: 'One', ContactNumber: '7' }),
      desk.put('/Contacts', { Name: 'Two', ContactNumber: '7' })
    ),
  ],
  ['Email address must be valid', (desk) => desk.put('/Contacts', { Name: 'New', EmailAddress: 'no-at' })],
  ['Website must be valid', (desk) => desk.put('/Contacts', { Name: 'New', Website: 'nowhere' })],
  [
    'Payments can only be made against Authorised documents',
    (desk) => desk.pay(desk.invoice({ Status: 'DRAFT' }).InvoiceID, 1),
  ],
  [
    'Payment amount exceeds the amount outstanding on this document',
    (desk) => desk.pay(desk.invoice().InvoiceID, 120.01),
  ],
  [
    'Account type is invalid for making a payment to/from',
    (desk) => desk.pay(desk.invoice().InvoiceID, 1, { Account: { Code: '200' } }),
  ],
  ['Account could not be found', (desk) => desk.pay(desk.invoice().InvoiceID, 1, { Account: { Code: '999' } })],
  [
    'Payments within a batch cannot be deleted.',
    (desk) => {
      const Payments = [{ Invoice: { InvoiceID: desk.invoice().InvoiceID }, Amount: 1 }];
      desk.put('/BatchPayments', { Account: { Code: '090' }, Date: '2026-11-24', Payments });
      return desk.post(`/Payments/${desk.get('/Payments').body.Payments[0]!.PaymentID}`, { Status: 'DELETED' });
    },
  ],
  [
    'An existing Credit Note with the specified CreditNoteID could not be found',
    (desk) =>
      desk.put(`/CreditNotes/${desk.contact()}/Allocations`, { Amount: 1, Invoice: { InvoiceID: desk.contact() } }),
  ],
  [
    'The document with the supplied id was not found for this endpoint.',
    (desk) => desk.put(`/Invoices/${desk.contact()}/History`, { HistoryRecords: [{ Details: 'Hello' }] }),
  ],
  ['Please enter a unique Name.', (desk) => desk.put('/Accounts', { Code: '777', Name: 'Sales', Type: 'REVENUE' })],
  ['Please enter a unique Code.', (desk) => desk.put('/Accounts', { Code: '200', Name: 'Other', Type: 'REVENUE' })],
];

describe('what Xero says', () => {
  it.each(provoked)('%s', (message, provoke) => {
    const reply = provoke(new Desk());
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      ErrorNumber: 10,
      Type: 'ValidationException',
      Message: 'A validation exception occurred',
    });
    expect(reply.messages).toContain(message);
  });

  it('to a paid target both that it is not approved and that nothing is outstanding', () => {
    const desk = new Desk();
    expect(desk.pay(desk.invoice({ Status: 'DRAFT' }).InvoiceID, 1).messages).toEqual([
      'Payments can only be made against Authorised documents',
      'Payment amount exceeds the amount outstanding on this document',
    ]);
  });

  it('about a contact inside the contact of the document', () => {
    const desk = new Desk();
    const reply = desk.put('/Invoices', desk.sale({ Contact: { Name: 'Newcomer', EmailAddress: 'no-at' } }));
    expect(reply.body.Elements[0]!.ValidationErrors).toEqual([]);
    expect(reply.body.Elements[0]!.Contact.ValidationErrors).toEqual([{ Message: 'Email address must be valid' }]);
  });

  it('with nothing attested left unprovoked, but for those provoked by other specs', () => {
    const elsewhere = [
      'periodLock',
      'yearLock',
      'editInYearLock',
      'planCap',
      'sentNotApproved',
      'validation',
      'unterminatedString',
      'notFound',
      'notImplemented',
    ];
    const said = provoked.map(([message]) => message);
    const silent = Object.entries(messages).filter(([key, message]) => {
      const pattern = new RegExp(`^${message.text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`);
      return !('simulated' in message) && !elsewhere.includes(key) && !said.some((text) => pattern.test(text));
    });
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  it.each([
    ['/Unknown', 404, "The resource you're looking for cannot be found"],
    [`/Invoices/${KIWI}`, 404, "The resource you're looking for cannot be found"],
  ])('of %s in plain text', (path, status, text) => {
    const reply = new Desk().get(path);
    expect([reply.status, reply.raw, reply.headers['Content-Type']]).toEqual([
      status,
      text,
      'text/html; charset=utf-8',
    ]);
  });

  it('of what it does not offer', () => {
    expect(new Desk(STARTER).get('/Quotes')).toMatchObject({
      status: 501,
      body: {
        ErrorNumber: 20,
        Type: 'ApiMethodNotImplementedException',
        Message: 'The Api Method called is not implemented',
      },
    });
  });
});

function line(more: Record<string, unknown>): Record<string, unknown> {
  return { Description: 'x', Quantity: 1, UnitAmount: 100, AccountCode: '200', ...more };
}
