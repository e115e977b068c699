import { ada, connected, goodSettings } from '../testing/scenes.js';
import type { Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

describe('requests that are wrong', () => {
  let bed: TestBed;
  let client: Client;
  beforeAll(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterAll(() => bed.close());

  const details = (answer: { body: { problems: readonly { path: string; detail: string }[] } }) =>
    Object.fromEntries(answer.body.problems.map(({ path, detail }) => [path, detail]));

  it('get one problem for each wrong field, with its path', async () => {
    const answer = await bed.call('POST', '/api/v1/session', { body: { organisationId: 'brightwell', token: '' } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(details(answer)).toEqual({
      organisationId: 'The organisation id is a number: it stands in the address of Productive, right after the host.',
      token: 'Paste a personal access token.',
    });
  });

  it('name the field inside nested settings', async () => {
    const id = await connected(bed, client);
    const settings = { ...goodSettings, invoices: { ...goodSettings.invoices, initialStatus: 'paid' } };
    const answer = await client.put(`/connections/${id}/settings`, { version: 1, settings });
    expect(Object.keys(details(answer))).toEqual(['settings.invoices.initialStatus']);
  });

  it('do not get a day into the settings that no calendar has', async () => {
    const [{ connection }] = (await client.get('/connections')).body;
    const settings = { ...goodSettings, payments: { ...goodSettings.payments, importSince: '2026-02-30' } };
    const answer = await client.put(`/connections/${connection.id}/settings`, { version: 1, settings });
    expect([answer.status, details(answer)]).toEqual([
      400,
      { 'settings.payments.importSince': '“2026-02-30” is not a day of the calendar.' },
    ]);
  });

  it.each([
    ['an unknown field', { kind: 'invoice', sourceIds: ['1'], tenantId: '1002' }, 'tenantId'],
    ['no document', { kind: 'invoice' }, 'sourceIds'],
    ['an empty list', { kind: 'invoice', sourceIds: [] }, 'sourceIds'],
    [
      'too many',
      { kind: 'invoice', sourceIds: Array.from({ length: 1001 }, (_, index) => String(index)) },
      'sourceIds',
    ],
    ['both ways', { kind: 'invoice', sourceIds: ['1'], matching: { kind: 'invoice' } }, 'matching'],
    ['an unknown kind', { kind: 'quote', sourceIds: ['1'] }, 'kind'],
    ['another kind in the query', { kind: 'invoice', matching: { kind: 'expense' } }, 'matching.kind'],
    [
      'an unknown parameter in the query',
      { kind: 'invoice', matching: { kind: 'invoice', all: 'yes' } },
      'matching.all',
    ],
    ['a number where a text belongs', { kind: 'invoice', sourceIds: [1] }, 'sourceIds'],
  ])('are refused: %s', async (_, body, path) => {
    for (const route of ['/previews', '/exports']) {
      const answer = await client.post(route, body);
      expect([answer.status, Object.keys(details(answer))]).toEqual([400, [path]]);
    }
  });

  it.each([
    ['/documents', 'kind'],
    ['/documents?kind=invoice&colour=red', 'colour'],
    ['/documents?kind=invoice&copyStatus=copied,lost', 'copyStatus'],
    ['/documents?kind=invoice&issuedFrom=24/11/2026', 'issuedFrom'],
    ['/documents?kind=invoice&issuedTo=2026-02-30', 'issuedTo'],
    ['/documents?kind=invoice&limit=201', 'limit'],
    ['/documents?kind=invoice&offset=-1', 'offset'],
    ['/exports?state=gone', 'state'],
    ['/exports?from=yesterday', 'from'],
    ['/exports/progress?requestId=abc', 'requestId'],
    ['/audit?limit=ten', 'limit'],
  ])('name the query parameter at fault: %s', async (path, field) => {
    const answer = await client.get(path);
    expect([answer.status, Object.keys(details(answer))]).toEqual([400, [field]]);
  });

  it('are told when the body is not JSON', async () => {
    const broken = await bed.call('POST', '/api/v1/session', { body: '{"organisationId":' });
    expect([broken.status, broken.body.code]).toEqual([400, 'unreadable']);
    const form = await bed.call('POST', '/api/v1/session', {
      body: 'organisationId=1001',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([form.status, form.body.code]).toEqual([415, 'not_json']);
  });

  it('are told when the body is too large', async () => {
    const { status, body } = await bed.call('POST', '/api/v1/session', { body: { token: 'x'.repeat(2_000_000) } });
    expect([status, body.code]).toEqual([413, 'too_large']);
  });

  it('are told when there is no such route', async () => {
    const { status, body } = await client.get('/invoices');
    expect([status, body.code]).toEqual([404, 'no_such_route']);
    expect((await client.get('/documents/invoice/1/copies')).status).toBe(404);
  });
});

describe('what goes wrong behind us', () => {
  let bed: TestBed;
  let client: Client;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterEach(() => bed.close());

  it.each([
    [{ kind: 'unavailable' }, 503, 'unavailable'],
    [{ kind: 'uncertain', isReplayable: true }, 503, 'unavailable'],
    [{ kind: 'unauthorised' }, 403, 'access_refused'],
    [{ kind: 'disconnected' }, 409, 'disconnected'],
    [{ kind: 'not_found' }, 404, 'not_found'],
    [{ kind: 'refused', problems: [] }, 422, 'refused'],
  ] as const)('is told by its kind: %j', async (fault, status, code) => {
    bed.source.failNext(fault, { method: 'readReference' });
    const answer = await client.get('/connections');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('says when to come back after a rate limit', async () => {
    bed.source.failNext({ kind: 'rate_limited', retryAfterMs: 4200, scope: 'short' }, { method: 'readReference' });
    const answer = await client.get('/connections');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
  });

  it('says when to try again after an outage, in the vendor’s words or in ours', async () => {
    bed.source.failNext({ kind: 'unavailable', retryAfterMs: 5000 }, { method: 'readReference' });
    expect((await client.get('/connections')).headers.get('retry-after')).toBe('5');
    bed.source.failNext({ kind: 'unavailable' }, { method: 'readReference' });
    expect((await client.get('/connections')).headers.get('retry-after')).toBe('30');
  });

  it('keeps a defect to itself and gives a reference to it', async () => {
    bed.source.read = () => Promise.reject(new TypeError('secret innards'));
    const failed = bed.call('GET', '/api/v1/connections', { headers: client.headers });
    await expect(failed).rejects.toThrow('secret innards');
    const response = await fetch(`${bed.url}/api/v1/connections`, { headers: client.headers });
    const body = (await response.json()) as { readonly detail: string };
    expect(response.status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('innards');
    const [reference] = /[\da-f-]{36}/.exec(body.detail) ?? [''];
    expect(bed.logged.at(-1)).toContain(reference);
  });
});
