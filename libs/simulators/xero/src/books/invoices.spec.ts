import { ADVISER, Desk, KIWI, STARTER, ZERO } from './testing/desk.js';

const NOT_MODIFIABLE = 'Invoice not of valid status for modification';
const HAS_PAYMENT = 'This document cannot be edited as it has a payment or credit note allocated to it.';

describe('making invoices', () => {
  it('gives an approved sales invoice its totals, its number and its due amount', () => {
    const invoice = new Desk().invoice();
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

  it('dates an invoice without a date today where the organisation is', () => {
    const desk = new Desk(KIWI);
    // 21:00 UTC on the 24th is 10:00 on the 25th in Auckland.
    desk.now = Date.parse('2026-11-24T21:00:00Z');
    const line = { Description: 'Design', Quantity: 1, UnitAmount: 10, AccountCode: '200' };
    expect(desk.invoice({ Date: undefined, LineItems: [line] })).toMatchObject({ DateString: '2026-11-25T00:00:00' });
  });

  it('rounds tax per line in an organisation with 15 % tax', () => {
    const desk = new Desk(KIWI);
    const LineItems = [25.06, 25.61, 25.63].map((UnitAmount) => ({
      Description: 'x',
      Quantity: 1,
      UnitAmount,
      AccountCode: '200',
    }));
    // 3.76 + 3.84 + 3.84 = 11.44; 76.30 + 11.44 = 87.74
    expect(desk.invoice({ LineItems })).toMatchObject({ SubTotal: 76.3, TotalTax: 11.44, Total: 87.74 });
  });

  it('shows four decimals of a unit only to those who ask for them, writing and reading', () => {
    const desk = new Desk();
    const LineItems = [{ Description: 'x', Quantity: 3, UnitAmount: 0.3333, AccountCode: '200' }];
    const invoice = desk.put('/Invoices', desk.sale({ LineItems }), { query: { unitdp: '4' } }).body.Invoices[0]!;
    expect(invoice.LineItems[0]).toMatchObject({ UnitAmount: 0.3333, LineAmount: 1 });
    expect(desk.read(invoice.InvoiceID).LineItems[0]!.UnitAmount).toBe(0.33);
    expect(desk.get(`/Invoices/${invoice.InvoiceID}`, { unitdp: '4' }).body.Invoices[0]!.LineItems[0]!.UnitAmount).toBe(
      0.3333,
    );
  });

  it('counts an invoice of nothing as paid at once', () => {
    const LineItems = [{ Description: 'Free', Quantity: 1, UnitAmount: 0, AccountCode: '200' }];
    expect(new Desk().invoice({ LineItems })).toMatchObject({ Status: 'PAID', Total: 0, AmountDue: 0 });
  });

  it('leaves no trace of a batch in which one element is wrong', () => {
    const desk = new Desk();
    const reply = desk.put('/Invoices', {
      Invoices: [desk.sale(), desk.sale({ Contact: { Name: 'Brand new' } }), desk.sale({ Status: 'PAID' })],
    });
    expect(reply.status).toBe(400);
    expect(reply.body.Elements).toHaveLength(1);
    expect(reply.touched).toEqual([]);
    expect(desk.get('/Invoices').body.Invoices).toEqual([]);
    expect(desk.get('/Contacts', { where: 'Name=="Brand new"' }).body.Contacts).toEqual([]);
    expect(desk.invoice().InvoiceNumber).toBe('INV-0001');
  });

  it('saves the good elements of a batch in their order when errors are told one by one', () => {
    const desk = new Desk();
    const elements = [desk.sale(), desk.sale({ Status: 'PAID' }), desk.sale({ Status: 'DRAFT', SentToContact: true })];
    const reply = desk.put('/Invoices', { Invoices: elements }, { query: { summarizeErrors: 'false' } });
    expect(reply.status).toBe(200);
    expect(reply.body.Invoices.map((each) => each.StatusAttributeString)).toEqual(['OK', 'ERROR', 'WARNING']);
    expect(reply.body.Invoices[1]).toMatchObject({ InvoiceID: ZERO, HasErrors: true });
    expect(reply.body.Invoices[2]!.Warnings).toEqual([
      { Message: 'Only AUTHORISED invoices may have SentToContact updated.' },
    ]);
    expect(desk.get('/Invoices').body.Invoices).toHaveLength(2);
    expect(reply.touched.map(({ category, type }) => [category, type])).toEqual([
      ['INVOICE', 'CREATE'],
      ['INVOICE', 'CREATE'],
    ]);
  });

  it('undoes what a refused element has done on its way, beside elements that are saved', () => {
    const desk = new Desk();
    const half = desk.sale({ Contact: { Name: 'Half made' }, LineItems: [] });
    const reply = desk.put('/Invoices', { Invoices: [desk.sale(), half] }, { query: { summarizeErrors: 'false' } });
    expect(reply.body.Invoices.map((each) => each.StatusAttributeString)).toEqual(['OK', 'ERROR']);
    expect(desk.get('/Contacts', { where: 'Name=="Half made"' }).body.Contacts).toEqual([]);
    expect(reply.touched.map(({ category }) => category)).toEqual(['INVOICE']);
  });

  it('takes at most fifty elements, a bare object, and not nothing', () => {
    const desk = new Desk();
    expect(desk.put('/Invoices', { Invoices: Array.from({ length: 51 }, () => desk.sale()) }).status).toBe(400);
    expect(desk.put('/Invoices', desk.sale()).status).toBe(200);
    expect(desk.put('/Invoices', { Invoices: [] }).body.ErrorNumber).toBe(17);
    expect(desk.put('/Invoices', {}).body.ErrorNumber).toBe(17);
  });

  it.each([
    ['an unknown way to give amounts', { LineAmountTypes: 'NO_TAX' }, 'Error converting value "NO_TAX"'],
    ['a day that does not exist', { Date: '2026-02-30' }, 'Error converting value "2026-02-30"'],
    ['an unknown status', { Status: 'OPEN' }, 'Error converting value "OPEN"'],
    ['text for a number', { CurrencyRate: 'dear' }, 'Error converting value "dear"'],
  ])('cannot read %s', (_what, member, message) => {
    const desk = new Desk();
    const reply = desk.put('/Invoices', { Invoices: [desk.sale(member)] });
    expect([reply.status, reply.body.ErrorNumber]).toEqual([400, 14]);
    expect(reply.body.Message).toContain(message);
  });

  it('cannot read what is not JSON', () => {
    expect(new Desk().put('/Invoices', '{"Invoices":').body.ErrorNumber).toBe(14);
  });

  it('says that an implausible rate is implausible, and keeps it', () => {
    const desk = new Desk();
    const reply = desk.put('/Invoices', desk.sale({ CurrencyCode: 'EUR', CurrencyRate: 117 }));
    expect(reply.status).toBe(200);
    expect(reply.body.Invoices[0]).toMatchObject({ CurrencyRate: 117, CurrencyCode: 'EUR' });
    expect(reply.body.Invoices[0]!.Warnings).toHaveLength(1);
  });
});

describe('numbers of invoices', () => {
  it('are given in a series that skips those taken by hand', () => {
    const desk = new Desk();
    desk.invoice({ InvoiceNumber: 'INV-0002' });
    expect([desk.invoice().InvoiceNumber, desk.invoice().InvoiceNumber]).toEqual(['INV-0001', 'INV-0003']);
  });

  it('may not be used twice by PUT, whatever their case', () => {
    const desk = new Desk();
    desk.invoice({ InvoiceNumber: 'A-1' });
    expect(desk.put('/Invoices', desk.sale({ InvoiceNumber: 'a-1' })).messages).toEqual(['Invoice # must be unique.']);
  });

  it('make POST update the invoice that has one already', () => {
    const desk = new Desk();
    const first = desk.invoice({ InvoiceNumber: 'A-1', Status: 'DRAFT' });
    const again = desk.post('/Invoices', desk.sale({ InvoiceNumber: 'A-1', Reference: 'second', Status: 'DRAFT' }));
    expect(again.body.Invoices[0]).toMatchObject({ InvoiceID: first.InvoiceID, Reference: 'second' });
    expect(again.touched[0]).toMatchObject({ type: 'UPDATE' });
  });

  it('of bills may repeat, and match nothing', () => {
    const desk = new Desk();
    const [one, two] = [desk.post('/Invoices', desk.bill()), desk.post('/Invoices', desk.bill())];
    expect(one.body.Invoices[0]!.InvoiceID).not.toBe(two.body.Invoices[0]!.InvoiceID);
    expect(two.body.Invoices[0]!.InvoiceNumber).toBe('SUP-1');
  });

  it.each([
    [false, 400],
    [true, 200],
  ])('of voided invoices are free again: %s', (voidedNumberReusable, status) => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, voidedNumberReusable };
    const { InvoiceID } = desk.invoice({ InvoiceNumber: 'A-1' });
    desk.post(`/Invoices/${InvoiceID}`, { Status: 'VOIDED' });
    expect(desk.put('/Invoices', desk.sale({ InvoiceNumber: 'A-1' })).status).toBe(status);
  });

  it('of deleted drafts are free again', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice({ InvoiceNumber: 'A-1', Status: 'DRAFT' });
    desk.post(`/Invoices/${InvoiceID}`, { Status: 'DELETED' });
    expect(desk.invoice({ InvoiceNumber: 'A-1' }).InvoiceNumber).toBe('A-1');
  });
});

describe('the life of an invoice', () => {
  const statuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'VOIDED', 'DELETED', 'PAID'] as const;
  const legal: Record<string, readonly string[]> = {
    DRAFT: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
    SUBMITTED: ['SUBMITTED', 'DRAFT', 'AUTHORISED', 'DELETED'],
    AUTHORISED: ['AUTHORISED', 'VOIDED'],
    VOIDED: [],
    DELETED: [],
  };
  const reached: Record<string, readonly string[]> = {
    VOIDED: ['AUTHORISED', 'VOIDED'],
    DELETED: ['DRAFT', 'DELETED'],
  };

  it.each(
    Object.keys(legal).flatMap((from) => statuses.map((to) => [from, to, legal[from]?.includes(to) ?? false] as const)),
  )('goes from %s to %s: %s', (from, to, allowed) => {
    const desk = new Desk();
    const [start = from, end] = reached[from] ?? [];
    const { InvoiceID } = desk.invoice({ Status: start });
    if (end) expect(desk.post(`/Invoices/${InvoiceID}`, { Status: end }).status).toBe(200);
    const moved = desk.post(`/Invoices/${InvoiceID}`, { Status: to });
    expect(moved.messages).toEqual(allowed ? [] : [NOT_MODIFIABLE]);
    expect(desk.read(InvoiceID).Status).toBe(allowed ? to : from);
  });

  it('owes nothing once voided', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    desk.post(`/Invoices/${InvoiceID}`, { Status: 'VOIDED' });
    expect(desk.read(InvoiceID)).toMatchObject({ Status: 'VOIDED', AmountDue: 0, AmountPaid: 0 });
  });

  it('needs accounts, taxes and a due date only when it is to be approved', () => {
    const desk = new Desk();
    const LineItems = [{ Description: 'Design', Quantity: 1, UnitAmount: 100 }];
    const draft = desk.invoice({ Status: 'DRAFT', LineItems, DueDate: undefined });
    const approved = desk.post(`/Invoices/${draft.InvoiceID}`, { Status: 'AUTHORISED' });
    expect(approved.messages).toEqual([
      'Invoice must have a due date before it can be approved',
      'Account code or ID must be specified',
      'The TaxType field is mandatory',
    ]);
    expect(desk.read(draft.InvoiceID).Status).toBe('DRAFT');
  });

  it('needs no due date where approval does not ask for one', () => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, dueDateRequiredOnApproval: false };
    expect(desk.invoice({ DueDate: undefined }).Status).toBe('AUTHORISED');
  });

  it('ends for a paid invoice with its first payment: nothing but texts, accounts, due date and number may change', () => {
    const desk = new Desk();
    const { InvoiceID, LineItems } = desk.invoice();
    desk.pay(InvoiceID, 20);
    const line = LineItems[0]!;
    const change = (more: object) => desk.post(`/Invoices/${InvoiceID}`, more).messages;
    expect(
      change({ Reference: 'new', DueDate: '2027-01-31', InvoiceNumber: 'N-1', Url: 'https://bridge.example/9' }),
    ).toEqual([]);
    expect(
      change({ LineItems: [{ LineItemID: line.LineItemID, Description: 'Better words', AccountCode: '260' }] }),
    ).toEqual([]);
    expect(change({ LineItems: [{ ...line, LineAmount: undefined, TaxAmount: undefined, UnitAmount: 90 }] })).toEqual([
      NOT_MODIFIABLE,
      HAS_PAYMENT,
    ]);
    expect(
      change({ LineItems: [{ Description: 'Design', Quantity: 1, UnitAmount: 100, AccountCode: '200' }] }),
    ).toEqual([NOT_MODIFIABLE, HAS_PAYMENT]);
    expect(change({ Date: '2026-11-21' })).toEqual([NOT_MODIFIABLE, HAS_PAYMENT]);
    expect(change({ Status: 'VOIDED' })).toEqual([NOT_MODIFIABLE, HAS_PAYMENT]);
    expect(desk.read(InvoiceID)).toMatchObject({ Reference: 'new', Total: 120, AmountDue: 100 });
    expect(desk.read(InvoiceID).LineItems[0]).toMatchObject({ Description: 'Better words', AccountCode: '260' });
  });

  it('does not count a new due date on a part-paid invoice as an update', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    desk.pay(InvoiceID, 20);
    const before = desk.read(InvoiceID).UpdatedDateUTC;
    desk.pass(60_000);
    desk.post(`/Invoices/${InvoiceID}`, { DueDate: '2027-03-01' });
    expect(desk.read(InvoiceID).UpdatedDateUTC).toBe(before);
    desk.post(`/Invoices/${InvoiceID}`, { Reference: 'seen' });
    expect(desk.read(InvoiceID).UpdatedDateUTC).not.toBe(before);
  });

  it('keeps a line that is sent with its id, adds one without, and drops the one that is missing', () => {
    const desk = new Desk();
    const lines = ['a', 'b'].map((Description) => ({ Description, Quantity: 1, UnitAmount: 10, AccountCode: '200' }));
    const invoice = desk.invoice({ Status: 'DRAFT', LineItems: lines });
    const kept = invoice.LineItems[1]!.LineItemID;
    const sent = [
      { LineItemID: kept, Description: 'b2' },
      { Description: 'c', Quantity: 1, UnitAmount: 5, AccountCode: '200' },
    ];
    const changed = desk.post(`/Invoices/${invoice.InvoiceID}`, { LineItems: sent }).body.Invoices[0]!;
    // 10.00 kept + 5.00 new
    expect(changed.SubTotal).toBe(15);
    expect(changed.LineItems[0]).toMatchObject({ LineItemID: kept, Description: 'b2', LineAmount: 10 });
    expect(changed.LineItems).toHaveLength(2);
  });

  it('takes the id of a line once, and never that of another document', () => {
    const desk = new Desk();
    const [one, other] = [desk.invoice({ Status: 'DRAFT' }), desk.invoice({ Status: 'DRAFT' })];
    const [own, foreign] = [one.LineItems[0]!.LineItemID, other.LineItems[0]!.LineItemID];
    const line = { Description: 'a', Quantity: 1, UnitAmount: 10, AccountCode: '200' };
    const sent = [own, own, foreign].map((LineItemID) => ({ ...line, LineItemID }));
    const { LineItems } = desk.post(`/Invoices/${one.InvoiceID}`, { LineItems: sent }).body.Invoices[0]!;
    const ids = LineItems.map(({ LineItemID }) => LineItemID);
    expect(ids[0]).toBe(own);
    expect(new Set([...ids, foreign]).size).toBe(4);
    expect(desk.read(other.InvoiceID).LineItems[0]!.LineItemID).toBe(foreign);
  });

  it('is not made by POST when its id is unknown, whatever its number', () => {
    const desk = new Desk();
    const invoice = desk.invoice({ Status: 'DRAFT' });
    const { InvoiceNumber } = invoice;
    const InvoiceID = '99999999-9999-4999-8999-999999999999';
    const answer = desk.post(
      '/Invoices',
      { InvoiceID, InvoiceNumber, Reference: 'x' },
      { query: { summarizeErrors: 'false' } },
    );
    expect(answer.body.Invoices[0]).toMatchObject({ StatusAttributeString: 'ERROR' });
    expect(desk.read(invoice.InvoiceID).UpdatedDateUTC).toBe(invoice.UpdatedDateUTC);
  });

  it('moves UpdatedDateUTC forward even when the clock goes back', () => {
    const desk = new Desk();
    const first = desk.invoice({ Status: 'DRAFT' });
    desk.pass(-3_600_000);
    const changed = desk.post(`/Invoices/${first.InvoiceID}`, { Reference: 'later' }).body.Invoices[0]!;
    expect(changed.UpdatedDateUTC).toBe(first.UpdatedDateUTC);
  });
});

describe('lock dates', () => {
  const PERIOD = 'The document date cannot be before the period lock date, currently set at 31 October 2026';

  it('keep documents out of the closed period, and let advisers pass', () => {
    const desk = new Desk();
    desk.books.accountant(desk.tenant).setLockDates({ periodLockedOn: '2026-10-31' });
    const old = desk.sale({ Date: '2026-10-31' });
    expect(desk.put('/Invoices', old).messages).toEqual([PERIOD]);
    expect(desk.put('/Invoices', old, { user: ADVISER }).status).toBe(200);
    expect(desk.put('/Invoices', desk.sale({ Date: '2026-11-01' })).status).toBe(200);
  });

  it('let nobody pass at the end of the year', () => {
    const desk = new Desk();
    desk.books.accountant(desk.tenant).setLockDates({ yearLockedOn: '2026-03-31' });
    const reply = desk.put('/Invoices', desk.sale({ Date: '2026-03-31' }), { user: ADVISER });
    expect(reply.messages).toEqual([
      'The document date cannot be before the end of year lock date, currently set at 31 March 2026',
    ]);
  });

  it('freeze what is already in the closed period', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice({ Date: '2026-03-01' });
    desk.books.accountant(desk.tenant).setLockDates({ yearLockedOn: '2026-03-31' });
    const message = 'The document cannot be edited as it is currently dated before the end of year lock date';
    expect(desk.post(`/Invoices/${InvoiceID}`, { Reference: 'x' }).messages).toEqual([message]);
    expect(desk.post(`/Invoices/${InvoiceID}`, { Status: 'VOIDED' }).messages).toEqual([message]);
  });

  it.each([
    [true, 200],
    [false, 400],
  ])('let a draft into the closed period: %s', (draftAllowedInLockedPeriod, status) => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, draftAllowedInLockedPeriod };
    desk.books.accountant(desk.tenant).setLockDates({ periodLockedOn: '2026-10-31' });
    expect(desk.put('/Invoices', desk.sale({ Date: '2026-10-01', Status: 'DRAFT' })).status).toBe(status);
  });
});

describe('the smallest plan', () => {
  it('approves twenty sales invoices and five bills dated in one month, and counts the voided', () => {
    const desk = new Desk(STARTER);
    for (let count = 0; count < 20; count++) desk.invoice();
    for (let count = 0; count < 5; count++) expect(desk.put('/Invoices', desk.bill()).status).toBe(200);
    const limit = ['You have reached the limit of invoices you can approve'];
    expect(desk.put('/Invoices', desk.sale()).messages).toEqual(limit);
    expect(desk.put('/Invoices', desk.bill()).messages).toEqual(limit);
    const first = desk.get('/Invoices', { where: 'Type=="ACCREC"' }).body.Invoices[0]!;
    desk.post(`/Invoices/${first.InvoiceID}`, { Status: 'VOIDED' });
    expect(desk.put('/Invoices', desk.sale()).messages).toEqual(limit);
    expect(desk.put('/Invoices', desk.sale({ Status: 'DRAFT' })).status).toBe(200);
    expect(desk.put('/Invoices', desk.sale({ Date: '2026-12-01' })).status).toBe(200);
  });
});

describe('one organisation', () => {
  it('never sees what another one has', () => {
    const desk = new Desk();
    const { InvoiceID } = desk.invoice();
    expect(desk.get(`/Invoices/${InvoiceID}`, {}, { tenant: KIWI }).status).toBe(404);
    expect(desk.get('/Invoices', {}, { tenant: KIWI }).body.Invoices).toEqual([]);
    expect(desk.put('/Invoices', desk.sale(), { tenant: KIWI }).status).toBe(400);
  });
});
