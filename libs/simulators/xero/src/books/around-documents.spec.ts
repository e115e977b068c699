import { createBooks } from './books.js';
import { Desk, CEDAR, COOLABAH, STARTER } from './testing/desk.js';

describe('attachments', () => {
  const attach = (desk: Desk, id: string, name: string, bytes = Buffer.from('%PDF'), query = {}) =>
    desk.put(`/Invoices/${id}/Attachments/${name}`, bytes, { headers: { 'Content-Type': 'application/pdf' }, query });

  it('keep their bytes, and give way to a file of the same name', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    const first = attach(desk, InvoiceID, 'a%20b.pdf', Buffer.from('one'), { IncludeOnline: 'true' });
    expect(first.body.Attachments[0]).toMatchObject({
      FileName: 'a b.pdf',
      ContentLength: 3,
      MimeType: 'application/pdf',
      IncludeOnline: true,
    });
    attach(desk, InvoiceID, 'a%20b.pdf', Buffer.from('three'));
    expect(desk.get(`/Invoices/${InvoiceID}/Attachments`).body.Attachments).toHaveLength(1);
    expect(desk.get(`/Invoices/${InvoiceID}/Attachments/a%20b.pdf`).raw).toEqual(Buffer.from('three'));
    expect(desk.read(InvoiceID)).toMatchObject({ HasAttachments: true });
  });

  it('are ten at most, ten megabytes at most, and have plain names', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    for (const bad of ['a%2Bb.pdf', 'a%3Ab.pdf', 'a%2Fb.pdf', 'a%5Cb.pdf'])
      expect(attach(desk, InvoiceID, bad).status).toBe(400);
    expect(attach(desk, InvoiceID, 'big.pdf', Buffer.alloc(10 * 1024 * 1024 + 1)).status).toBe(400);
    for (let index = 0; index < 10; index++) expect(attach(desk, InvoiceID, `${String(index)}.pdf`).status).toBe(200);
    expect(attach(desk, InvoiceID, 'eleventh.pdf').status).toBe(400);
    expect(attach(desk, InvoiceID, '3.pdf').status).toBe(200);
  });

  it('of bills are never shown online', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.put('/Invoices', desk.bill()).body.Invoices[0]!;
    expect(attach(desk, InvoiceID, 'a.pdf', Buffer.from('x'), { IncludeOnline: 'true' }).status).toBe(400);
  });
});

describe('history', () => {
  it('tells by itself through which app a document came, and keeps notes', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    desk.pass(1000);
    expect(desk.put(`/Invoices/${InvoiceID}/History`, { HistoryRecords: [{ Details: 'Key 42' }] }).status).toBe(200);
    const told = desk.get(`/Invoices/${InvoiceID}/History`).body.HistoryRecords.map(({ Details }) => Details);
    expect(told).toEqual(['Key 42', 'Received through the Xero API from Productive Bridge']);
    expect(desk.put(`/Invoices/${InvoiceID}/History`, { HistoryRecords: [{ Details: 'x'.repeat(2501) }] }).status).toBe(
      400,
    );
  });
});

describe('online invoices and mail', () => {
  it('are for approved sales invoices', () => {
    const desk = new Desk();
    const draft = desk.invoice({ Status: 'DRAFT' }).InvoiceID;
    const { InvoiceID } = desk.invoice();
    expect(desk.get(`/Invoices/${draft}/OnlineInvoice`).status).toBe(400);
    expect(desk.get(`/Invoices/${InvoiceID}/OnlineInvoice`).body.OnlineInvoices[0]!.OnlineInvoiceUrl).toMatch(
      /^https:/,
    );
    expect(desk.post(`/Invoices/${draft}/Email`, {}).status).toBe(400);
    expect(desk.post(`/Invoices/${InvoiceID}/Email`, {}).status).toBe(204);
    expect(desk.read(InvoiceID)).toMatchObject({ SentToContact: true });
  });
});

describe('master data', () => {
  it('archives an account only when nothing else is changed, and never a system account', () => {
    const desk = new Desk();
    const account = (code: string) => desk.get('/Accounts', { where: `Code=="${code}"` }).body.Accounts[0]!.AccountID;
    const id = account('230');
    expect(desk.post(`/Accounts/${id}`, { AccountID: id, Status: 'ARCHIVED', Name: 'x' }).status).toBe(400);
    expect(desk.post(`/Accounts/${id}`, { AccountID: id, Status: 'ARCHIVED' }).body.Accounts[0]!.Status).toBe(
      'ARCHIVED',
    );
    expect(desk.post(`/Accounts/${account('610')}`, { Status: 'ARCHIVED' }).status).toBe(400);
    expect(desk.get('/Accounts', { where: 'Status=="ACTIVE"' }).body.Accounts.map(({ Code }) => Code)).not.toContain(
      '230',
    );
  });

  it('hides archived tracking options until they are asked for, and refuses them on lines', () => {
    const desk = new Desk();
    const options = (query = {}) =>
      desk.get('/TrackingCategories', query).body.TrackingCategories[0]!.Options.map(({ Name }) => Name);
    expect(options()).not.toContain('West Coast');
    expect(options({ includeArchived: 'true' })).toContain('West Coast');
    const line = (Option: string) => ({
      Description: 'x',
      Quantity: 1,
      UnitAmount: 1,
      AccountCode: '200',
      Tracking: [{ Name: 'Region', Option }],
    });
    expect(desk.put('/Invoices', desk.sale({ LineItems: [line('West Coast')] })).status).toBe(400);
    expect(desk.put('/Invoices', desk.sale({ LineItems: [line('Nowhere')] })).status).toBe(400);
    expect(desk.invoice({ LineItems: [line('north')] }).LineItems[0]!.Tracking[0]).toMatchObject({
      Name: 'Region',
      Option: 'North',
    });
  });

  it('adds a currency where the plan has more than one, and then takes it on invoices', () => {
    const desk = new Desk();
    desk.put('/Currencies', { Code: 'CHF' });
    expect(desk.invoice({ CurrencyCode: 'CHF' })).toMatchObject({ CurrencyCode: 'CHF', CurrencyRate: 1.113924 });
    expect(new Desk(STARTER).put('/Currencies', { Code: 'CHF' }).status).toBe(400);
  });

  it('edits own tax rates and no system ones', () => {
    const desk = new Desk();
    const made = desk.put('/TaxRates', { Name: 'City', TaxComponents: [{ Name: 'City', Rate: 2.5 }] }).body
      .TaxRates[0]!;
    expect(made).toMatchObject({ TaxType: 'TAX002', EffectiveRate: 2.5, Status: 'ACTIVE' });
    desk.post('/TaxRates', { Name: 'City', TaxType: 'TAX002', Status: 'ARCHIVED' });
    expect(desk.get('/TaxRates/TAX002').body.TaxRates[0]!.Status).toBe('ARCHIVED');
    expect(desk.post('/TaxRates', { Name: 'x', TaxType: 'OUTPUT2', Status: 'DELETED' }).status).toBe(400);
  });

  it.each([
    [COOLABAH, 'AUD', 'OUTPUT', 10],
    [CEDAR, 'USD', 'NONE', 0],
  ])('follows the country of %s', (tenant, CurrencyCode, TaxType, TotalTax) => {
    const desk = new Desk(tenant);
    const invoice = desk.invoice();
    expect(invoice).toMatchObject({ CurrencyCode, TotalTax });
    expect(invoice.LineItems[0]!.TaxType).toBe(TaxType);
  });
});

describe('the books', () => {
  it('go on from a snapshot where they stood', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    desk.pay(InvoiceID, 20);
    const kept = JSON.parse(JSON.stringify(desk.books.snapshot())) as unknown;
    desk.books = createBooks({ clock: { now: () => desk.now }, seed: 'empty', snapshot: kept });
    expect(desk.read(InvoiceID)).toMatchObject({ AmountDue: 100, InvoiceNumber: 'INV-0001' });
    expect(desk.invoice().InvoiceNumber).toBe('INV-0002');
    expect(desk.books.snapshot()).not.toEqual(kept);
  });

  it('have the same ids in every run', () => {
    const [one, two] = [new Desk(), new Desk()];
    expect(one.books.tenants()).toEqual(two.books.tenants());
    expect(one.get('/Accounts').body.Accounts).toEqual(two.get('/Accounts').body.Accounts);
  });

  it.each([
    ['0.05', 120.05],
    ['-0.10', 119.9],
  ])('let an accountant move a total by %s, which its lines do not show', (by, total) => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    const accountant = desk.books.accountant(desk.tenant);
    accountant.adjustTotal(InvoiceID, by);
    // 100.00 + 20 % = 120.00
    expect(desk.read(InvoiceID)).toMatchObject({ SubTotal: 100, TotalTax: 20, Total: total, AmountDue: total });
    expect(() => accountant.adjustTotal(InvoiceID, '0.11')).toThrow('0.10 at the most');
    desk.pay(InvoiceID, total);
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'PAID', AmountDue: 0 });
    expect(() => accountant.adjustTotal(InvoiceID, '0.01')).toThrow('still open');
  });

  it.each([
    // 1.5 × 0.07 = 0.105, and 5 % of 0.10 = 0.005
    ['away', 0.11, 0.01],
    ['even', 0.1, 0],
  ] as const)('round half a cent of an amount or its tax %s', (halves, amount, tax) => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, halves };
    const line = { Description: 'Pins', AccountCode: '200', TaxType: 'RROUTPUT' };
    const sold = [
      { ...line, Quantity: 1.5, UnitAmount: 0.07, TaxType: 'NONE' },
      { ...line, Quantity: 1, UnitAmount: 0.1 },
    ];
    expect(desk.invoice({ LineItems: sold }).LineItems).toMatchObject([
      { LineAmount: amount, TaxAmount: 0 },
      { LineAmount: 0.1, TaxAmount: tax },
    ]);
  });

  it('tell what an accountant touched, and refuse them what they refuse the API', () => {
    const desk = new Desk();
    const told: string[] = [];
    desk.books = createBooks({
      clock: { now: () => desk.now },
      seed: 'agencies',
      touched: (tenantId, things) =>
        told.push(
          ...things.map(({ category, type }) => `${tenantId === desk.tenant ? 'own' : 'other'} ${category} ${type}`),
        ),
    });
    const accountant = desk.books.accountant(desk.tenant);
    const { InvoiceID } = desk.invoice({ Status: 'DRAFT' });
    accountant.approve(InvoiceID);
    expect(() => accountant.recordPayment({ invoiceId: InvoiceID, amount: '120.01' })).toThrow(
      'exceeds the amount outstanding',
    );
    const payment = accountant.recordPayment({ invoiceId: InvoiceID, amount: '120.00' });
    accountant.deletePayment(String(payment['PaymentID']));
    accountant.void(InvoiceID);
    expect(told).toEqual(['own INVOICE UPDATE', 'own INVOICE UPDATE', 'own INVOICE UPDATE', 'own INVOICE UPDATE']);
    expect(desk.read(InvoiceID).Status).toBe('VOIDED');
  });
});
