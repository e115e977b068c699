import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { isFault, type Fault } from '@bridge/application';
import { sampleBill, sampleInvoice } from '@bridge/application/testing';
import { startStubServer, type StubServer } from '../testing/stub-server.js';
import { address, now, xeroAt, type XeroUnderTest } from '../testing/xero-under-test.js';

const expired = { status: 401, body: { Status: 401, Detail: 'TokenExpired: token expired at 11/24/2026 08:30:00' } };
const created = {
  InvoiceID: '5ceffde5-6786-4987-b03a-bf88d262c286',
  Contact: { ContactID: '430fa14a-f945-44d3-9f97-5df5e28441b8' },
  Status: 'DRAFT',
  CurrencyCode: 'GBP',
  Total: 36,
  StatusAttributeString: 'OK',
};
const well = { status: 200, body: { DateTimeUTC: '/Date(1764000000000)/', Invoices: [created] } };

describe('a call to Xero', () => {
  let server: StubServer;
  let xero: XeroUnderTest;
  beforeEach(async () => {
    server = await startStubServer();
    xero = xeroAt(server.url);
  });
  afterEach(() => server.close());

  const create = (on = xero) => on.documents.create(address, 'key-1', on.documents.compose([sampleBill('c-1')]));
  const read = (on = xero) => on.changes.documents(address, now, 1);

  it('goes to one organisation, with one token and one idempotency key', async () => {
    server.answer(well);
    await create();
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({
      method: 'PUT',
      url: '/api.xro/2.0/Invoices?summarizeErrors=false&unitdp=4',
      headers: {
        authorization: 'Bearer CANARY-token-1',
        'xero-tenant-id': address.organisationId,
        'idempotency-key': 'key-1',
      },
    });
  });

  it('renews an expired token once and repeats the call', async () => {
    server.answer(expired, well);
    expect((await create()).outcomes[0]?.ok).toBe(true);
    expect(server.seen.map((request) => request.headers.authorization)).toEqual([
      'Bearer CANARY-token-1',
      'Bearer CANARY-token-2',
    ]);
    expect(server.seen[1]?.body).toBe(server.seen[0]?.body);
  });

  it('does not go round in circles when the new token is not taken either', async () => {
    server.answer({ status: 401, body: { Detail: 'AuthenticationUnsuccessful' } });
    expect((await failure(create())).fault).toEqual({ kind: 'disconnected' });
    expect(server.seen).toHaveLength(2);
  });

  it('does not renew for a missing permission', async () => {
    server.answer({ status: 401, body: { Detail: 'AuthorizationUnsuccessful' } });
    expect((await failure(create())).fault).toEqual({ kind: 'unauthorised' });
    expect(server.seen).toHaveLength(1);
  });

  it('is refused in Xero’s own words', async () => {
    const body = {
      ErrorNumber: 10,
      Type: 'ValidationException',
      Message: 'A validation exception occurred',
      Elements: [{ ValidationErrors: [{ Message: 'Invoice # must be unique.' }] }],
    };
    server.answer({ status: 400, body });
    expect((await failure(create())).fault).toEqual({
      kind: 'refused',
      problems: [{ code: 'number_in_use', path: 'number', detail: 'Invoice # must be unique.' }],
    });
  });

  it('is disconnected on a 403, even with an empty body', async () => {
    server.answer({ status: 403 });
    expect((await failure(read())).fault).toEqual({ kind: 'disconnected' });
  });

  it('is rate limited on a 429 with an empty body', async () => {
    server.answer({ status: 429, headers: { 'Retry-After': '22', 'X-Rate-Limit-Problem': 'minute' } });
    expect((await failure(create())).fault).toEqual({ kind: 'rate_limited', retryAfterMs: 22_000, scope: 'short' });
  });

  it('does not find what is not there', async () => {
    server.answer({ status: 404, body: 'The resource you’re looking for cannot be found' });
    expect((await failure(xero.documents.note(address, 'invoice', 'x', ['n'], 'k'))).fault).toEqual({
      kind: 'not_found',
    });
  });

  it('writes nothing when the connection is refused', async () => {
    const gone = xeroAt(await unusedUrl());
    expect((await failure(create(gone))).fault).toEqual({ kind: 'unavailable' });
  });

  it('is uncertain when the connection breaks during a write, and unavailable during a read', async () => {
    server.answer((request) => request.socket.destroy());
    expect((await failure(create())).fault).toEqual({ kind: 'uncertain', isReplayable: true });
    expect((await failure(read())).fault).toEqual({ kind: 'unavailable' });
  });

  it('is uncertain when the answer is cut off', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"Invoices":[{', () => response.socket?.destroy());
    });
    expect((await failure(create())).fault).toEqual({ kind: 'uncertain', isReplayable: true });
  });

  it.each([
    [500, { kind: 'uncertain', isReplayable: false }],
    [502, { kind: 'uncertain', isReplayable: true }],
    [504, { kind: 'uncertain', isReplayable: true }],
    [503, { kind: 'uncertain', isReplayable: true }],
  ])('knows what a %i to a write means', async (status, fault) => {
    server.answer({ status, body: 'Sorry' });
    expect((await failure(create())).fault).toEqual(fault);
  });

  it.each([
    'The Xero API is currently offline for maintenance',
    'The Xero API is temporarily unavailable',
    'The Organisation is offline',
  ])('knows that nothing was written when Xero itself says: %s', async (body) => {
    server.answer({ status: 503, body });
    expect((await failure(create())).fault).toEqual({ kind: 'unavailable', retryAfterMs: 300_000 });
  });

  it.each([500, 502, 504])('calls a %i to a read unavailable', async (status) => {
    server.answer({ status, body: 'Sorry' });
    expect((await failure(read())).fault).toEqual({ kind: 'unavailable' });
  });

  it('does not take a page of HTML for success', async () => {
    server.answer({ status: 200, body: '<html>Please sign in</html>' });
    expect((await failure(create())).fault).toEqual({ kind: 'uncertain', isReplayable: true });
    expect((await failure(read())).fault).toEqual({ kind: 'unavailable' });
  });

  it('follows no redirect', async () => {
    const elsewhere = await startStubServer();
    server.answer({ status: 307, headers: { location: `${elsewhere.url}/api.xro/2.0/Invoices` } });
    await failure(create());
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.close();
  });

  it('does not believe an answer that does not account for every document', async () => {
    server.answer(well);
    const wire = xero.documents.compose([sampleBill('c-1'), sampleBill('c-1')]);
    const fault = { kind: 'uncertain', isReplayable: false };
    expect((await failure(xero.documents.create(address, 'k', wire))).fault).toEqual(fault);
  });

  it('takes the zero GUID for no document', async () => {
    const nothing = { ...created, InvoiceID: '00000000-0000-0000-0000-000000000000', StatusAttributeString: 'ERROR' };
    server.answer({ status: 200, body: { Invoices: [nothing] } });
    expect((await create()).outcomes).toEqual([
      { ok: false, problems: [{ code: 'ledger_refused', path: '', detail: 'Xero refused it and did not say why' }] },
    ]);
  });

  it('does not know what became of two documents when it is told of one', async () => {
    server.answer(well);
    const wire = xero.documents.compose([sampleBill('c-1'), sampleBill('c-1')]);
    expect((await failure(xero.documents.create(address, 'key-1', wire))).fault.kind).toBe('uncertain');
  });

  it('takes a place in the budget for every attempt and learns what is left', async () => {
    const headers = { 'X-MinLimit-Remaining': '55', 'X-DayLimit-Remaining': '4321' };
    server.answer({ ...expired, headers }, { ...well, headers });
    await create();
    expect(xero.budget.taken).toBe(2);
    expect(xero.budget.learned).toEqual([
      { minute: 55, day: 4321 },
      { minute: 55, day: 4321 },
    ]);
  });

  it('does not leave once the time is over in which the ledger remembers its key', async () => {
    server.answer(well);
    const wire = xero.documents.compose([sampleBill('c-1')]);
    await xero.documents.create(address, 'key-1', wire, now + 1);
    expect(server.seen).toHaveLength(1);
    const late = await failure(xero.documents.create(address, 'key-1', wire, now));
    expect([late.fault.kind, server.seen.length]).toEqual(['unavailable', 1]);
    expect([xero.budget.taken, xero.budget.learned.length]).toEqual([2, 2]);
  });

  it('gives its place back when the call fails', async () => {
    server.answer((request) => request.socket.destroy());
    await failure(create());
    expect([xero.budget.taken, xero.budget.learned.length]).toEqual([1, 1]);
  });

  it('passes on the correlation id, of success and of failure', async () => {
    const headers = { 'Xero-Correlation-Id': 'corr-1' };
    server.answer({ ...well, headers }, { status: 500, headers });
    expect((await create()).correlationId).toBe('corr-1');
    expect((await failure(create())).correlationId).toBe('corr-1');
    expect(xero.log.map((entry) => [entry.status, entry.correlationId])).toEqual([
      [200, 'corr-1'],
      [500, 'corr-1'],
    ]);
  });

  it('says nothing secret in logs and faults', async () => {
    server.answer((request) => request.socket.destroy());
    const faults = [await failure(create()), await failure(xero.access.refresh('CANARY-refresh'))];
    server.answer({ status: 400, body: { error: 'invalid_client' } });
    faults.push(await failure(xero.access.refresh('CANARY-refresh')));
    const told = faults.map((fault) => [
      JSON.stringify(fault),
      fault.message,
      String(fault.stack),
      String(fault.cause),
    ]);
    expect(JSON.stringify([told, xero.log])).not.toContain('CANARY');
  });

  it('lets one odd row of a page not hide the others', async () => {
    const row = { ...created, Type: 'ACCPAY', AmountDue: 36, AmountPaid: 0, AmountCredited: 0, Payments: [] };
    const good = { ...row, UpdatedDateUTC: '/Date(1764000000000+0000)/' };
    const odd = {
      ...row,
      InvoiceID: '6ceffde5-6786-4987-b03a-bf88d262c286',
      UpdatedDateUTC: 'the day before yesterday',
    };
    server.answer({ status: 200, body: { DateTimeUTC: '/Date(1764000000000)/', Invoices: [odd, good] } });
    const page = await read();
    expect(page.snapshots.map((snapshot) => snapshot.ledgerId)).toEqual([good.InvoiceID]);
    expect(page.unreadable).toEqual([
      { ledgerId: odd.InvoiceID, reason: 'UpdatedDateUTC is not understood: "the day before yesterday"' },
    ]);
  });

  it('asks for changes in whole seconds of UTC', async () => {
    server.answer({ status: 200, body: { DateTimeUTC: '/Date(1764000000000)/', Invoices: [] } });
    await xero.changes.documents(address, Date.parse('2026-11-24T08:59:59.999Z'), 3);
    expect(server.seen[0]?.headers['if-modified-since']).toBe('2026-11-24T08:59:59');
    const query = new URLSearchParams(server.seen[0]?.url.split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      order: 'InvoiceID ASC',
      Statuses: 'DRAFT,SUBMITTED,AUTHORISED,PAID,VOIDED,DELETED',
      page: '3',
      pageSize: '1000',
    });
  });

  it('looks through every page for its own documents', async () => {
    const invoice = sampleInvoice('c-1');
    const { marker } = invoice;
    const page = (pageCount: number, Invoices: unknown[]) => ({
      status: 200,
      body: { pagination: { pageCount }, Invoices },
    });
    server.answer(page(2, [{ ...created, Url: 'https://other.example/' }]), page(2, [{ ...created, Url: marker }]));
    const found = await xero.documents.findByMarker(address, [invoice], now);
    expect([...found.keys()]).toEqual([marker]);
    const queries = server.seen.map((request) => new URLSearchParams(request.url.split('?')[1]));
    expect(queries.map((query) => query.get('page'))).toEqual(['1', '2']);
    expect(queries[0]?.get('createdByMyApp')).toBe('true');
  });

  it('does not say “not there” of a document of ours that it cannot read', async () => {
    const invoice = sampleInvoice('c-1');
    const { marker } = invoice;
    server.answer({ status: 200, body: { Invoices: [{ ...created, Url: marker, Total: 'lots' }] } });
    expect((await failure(xero.documents.findByMarker(address, [invoice], now))).fault).toEqual({
      kind: 'unavailable',
    });
  });
});

async function failure(call: Promise<unknown>): Promise<Fault> {
  const outcome = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (!isFault(outcome)) throw new Error('Expected a fault', { cause: outcome });
  return outcome;
}

async function unusedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
