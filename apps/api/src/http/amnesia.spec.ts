import type { Stores } from '../composition/stores.js';
import { STORES } from '../composition/ports.js';
import { inXero } from '../testing/in-xero.js';
import { brightwell, connectFor, setUp, startRealBridge, until, type RealBridge } from '../testing/real-bridge.js';
import type { Client } from './testing/client.js';

describe('with its links and exports deleted from the real database', () => {
  let bridge: RealBridge;
  let client: Client;
  let connectionId: string;
  let sourceIds: readonly string[];
  let before: readonly string[];

  beforeAll(async () => {
    bridge = await startRealBridge();
    client = await brightwell(bridge);
    connectionId = await connectFor(bridge, client);
    await setUp(client, connectionId);
    await client.post('/documents/refresh');
    const matching = { kind: 'expense', copyStatus: 'not_copied', subsidiaryId: '11' };
    const previews = await client.post('/previews', { kind: 'expense', matching });
    sourceIds = previews.body
      .filter(({ problems }: { problems: readonly unknown[] }) => problems.length === 0)
      .slice(0, 4)
      .map(({ sourceId }: { sourceId: string }) => sourceId);
    await client.post('/exports', { kind: 'expense', sourceIds });
    await until(
      () => client.get('/exports?state=exported'),
      ({ body }) => body.total === 4,
    );
    before = await inXero(bridge);
    await bridge.app
      .get<Stores>(STORES)
      .persistence.pglite?.exec('delete from links; delete from batches; delete from exports');
  }, 60_000);

  afterAll(() => bridge?.close());

  it('the bridge links every copy again when it is asked to copy them, and Xero still has one of each', async () => {
    expect(before).toHaveLength(4);
    expect((await client.get('/exports')).body.total).toBe(0);
    const again = await client.post('/exports', { kind: 'expense', sourceIds });
    expect(again.status).toBe(422);
    expect(new Set(again.body.problems.map(({ code }: { code: string }) => code))).toEqual(new Set(['already_copied']));
    expect(await inXero(bridge)).toEqual(before);
    const { rows } = (await client.get('/documents?kind=expense&copyStatus=copied')).body;
    expect(rows.map(({ sourceId }: { sourceId: string }) => sourceId).sort()).toEqual([...sourceIds].sort());
  }, 30_000);

  it('the check of the books agrees: every marker on one document, every link with one', async () => {
    expect((await client.post(`/connections/${connectionId}/reconciliation`)).status).toBe(202);
    const checked = await until(
      () => client.get(`/connections/${connectionId}/reconciliation`),
      ({ body }) => body.lastCheck !== undefined,
    );
    const { documents, links, adopted, found } = checked.body.lastCheck;
    expect({ documents, links, adopted, found }).toEqual({ documents: 4, links: 4, adopted: 0, found: {} });
    expect(bridge.logged).toEqual([]);
  }, 30_000);
});
