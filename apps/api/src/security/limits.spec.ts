import { ada, admins, connected } from '../http/testing/scenes.js';
import { signIn, withKey, type Client } from '../http/testing/client.js';
import { startTestBed, type Answer, type TestBed } from '../http/testing/test-bed.js';

describe('Security 4: what one organisation may use up', () => {
  let bed: TestBed;
  let client: Client;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
  });
  afterEach(() => bed.close());

  it.each([
    '/documents?kind=invoice&limit=201',
    '/exports?limit=201',
    '/audit?limit=201',
    '/payment-imports?limit=201',
  ])('is 200 rows a page: %s is refused', async (path) => {
    expect((await client.get(path)).status).toBe(400);
    expect((await client.get(path.replace('201', '200'))).status).toBe(200);
  });

  it('is 1,000 documents and one megabyte a request', async () => {
    const sourceIds = Array.from({ length: 1001 }, (_, index) => String(index));
    expect((await client.post('/exports', { kind: 'invoice', sourceIds })).status).toBe(400);
    expect((await client.post('/exports', { kind: 'invoice', text: 'x'.repeat(1_100_000) })).status).toBe(413);
  });

  it('is 40 live streams, and another organisation still gets one', async () => {
    const follow = async (who: Client) => {
      const abort = new AbortController();
      const stream = await fetch(`${bed.url}/api/v1/events`, { headers: who.headers, signal: abort.signal });
      return { status: stream.status, end: () => abort.abort() };
    };
    const streams = await Promise.all(Array.from({ length: 41 }, () => follow(client)));
    expect(streams.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(40);
    const other = await follow(await signIn(bed, ...admins.coolabah));
    expect(other.status).toBe(200);
    for (const { end } of [...streams, other]) end();
  });

  it('is 16 requests at once and 200 that wait: more are told to come back, and others are answered meanwhile', async () => {
    const stranger = await signIn(bed, ...admins.coolabah);
    const server = withKey(bed, (await client.post('/api-keys', { name: 'Server', right: 'manage' })).body.secret);
    const id = await connected(bed, client);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let entered = 0;
    const read = bed.ledger.chart.read.bind(bed.ledger.chart);
    bed.ledger.chart.read = async (address) => {
      entered += 1;
      await gate;
      return read(address);
    };
    // Persons and servers of one organisation count together.
    const burst = Array.from({ length: 300 }, (_, index) =>
      (index % 2 === 0 ? client : server).post(`/connections/${id}/check`),
    );
    const early: Answer[] = [];
    for (const one of burst) void one.then((answer) => early.push(answer));
    // Everything below happens while the burst hangs; asking goes on until the last of it has come in.
    for (let asked = 0; asked < 500 && (early.length < 84 || entered < 16); asked += 1)
      expect((await stranger.get('/exports')).status).toBe(200);
    const underWay = entered;
    for (const path of ['/exports', '/connections', '/overview', '/documents?kind=invoice'])
      expect((await stranger.get(path)).status).toBe(200);
    const refused = [...early];
    open();
    const answered = (await Promise.all(burst)).map(({ status }) => status);
    expect(refused.map(({ status }) => status)).toEqual(Array(84).fill(429));
    expect([refused[0]?.body.code, refused[0]?.headers.get('retry-after')]).toEqual(['too_many_requests', '5']);
    expect(underWay).toBe(16);
    expect([answered.filter((status) => status === 200).length, entered]).toEqual([216, 216]);
    expect((await client.get('/exports')).status).toBe(200);
  });
});
