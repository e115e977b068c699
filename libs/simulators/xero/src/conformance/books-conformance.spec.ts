import { Desk } from '../books/testing/desk.js';
import type { Asking, Reply } from '../books/testing/desk.js';
import { createConformance } from './index.js';
import type { Conformance } from './index.js';

const reference = process.env['BRIDGE_REFERENCE'];

// Without the vendor's specification there is nothing to compare with; CI always brings it.
const given = reference === undefined ? [] : [reference];

describe('the specification', () => {
  it('is there when the build depends on it', () => {
    expect(process.env['CI'] === 'true' && reference === undefined).toBe(false);
  });
});

for (const path of given)
  describe('books measured by the specification', () => {
    const conformance = createConformance(path);

    it('write and read invoices, bills and what hangs on them in its shapes', () => {
      const desk = new Witness(conformance);
      const sale = desk.put('/Invoices', {
        Invoices: [
          desk.sale({
            Url: 'https://bridge.example/1',
            Reference: 'R-1',
            LineItems: [fullLine, { Description: 'Only words' }],
          }),
          desk.sale({
            CurrencyCode: 'EUR',
            CurrencyRate: 1.17,
            LineAmountTypes: 'Inclusive',
            ExpectedPaymentDate: '2026-12-24',
          }),
          desk.bill({ PlannedPaymentDate: '2026-12-24' }),
          desk.sale({ Status: 'DRAFT', SentToContact: true }),
        ],
      });
      expect(sale.status).toBe(200);
      const [id = '', euro = '', bill = ''] = sale.body.Invoices.map((invoice) => invoice.InvoiceID);
      expect(desk.put('/Invoices', { Invoices: [desk.sale(), desk.sale({ Status: 'PAID' })] }).status).toBe(400);
      expect(
        desk.put(
          '/Invoices',
          { Invoices: [desk.sale(), desk.sale({ Status: 'PAID' })] },
          { query: { summarizeErrors: 'false' } },
        ).status,
      ).toBe(200);
      expect(desk.post(`/Invoices/${id}`, { Invoices: [{ InvoiceID: id, Reference: 'R-2' }] }).status).toBe(200);
      expect(desk.put(`/Invoices/${id}/Attachments/receipt.pdf`, Buffer.from('pdf')).status).toBe(200);
      expect(desk.put(`/Invoices/${id}/History`, { HistoryRecords: [{ Details: 'Sent by the bridge' }] }).status).toBe(
        200,
      );
      expect(desk.post(`/Invoices/${id}/Email`, {}).status).toBe(204);
      for (const route of ['', '/Attachments', '/History', '/OnlineInvoice'])
        expect(desk.get(`/Invoices/${id}${route}`).status).toBe(200);
      expect(desk.get('/Invoices').status).toBe(200);
      expect(desk.get('/Invoices', { page: '1' }).status).toBe(200);
      expect(desk.get('/Invoices', { summaryOnly: 'true' }).status).toBe(200);

      const paid = desk.pay(id, 20);
      expect(desk.pay(id, 5000).status).toBe(400);
      expect(desk.pay(euro, 10, { CurrencyRate: 1.2 }).status).toBe(200);
      expect(desk.get('/Payments', { page: '1' }).status).toBe(200);
      expect(desk.get(`/Payments/${paid.body.Payments[0]!.PaymentID}`).status).toBe(200);
      expect(desk.post(`/Payments/${paid.body.Payments[0]!.PaymentID}`, { Status: 'DELETED' }).status).toBe(200);
      const batch = desk.put('/BatchPayments', {
        BatchPayments: [
          {
            Account: { Code: '090' },
            Date: '2026-11-24',
            Reference: 'run',
            Payments: [{ Invoice: { InvoiceID: bill }, Amount: 10 }],
          },
        ],
      });
      expect(batch.status).toBe(200);
      expect(desk.get('/BatchPayments').status).toBe(200);
      const batchId = batch.body.BatchPayments[0]!.BatchPaymentID;
      expect(desk.post('/BatchPayments', { BatchPaymentID: batchId, Status: 'DELETED' }).status).toBe(200);
      expect(desk.departures).toEqual([]);
    });

    it('credit, allocate and order in its shapes', () => {
      const desk = new Witness(conformance);
      const id = desk.put('/Invoices', desk.sale()).body.Invoices[0]!.InvoiceID;
      const note = desk.put('/CreditNotes', {
        CreditNotes: [{ ...creditOf(desk), Type: 'ACCRECCREDIT', Status: 'AUTHORISED' }],
      });
      const noteId = note.body.CreditNotes[0]!.CreditNoteID;
      const allocated = desk.put(`/CreditNotes/${noteId}/Allocations`, {
        Allocations: [{ Amount: 10, Invoice: { InvoiceID: id } }],
      });
      expect(allocated.status).toBe(200);
      for (const type of ['RECEIVE-OVERPAYMENT', 'RECEIVE-PREPAYMENT']) {
        const account = type === 'RECEIVE-OVERPAYMENT' ? '610' : '200';
        const line = { Description: 'Too much', Quantity: 1, UnitAmount: 30, AccountCode: account };
        const made = desk.put('/BankTransactions', {
          BankTransactions: [
            { Type: type, Contact: { ContactID: desk.contact() }, BankAccount: { Code: '090' }, LineItems: [line] },
          ],
        });
        expect(made.status).toBe(200);
      }
      for (const collection of ['CreditNotes', 'Overpayments', 'Prepayments', 'BankTransactions']) {
        expect(desk.get(`/${collection}`, { page: '1' }).status).toBe(200);
      }
      expect(desk.get(`/Invoices/${id}`).status).toBe(200);
      expect(
        desk.ask('DELETE', `/CreditNotes/${noteId}/Allocations/${allocated.body.Allocations[0]!.AllocationID}`).status,
      ).toBe(200);
      const order = desk.put('/PurchaseOrders', { PurchaseOrders: [{ ...creditOf(desk), Status: 'AUTHORISED' }] });
      expect(order.status).toBe(200);
      expect(desk.get(`/PurchaseOrders/${order.body.PurchaseOrders[0]!.PurchaseOrderID}`).status).toBe(200);
      expect(desk.departures).toEqual([]);
    });

    it('keep master data in its shapes', () => {
      const desk = new Witness(conformance);
      const person = { FirstName: 'Pat', LastName: 'Lee', EmailAddress: 'pat@shop.example', IncludeInEmails: true };
      const made = desk.put('/Contacts', {
        Contacts: [
          {
            Name: 'New Shop',
            ContactNumber: 'C-9',
            EmailAddress: 'a@shop.example',
            ContactPersons: [person],
            Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '12' }],
          },
        ],
      });
      const id = made.body.Contacts[0]!.ContactID;
      expect(desk.post('/Contacts', { Contacts: [{ ContactID: id, Name: 'Newer Shop' }] }).status).toBe(200);
      expect(desk.put('/Contacts', { Contacts: [{ Name: 'Newer Shop' }] }).status).toBe(400);
      for (const query of [{}, { page: '1' }, { summaryOnly: 'true' }, { includeArchived: 'true', page: '1' }]) {
        expect(desk.get('/Contacts', query as Record<string, string>).status).toBe(200);
      }
      expect(desk.get(`/Contacts/${id}`).status).toBe(200);
      expect(desk.put('/Accounts', { Code: '201', Name: 'More sales', Type: 'REVENUE' }).status).toBe(200);
      expect(
        desk.put('/TaxRates', { TaxRates: [{ Name: 'City', TaxComponents: [{ Name: 'City', Rate: 2.5 }] }] }).status,
      ).toBe(200);
      expect(desk.put('/Currencies', { Code: 'CHF' }).status).toBe(200);
      const category = desk.get('/TrackingCategories').body.TrackingCategories[0]!.TrackingCategoryID;
      expect(desk.put(`/TrackingCategories/${category}/Options`, { Name: 'East' }).status).toBe(200);
      const paths = [
        'Accounts',
        'TaxRates',
        'TaxRates/OUTPUT2',
        'TrackingCategories',
        'Organisation',
        'Organisation/Actions',
        'Users',
        'Currencies',
        'BrandingThemes',
      ];
      for (const each of paths) expect(desk.get(`/${each}`).status).toBe(200);
      expect(desk.get('/Nothing').status).toBe(404);
      expect(desk.get('/Quotes').status).toBe(501);
      expect(desk.departures).toEqual([]);
    });

    it('is refused a request with a member the specification does not know', () => {
      const exchange = { method: 'PUT', path: '/Invoices', status: 200, responseBody: { Invoices: [] } };
      const invented = { ...exchange, requestBody: { Invoices: [{ Type: 'ACCREC', Colour: 'red' }] } };
      expect(conformance.check(invented)).toEqual([
        "request: /Invoices/0 must NOT have additional properties 'Colour'",
      ]);
      expect(conformance.check({ ...exchange, requestBody: { Type: 'ACCREC' } })).toEqual([]);
    });

    it('is refused an answer with a member nobody has seen from Xero', () => {
      const answered = {
        method: 'GET',
        path: '/Invoices',
        status: 200,
        responseBody: { Invoices: [{ Colour: 'red', DateString: '' }] },
      };
      expect(conformance.check(answered)).toEqual([
        "response: /Invoices/0 must NOT have additional properties 'Colour'",
      ]);
    });
  });

const fullLine = {
  Description: 'Design',
  Quantity: 2.5,
  UnitAmount: 40,
  AccountCode: '200',
  TaxType: 'OUTPUT2',
  DiscountRate: 10,
  Tracking: [{ Name: 'Region', Option: 'North' }],
};

function creditOf(desk: Desk): Record<string, unknown> {
  return {
    Contact: { ContactID: desk.contact() },
    Date: '2026-11-20',
    LineItems: [{ Description: 'Credit', Quantity: 1, UnitAmount: 50, AccountCode: '200' }],
  };
}

/** A desk that compares each exchange with the specification. */
class Witness extends Desk {
  readonly departures: string[] = [];

  constructor(private readonly conformance: Conformance) {
    super();
  }

  override ask(method: string, path: string, body?: unknown, asking: Asking = {}): Reply {
    const reply = super.ask(method, path, body, asking);
    const responseBody: unknown = typeof reply.raw === 'string' || Buffer.isBuffer(reply.raw) ? reply.raw : reply.body;
    const found = this.conformance.check({ method, path, requestBody: body, status: reply.status, responseBody });
    this.departures.push(...found.map((problem) => `${method} ${path}: ${problem}`));
    return reply;
  }
}
