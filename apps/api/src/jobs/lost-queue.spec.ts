import { tasks } from '@bridge/application';
import type { PreviewView } from '@bridge/contracts';
import { STORES } from '../composition/ports.js';
import type { Stores } from '../composition/stores.js';
import type { Client } from '../http/testing/client.js';
import { studio } from '../testing/connections.js';
import { inXero } from '../testing/in-xero.js';
import { brightwell, connectFor, setUp, startRealBridge, until, type RealBridge } from '../testing/real-bridge.js';
import { RunTask } from './run-task.js';

describe('The queue is an accelerator only', () => {
  let bridge: RealBridge;
  let client: Client;
  let connectionId: string;
  let sourceIds: readonly string[];

  beforeAll(async () => {
    bridge = await startRealBridge({ BRIDGE_IMPORT_EVERY_SECONDS: '1' });
    client = await brightwell(bridge);
    connectionId = await connectFor(bridge, client);
    await setUp(client, connectionId);
    await client.post('/documents/refresh');
    const matching = { kind: 'expense', copyStatus: 'not_copied', subsidiaryId: '11' };
    const previews = await client.post('/previews', { kind: 'expense', matching });
    // Bills only: they are looked for among Xero's invoices.
    sourceIds = previews.body
      .filter(({ problems, document }: PreviewView) => problems.length === 0 && document?.isCreditNote !== true)
      .slice(0, 8)
      .map(({ sourceId }: { sourceId: string }) => sourceId);
  }, 60_000);

  afterAll(() => bridge?.close());

  const stores = () => bridge.app.get<Stores>(STORES);
  const emptyQueue = () => stores().persistence.pglite?.exec('delete from pgboss.job');
  const exported = (total: number) =>
    until(
      () => client.get('/exports?state=exported'),
      ({ body }) => body.total === total,
    );

  it('emptied at any moment, every copy is made, and once', async () => {
    const half = sourceIds.slice(0, 4);
    for (const sourceId of half) {
      await client.post('/exports', { kind: 'expense', sourceIds: [sourceId] });
      await emptyQueue();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await emptyQueue();
    }
    await exported(4);
    expect(await inXero(bridge)).toHaveLength(4);
  }, 60_000);

  it('with every job doubled and done by several at once, every copy is made, and once', async () => {
    await client.post('/exports', { kind: 'expense', sourceIds: sourceIds.slice(4) });
    const wakes = tasks.flatMap((task) => Array(4).fill({ tenantId: '1001', connectionId, task }));
    await Promise.all([
      ...wakes.map((wake) => stores().queue.jobs.wake(wake)),
      ...wakes.map((wake) => bridge.app.get(RunTask).run(wake)),
    ]);
    await exported(8);
    const markers = await inXero(bridge);
    expect([markers.length, new Set(markers).size]).toEqual([8, 8]);
  }, 60_000);

  it('emptied and doubled, a payment is taken in, and once', async () => {
    const [{ ledgerId, sourceId, total }] = (await client.get('/exports?state=exported')).body.rows;
    bridge.xero.books.accountant(studio).recordPayment({ invoiceId: ledgerId, amount: total.amount });
    const wake = { tenantId: '1001', connectionId, task: 'import' } as const;
    await Promise.all([1, 2, 3].map(() => bridge.app.get(RunTask).run(wake)));
    await emptyQueue();
    const paid = await until(
      () => client.get('/payment-imports/expenses'),
      ({ body }) => body.total === 1,
    );
    expect(paid.body.rows[0]).toMatchObject({ sourceId, ledgerId });
    expect(bridge.logged).toEqual([]);
  }, 60_000);
});
