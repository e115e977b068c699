import { createBooks } from '../books.js';
import { Desk } from '../testing/desk.js';

/** Three invoices a minute apart: A for 120, B for 240 (paid), C a draft with a quote in its reference. */
function filled(): Desk {
  const desk = new Desk();
  desk.invoice({ InvoiceNumber: 'A', Reference: 'one' });
  desk.pass(60_000);
  const LineItems = [{ Description: 'x', Quantity: 2, UnitAmount: 100, AccountCode: '200' }];
  const { InvoiceID } = desk.invoice({ InvoiceNumber: 'B', Date: '2026-10-01', LineItems });
  desk.pay(InvoiceID, 240);
  desk.pass(60_000);
  desk.invoice({
    InvoiceNumber: 'C',
    Status: 'DRAFT',
    Reference: 'say "hi"',
    Contact: { ContactID: desk.contact('Northern Rail Museum') },
  });
  return desk;
}

const numbers = (desk: Desk, query: Record<string, string>, headers: Record<string, string> = {}) =>
  desk.get('/Invoices', query, { headers }).body.Invoices.map(({ InvoiceNumber }) => InvoiceNumber);

describe('where', () => {
  it.each([
    ['Status=="PAID"', ['B']],
    ['Status="PAID"', ['B']],
    ['Status!="PAID"', ['A', 'C']],
    ['Type=="ACCREC" AND Date>=DateTime(2026,11,01)', ['A', 'C']],
    ['Date < DateTime(2026, 11, 01)', ['B']],
    ['AmountDue>0 && AmountDue<=120', ['A', 'C']],
    ['InvoiceNumber=="A" OR InvoiceNumber=="C"', ['A', 'C']],
    ['(InvoiceNumber=="A" || InvoiceNumber=="B") and Status=="PAID"', ['B']],
    ['Reference=="say ""hi"""', ['C']],
    ['Reference.Contains("NE")', ['A']],
    ['Reference.ToLower().Contains("x")', null],
    ['!(Status=="PAID")', ['A', 'C']],
    ['Contact.Name=="northern rail museum"', ['C']],
    ['Reference!=null AND Status=="DRAFT"', ['C']],
    ['SentToContact==false AND Status=="DRAFT"', ['C']],
    ['FullyPaidOnDate==null', ['A', 'C']],
  ])('%s', (where, expected) => {
    const reply = filled().get('/Invoices', { where });
    if (expected === null) expect([reply.status, reply.body.ErrorNumber]).toEqual([400, 16]);
    else expect(reply.body.Invoices.map(({ InvoiceNumber }) => InvoiceNumber).sort()).toEqual(expected);
  });

  it('finds by id', () => {
    const desk = filled();
    const [first] = desk.get('/Invoices').body.Invoices;
    expect(numbers(desk, { where: `InvoiceID==guid("${first!.InvoiceID}")` })).toEqual(['A']);
    expect(numbers(desk, { where: `Contact.ContactID==Guid("${desk.contact()}")` })).toEqual(['A', 'B']);
  });

  it.each([
    'Reference=="open',
    'Status==',
    'Colour=="red"',
    'Date==5',
    'Reference=="a\\"b"',
    'Status=="PAID" XOR true',
    'Reference=="a"b"',
  ])('does not parse %s', (where) => {
    const reply = new Desk().get('/Invoices', { where });
    expect([reply.status, reply.body.ErrorNumber, reply.body.Type]).toEqual([400, 16, 'QueryParseException']);
  });

  it('says that a string never ends', () => {
    expect(new Desk().get('/Contacts', { where: 'Name=="open' }).body.Message).toBe('Unterminated string literal');
  });
});

describe('lists', () => {
  it('show no lines and only a summary of the contact unless they are paged', () => {
    const desk = filled();
    const [plain] = desk.get('/Invoices').body.Invoices;
    const [paged] = desk.get('/Invoices', { page: '1' }).body.Invoices;
    expect(plain!.LineItems).toEqual([]);
    expect(paged!.LineItems).toHaveLength(1);
    expect(Object.keys(paged!.Contact)).toContain('EmailAddress');
    expect(Object.keys(plain!.Contact)).not.toContain('EmailAddress');
    expect(desk.get('/Invoices').body.pagination).toBeUndefined();
  });

  it('are cut into pages, the size of which is bent into 1 to 1000', () => {
    const desk = filled();
    const page = (query: Record<string, string>) => desk.get('/Invoices', query).body.pagination;
    expect(page({ page: '1' })).toEqual({ page: 1, pageSize: 100, pageCount: 1, itemCount: 3 });
    expect(page({ page: '1', pageSize: '5000' }).pageSize).toBe(1000);
    expect(page({ page: '1', pageSize: '0' })).toMatchObject({ pageSize: 1, pageCount: 3 });
    expect(numbers(desk, { page: '2', pageSize: '2', order: 'InvoiceNumber' })).toEqual(['C']);
    expect(numbers(desk, { page: '9' })).toEqual([]);
  });

  it('are paged and full when statuses are given, and lean when a summary is', () => {
    const desk = filled();
    const byStatus = desk.get('/Invoices', { Statuses: 'PAID,DRAFT' });
    expect(byStatus.body.pagination.itemCount).toBe(2);
    expect(byStatus.body.Invoices[0]!.LineItems).toHaveLength(1);
    const lean = desk.get('/Invoices', { summaryOnly: 'true' });
    expect(lean.body.pagination.itemCount).toBe(3);
    expect(lean.body.Invoices[0]!.LineItems).toBeUndefined();
    expect(lean.body.Invoices[0]!.Payments).toBeUndefined();
  });

  it('take ids, numbers, contacts and a search term', () => {
    const desk = filled();
    expect(numbers(desk, { InvoiceNumbers: 'a,C' }).sort()).toEqual(['A', 'C']);
    expect(numbers(desk, { ContactIDs: desk.contact('Northern Rail Museum') })).toEqual(['C']);
    expect(numbers(desk, { SearchTerm: 'ON' })).toEqual(['A']);
    const [first] = desk.get('/Invoices').body.Invoices;
    expect(numbers(desk, { IDs: first!.InvoiceID })).toEqual(['A']);
  });

  it('hold only what this app has made when asked to', () => {
    const desk = filled();
    desk.books.accountant(desk.tenant).createManualInvoice(desk.sale({ InvoiceNumber: 'HAND' }));
    expect(numbers(desk, { createdByMyApp: 'true' })).not.toContain('HAND');
    expect(numbers(desk, {})).toContain('HAND');
    expect(desk.get('/Invoices', { createdByMyApp: 'true' }, { client: 'another-app' }).body.Invoices).toEqual([]);
  });

  it.each([
    ['2026-11-24T09:01:00', ['B', 'C']],
    ['2026-11-24T09:01:00.999Z', ['B', 'C']],
    ['Tue, 24 Nov 2026 09:01:00 GMT', ['B', 'C']],
    ['2026-11-24T09:01:01', ['C']],
    ['2027-01-01T00:00:00', []],
  ])('hold what was modified at or after %s, to the second', (since, expected) => {
    expect(numbers(filled(), {}, { 'If-Modified-Since': since })).toEqual(expected);
  });

  it('come in the order of their last update, ties by id, or as asked', () => {
    const desk = filled();
    expect(numbers(desk, {})).toEqual(['A', 'B', 'C']);
    expect(numbers(desk, { order: 'UpdatedDateUTC DESC' })).toEqual(['C', 'B', 'A']);
    expect(numbers(desk, { order: 'Date ASC, InvoiceNumber DESC' })).toEqual(['B', 'C', 'A']);
    expect(desk.get('/Invoices', { order: 'Colour' }).body.ErrorNumber).toBe(16);
    const [first] = desk.get('/Invoices').body.Invoices;
    desk.pass(60_000);
    desk.post(`/Invoices/${first!.InvoiceID}`, { Reference: 'touched' });
    expect(numbers(desk, {})).toEqual(['B', 'C', 'A']);
  });
});

describe('a list that lags behind the books', () => {
  it('shows a change once the lag is over, and by its id at once', () => {
    const desk = new Desk();
    desk.assumptions = { ...desk.assumptions, listLagSeconds: 60 };
    const { InvoiceID, InvoiceNumber } = desk.invoice();
    expect(numbers(desk, {})).toEqual([]);
    expect(numbers(desk, { InvoiceNumbers: InvoiceNumber })).toEqual([]);
    expect(numbers(desk, { IDs: InvoiceID })).toEqual([InvoiceNumber]);
    expect(desk.read(InvoiceID).InvoiceNumber).toBe(InvoiceNumber);
    expect(desk.books.accountant(desk.tenant).list('Invoices')).toHaveLength(1);
    desk.pass(59_999);
    expect(numbers(desk, {})).toEqual([]);
    desk.pass(1);
    expect(numbers(desk, {})).toEqual([InvoiceNumber]);
    desk.pay(InvoiceID, 20);
    expect([numbers(desk, {}), desk.get('/Payments').body.Payments]).toEqual([[], []]);
    desk.pass(60_000);
    expect([numbers(desk, {}), desk.get('/Payments').body.Payments]).toEqual([[InvoiceNumber], [expect.anything()]]);
  });

  it('lags in contacts too', () => {
    const desk = new Desk();
    desk.pass(60_000);
    desk.assumptions = { ...desk.assumptions, listLagSeconds: 60 };
    const { ContactID } = desk.put('/Contacts', { Name: 'Just Met Ltd' }).body.Contacts[0]!;
    const shown = (query: Record<string, string>) => desk.get('/Contacts', query).body.Contacts.map(({ Name }) => Name);
    expect(shown({})).toContain('Harbour Coffee');
    expect(shown({})).not.toContain('Just Met Ltd');
    expect(shown({ IDs: ContactID })).toEqual(['Just Met Ltd']);
  });
});

describe('voided and deleted invoices', () => {
  it.each([
    [true, ['A', 'B', 'C']],
    [false, ['A']],
  ])('are listed unasked: %s', (goneListedUnasked, shown) => {
    const desk = filled();
    desk.assumptions = { ...desk.assumptions, goneListedUnasked };
    const [a, b, c] = desk.get('/Invoices', { InvoiceNumbers: 'A,B,C' }).body.Invoices.map((row) => row.InvoiceID);
    const { PaymentID } = desk.read(b!).Payments[0]!;
    desk.post(`/Payments/${PaymentID}`, { Status: 'DELETED' });
    desk.post(`/Invoices/${b}`, { Status: 'VOIDED' });
    desk.post(`/Invoices/${c}`, { Status: 'DELETED' });
    expect(numbers(desk, {}).sort()).toEqual(shown);
    expect(numbers(desk, { Statuses: 'VOIDED,DELETED' }).sort()).toEqual(['B', 'C']);
    expect(numbers(desk, { where: 'Status=="VOIDED"' })).toEqual(['B']);
    expect(numbers(desk, { InvoiceNumbers: 'C' })).toEqual(['C']);
    expect(numbers(desk, { IDs: `${a},${b}` }).sort()).toEqual(['A', 'B']);
  });
});

describe('a hundred thousand invoices', () => {
  it('are read by page, by change and by number without walking them all each time', () => {
    const desk = new Desk();
    fill(desk, 100_000);
    const started = performance.now();
    for (let read = 0; read < 20; read++) {
      expect(desk.get('/Invoices', { page: '1000' }).body.pagination.itemCount).toBe(100_000);
      // One every 10 ms since 09:00:00: those of the last second.
      const changed = desk.get('/Invoices', { page: '1' }, { headers: { 'if-modified-since': '2026-11-24T09:16:39' } });
      expect(changed.body.pagination.itemCount).toBe(100);
      expect(numbers(desk, { where: 'InvoiceNumber=="N-54321"' })).toEqual(['N-54321']);
    }
    // Sixty reads; each may take a tenth of a second on a slow machine.
    expect(performance.now() - started).toBeLessThan(6000);
    desk.invoice({ Status: 'DRAFT' });
    expect(desk.get('/Invoices').status).toBe(400);
    expect(desk.get('/Invoices', { page: '1', where: 'Reference.Contains("x")' }).status).toBe(400);
    expect(desk.get('/Invoices', { page: '1', where: 'Status=="DRAFT"' }).status).toBe(200);
  }, 60_000);
});

interface Kept {
  readonly tenantId: string;
  readonly tables: { invoices: { id: string }[] };
}

/** Copies one draft `count` times through a snapshot, which is far quicker than making them one by one. */
function fill(desk: Desk, count: number): void {
  desk.invoice({ Status: 'DRAFT' });
  const kept = desk.books.snapshot() as Kept[];
  const own = kept.find(({ tenantId }) => tenantId === desk.tenant)!;
  const [draft] = own.tables.invoices;
  own.tables.invoices = Array.from({ length: count }, (_, index) => ({
    ...draft,
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    number: `N-${String(index)}`,
    updatedAt: desk.now + index * 10,
  }));
  desk.books = createBooks({ clock: { now: () => desk.now }, seed: 'empty', snapshot: kept });
}
