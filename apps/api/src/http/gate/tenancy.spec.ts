import { admins, ada, connected, copied, documents } from '../testing/scenes.js';
import { signIn, type Client } from '../testing/client.js';
import { describeApi } from '../openapi/describe-api.js';
import { goodSettings } from '../testing/scenes.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

const RANDOM = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

interface Ids {
  readonly connection: string;
  readonly export: string;
  readonly ledger: string;
  readonly key: string;
}

type Try = readonly [method: string, path: (id: Ids) => string, body?: (id: Ids) => unknown];

/** Every route that takes an id, in its address or its body. */
const tries: readonly Try[] = [
  ['PUT', ({ connection }) => `/connections/${connection}/organisation`, () => ({ organisationId: 'x' })],
  ['POST', ({ connection }) => `/connections/${connection}/check`],
  ['DELETE', ({ connection }) => `/connections/${connection}`],
  ['GET', ({ connection }) => `/connections/${connection}/contacts?search=a`],
  ['GET', ({ connection }) => `/connections/${connection}/settings`],
  ['PUT', ({ connection }) => `/connections/${connection}/settings`, () => ({ version: 1, settings: goodSettings })],
  ['GET', ({ connection }) => `/connections/${connection}/chart`],
  ['POST', ({ connection }) => `/connections/${connection}/chart/refresh`],
  ['DELETE', ({ ledger }) => `/documents/invoice/1/copies/${ledger}`],
  ['GET', (id) => `/exports/${id.export}`],
  ['POST', () => '/exports/retry', (id) => ({ exportIds: [id.export] })],
  ['POST', () => '/exports/skip', (id) => ({ exportIds: [id.export] })],
  ['POST', () => '/payment-imports', ({ connection }) => ({ connectionId: connection })],
  ['POST', () => '/payment-imports/tranches/retry', ({ ledger }) => ({ ledgerId: ledger, paymentIds: ['p'] })],
  ['DELETE', ({ key }) => `/api-keys/${key}`],
];

/** Takes an id of Productive: looked up in the caller’s own organisation, so a foreign one does not exist there. */
const ofTheSource = ['POST /api/v1/documents/{kind}/{sourceId}/mark-copied'];

describe('another organisation', () => {
  let bed: TestBed;
  let stranger: Client;
  let theirs: Ids;
  beforeAll(async () => {
    bed = await startTestBed();
    const client = await ada(bed);
    const connection = await connected(bed, client);
    await documents(bed, client);
    const ledger = await copied(bed, client, connection);
    bed.ledger
      .accountant('11111111-1111-4111-8111-111111111111')
      .pay(ledger, { minor: 5000n, currency: 'GBP' }, '2026-11-23');
    await client.post('/payment-imports', { connectionId: connection });
    const [row] = (await client.get('/exports')).body.rows;
    const key = (await client.post('/api-keys', { name: 'Server', right: 'manage' })).body.id;
    theirs = { connection, export: row.id, ledger, key };
    stranger = await signIn(bed, ...admins.coolabah);
  });
  afterAll(() => bed.close());

  it.each(
    tries.map(
      (one) => [`${one[0]} ${one[1]({ connection: ':id', export: ':id', ledger: ':id', key: ':id' })}`, one] as const,
    ),
  )('hears of %s the same as of what does not exist', async (_, [method, path, body]) => {
    const ask = (id: Ids) =>
      bed.call(method, `/api/v1${path(id)}`, { headers: stranger.headers, ...(body && { body: body(id) }) });
    const foreign = await ask(theirs);
    const random = await ask({ connection: RANDOM, export: RANDOM, ledger: RANDOM, key: RANDOM });
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(random.text);
  });

  it('is kept out of every route with an id: none is missing in the list above', () => {
    const withIds = Object.entries(describeApi(bed.app).paths)
      .flatMap(([path, item]) => Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`))
      .filter((route) => route.includes('{'));
    const id = { connection: '{id}', export: '{id}', ledger: '{ledgerId}', key: '{id}' };
    const covered = tries.map(([method, path]) =>
      `${method} /api/v1${path(id)}`.split('?')[0]?.replace('/invoice/1/', '/{kind}/{sourceId}/'),
    );
    expect(withIds.filter((route) => !covered.includes(route) && !ofTheSource.includes(route))).toEqual([]);
  });

  it('sees nothing of it in any list', async () => {
    const lists = [
      '/documents?kind=invoice',
      '/documents?kind=expense',
      '/exports',
      '/payment-imports',
      '/payment-imports/tranches',
      '/payment-imports/expenses',
    ];
    for (const list of lists) expect([list, (await stranger.get(list)).body.total]).toEqual([list, 0]);
    expect((await stranger.get('/overview')).body.connections).toEqual([]);
    expect((await stranger.get('/api-keys')).body).toEqual([]);
    expect((await stranger.get('/audit?text=1001')).text).not.toContain('Brightwell');
  });

  it('has left everything as it was', async () => {
    const client = await ada(bed);
    const [row] = (await client.get('/exports')).body.rows;
    expect(row.state).toBe('exported');
    const [subsidiary] = (await client.get('/connections')).body;
    expect(subsidiary.status).toBe('connected');
  });

  it('cannot take a Xero organisation that is in use', async () => {
    const begun = await stranger.post('/connections', { subsidiaryId: '21' });
    const state = new URL(begun.body.consentUrl).searchParams.get('state') ?? '';
    const code = bed.ledger.access.allow('zoe', ['11111111-1111-4111-8111-111111111111']);
    const back = await stranger.get(`/connections/callback?state=${state}&code=${code}`);
    expect(back.headers.get('location')).toBe('/api/v1/connections/callback/done?problem=organisation_taken');
  });
});
