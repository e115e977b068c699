import { isFault } from '@bridge/application';
import { sampleInvoice } from '@bridge/application/testing';
import { startStubServer, type StubAnswer, type StubServer } from './testing/stub-server.js';
import { address, now, xeroAt, type XeroUnderTest } from './testing/xero-under-test.js';

const id = '99999999-9999-4999-8999-999999999999';
const invoice = {
  InvoiceID: id,
  Type: 'ACCREC',
  Status: 'PAID',
  CurrencyCode: 'GBP',
  Total: 1,
  AmountPaid: 1,
  AmountDue: 0,
};
const json = (body: unknown): StubAnswer => ({ status: 200, body });
const text = (body: string, status = 200): StubAnswer => ({
  status,
  body,
  headers: { 'content-type': 'application/json' },
});

const odd: readonly (readonly [string, StubAnswer])[] = [
  ['a page instead of JSON', { status: 200, body: '<html>Sorry</html>', headers: { 'content-type': 'text/html' } }],
  ['nothing at all', text('')],
  ['null', text('null')],
  ['a number', text('7')],
  ['a list', json([])],
  ['half an answer', text('{"Invoices":[{"InvoiceID":"')],
  ['a hundred thousand levels', text(`{"Invoices":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
  ['twenty megabytes', text(JSON.stringify({ Invoices: [], Padding: 'x'.repeat(20_000_000) }))],
  ['an empty 429', { status: 429, body: '' }],
  [
    'a 200 with an error inside',
    json({ ErrorNumber: 10, Type: 'ValidationException', Message: 'No', Elements: 'none' }),
  ],
  ['text where rows belong', json({ Invoices: 'x', Contacts: 1, Accounts: true, Payments: {} })],
  [
    'rows of every kind',
    json({ Invoices: [null, 1, 'x', [], {}], Contacts: [null, {}], Accounts: [null, 7], Payments: [null] }),
  ],
  ['no dates', json({ DateTimeUTC: null, Invoices: [{ ...invoice, UpdatedDateUTC: null, FullyPaidOnDate: null }] })],
  [
    'dates before all time',
    json({ DateTimeUTC: '/Date(-62135596800001)/', Invoices: [{ ...invoice, UpdatedDateUTC: '/Date(-1)/' }] }),
  ],
  [
    'dates after all time',
    json({ DateTimeUTC: '/Date(9e99)/', Invoices: [{ ...invoice, UpdatedDateUTC: '/Date(99999999999999999999)/' }] }),
  ],
  ['amounts that are none', json({ Invoices: [{ ...invoice, Total: 'NaN', AmountPaid: null, AmountDue: {} }] })],
  ['a key that reaches for prototypes', text('{"__proto__":{"polluted":1},"Invoices":[{"__proto__":{"polluted":1}}]}')],
  ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }],
  ['a status that nobody has heard of', { status: 799, body: 'x' }],
];

describe('Security 8: an answer of Xero that it should never give', () => {
  let stub: StubServer;
  let xero: XeroUnderTest;
  beforeEach(async () => {
    stub = await startStubServer();
    xero = xeroAt(stub.url);
  });
  afterEach(() => stub.close());

  /** What the rest of the bridge knows how to show to people. Everything else would be a crash. */
  const isKnown = (call: Promise<unknown>) =>
    call.then(
      () => 'an answer',
      (error: unknown) => (isFault(error) ? 'a fault' : error),
    );

  it.each(odd)('is read, or is a fault that people see: %s', async (_, answer) => {
    stub.answer(answer);
    const outcomes = [
      await isKnown(xero.changes.documents(address, now, 1)),
      await isKnown(xero.changes.payments(address, now, 1)),
      await isKnown(xero.changes.find(address, 'invoice', id)),
      await isKnown(xero.contacts.changedSince(address, now, 1)),
      await isKnown(xero.chart.read(address)),
      await isKnown(xero.access.organisations('a-token')),
      await isKnown(xero.access.refresh('a-refresh-token')),
      await isKnown(xero.documents.create(address, 'k', xero.documents.compose([sampleInvoice(id)]))),
    ];
    expect(outcomes.filter((outcome) => outcome !== 'an answer' && outcome !== 'a fault')).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
