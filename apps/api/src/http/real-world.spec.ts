import 'reflect-metadata';
import type { LedgerDocumentView } from '@bridge/contracts';
import { startProductiveSimulator, type ProductiveSimulator } from '@bridge/simulator-productive';
import { decideConsent, startXeroSimulator, type XeroSimulator } from '@bridge/simulator-xero';
import type { INestApplication } from '@nestjs/common';
import { createServer, type AddressInfo } from 'node:net';
import { createLog } from '../composition/log.js';
import { createApp } from '../create-app.js';
import { readEnvironment } from '../environment/read-environment.js';
import { signIn, withKey, type Client } from './testing/client.js';
import { createCall, type Answer } from './testing/test-bed.js';

const studio = '11111111-1111-4111-8111-111111111111';

/** The whole bridge: its real database (in memory), queue, workers and adapters, against both simulators. */
describe('the API over the real database and both simulators', () => {
  let xero: XeroSimulator;
  let productive: ProductiveSimulator;
  let app: INestApplication;
  let client: Client;
  let connectionId: string;
  let api: { call: ReturnType<typeof createCall> };
  const logged: string[] = [];

  beforeAll(async () => {
    xero = await startXeroSimulator();
    productive = await startProductiveSimulator();
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const read = readEnvironment({
      PORT: String(port),
      BRIDGE_DATA_DIR: 'memory://',
      BRIDGE_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      XERO_CLIENT_ID: 'sandbox-client',
      XERO_CLIENT_SECRET: 'sandbox-secret',
      XERO_API_URL: bare(xero.url),
      XERO_IDENTITY_URL: bare(xero.url),
      XERO_LOGIN_URL: bare(xero.url),
      PRODUCTIVE_API_URL: bare(productive.url),
      PRODUCTIVE_WEB_URL: 'http://localhost:4999/productive',
      LOG_LEVEL: 'error',
    });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const log = createLog('error', { write: (line) => void logged.push(line) });
    app = await createApp(read.environment, log, { adminFolder: '/nowhere' });
    await app.listen(port);
    api = { call: createCall(app, url, logged) };
    client = await signIn(api, '1001', 'sandbox-brightwell-admin');
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await xero?.close();
    await productive?.close();
  });

  it('connects over real redirects', async () => {
    const begun = await client.post('/connections', { subsidiaryId: '11' });
    const decided = await decideConsent(begun.body.consentUrl, {
      user: 'ada@brightwell.example',
      tenants: [studio],
      decision: 'allow',
    });
    const { pathname, search } = decided.location ?? new URL('http://localhost/nowhere');
    const back = await api.call('GET', pathname + search, { headers: client.headers });
    connectionId = new URL(back.headers.get('location') ?? '', 'http://localhost').searchParams.get('connection') ?? '';
    const [subsidiary] = (await client.get('/connections')).body;
    expect([subsidiary.connection.id, subsidiary.status]).toEqual([connectionId, 'setup_incomplete']);
  }, 30_000);

  it('maps with the suggestions and turns every card green', async () => {
    const { version, settings, choices } = (await client.get(`/connections/${connectionId}/settings`)).body;
    const { suggestions, sourceTaxRates } = choices;
    const mapped = (side: Record<string, string>, other: string) =>
      Object.fromEntries(sourceTaxRates.map(({ id }: { id: string }) => [id, side[id] ?? other]));
    const saved = await client.put(`/connections/${connectionId}/settings`, {
      version,
      settings: {
        ...settings,
        options: { exportInvoices: true, exportExpenses: true, syncPayments: true, historyNotes: false },
        taxRates: {
          sales: mapped(suggestions.sales, suggestions.noTaxSales),
          purchases: mapped(suggestions.purchases, suggestions.noTaxPurchases),
          noTax: { sales: suggestions.noTaxSales, purchases: suggestions.noTaxPurchases },
        },
        invoices: { ...settings.invoices, defaultAccount: suggestions.salesAccount, initialStatus: 'approved' },
        expenses: { ...settings.expenses, defaultAccount: suggestions.expenseAccount, initialStatus: 'approved' },
        payments: { markUnsentInvoicesSent: true },
      },
    });
    const red = Object.entries(saved.body.cards as Record<string, { isComplete: boolean }>).filter(
      ([, card]) => !card.isComplete,
    );
    expect(red).toEqual([]);
    expect((await client.get('/connections')).body[0].status).toBe('connected');
  }, 30_000);

  it('copies what can be copied, as a server with an API key', async () => {
    await client.post('/documents/refresh');
    const key = await client.post('/api-keys', { name: 'Productive automation', right: 'copy' });
    const server = withKey(api, key.body.secret);
    const matching = { kind: 'invoice', progress: 'finalised', copyStatus: 'not_copied', subsidiaryId: '11' };
    const previews = await server.post('/previews', { kind: 'invoice', matching });
    const good = previews.body.filter(isPlain).slice(0, 3);
    expect(good).toHaveLength(3);
    const sourceIds = good.map((row: { sourceId: string }) => row.sourceId);
    const requested = await server.post('/exports', { kind: 'invoice', sourceIds });
    expect([requested.status, requested.body.queued.length]).toEqual([202, 3]);
    const done = await until(
      () => server.get('/exports?state=exported'),
      ({ body }) => body.total === 3,
    );
    for (const row of done.body.rows) {
      const preview = good.find((one: { sourceId: string }) => one.sourceId === row.sourceId);
      expect(row.total).toEqual(preview.document.total);
      expect(row.ledgerUrl).toContain(row.ledgerId);
      const detail = await client.get(`/exports/${row.id}`);
      expect(detail.body.timeline.at(-1).words).toBe('Copied to Xero');
    }
  }, 60_000);

  it('brings a payment back and shows it everywhere', async () => {
    const { rows } = (await client.get('/exports?state=exported')).body;
    const [{ ledgerId, sourceId }] = rows;
    xero.books.accountant(studio).recordPayment({ invoiceId: ledgerId, amount: '1.00' });
    await client.post('/payment-imports', { connectionId });
    const seen = await until(
      () => client.get(`/payment-imports/tranches?sourceInvoiceId=${sourceId}`),
      ({ body }) => body.rows[0]?.state === 'recorded',
    );
    expect(seen.body.rows[0].amount.amount).toBe('1.00');
    expect((await client.get(`/documents?kind=invoice&sourceId=${sourceId}`)).body.rows[0].copy.paid.amount).toBe(
      '1.00',
    );
  }, 60_000);

  it.each(['x', 'ffffffff-ffff-4fff-8fff-ffffffffffff', "1'; drop table exports; --"])(
    'answers 404 for an id that does not exist, whatever it looks like: %s',
    async (id) => {
      const name = encodeURIComponent(id);
      const answers = [
        await client.get(`/exports/${name}`),
        await client.post('/exports/skip', { exportIds: [id] }),
        await client.get(`/connections/${name}/settings`),
        await client.get(`/connections/${name}/contacts`),
        await client.delete(`/connections/${name}`),
        await client.post('/payment-imports', { connectionId: id }),
        await client.post('/payment-imports/tranches/retry', { ledgerId: id, paymentIds: [id] }),
        await client.delete(`/documents/invoice/${name}/copies/${name}`),
        await client.delete(`/api-keys/${name}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
      expect((await client.get(`/exports?connectionId=${name}`)).body.total).toBe(0);
      expect((await client.get(`/payment-imports?connectionId=${name}`)).body.total).toBe(0);
      expect((await client.get(`/payment-imports/tranches?connectionId=${name}`)).body.total).toBe(0);
    },
    30_000,
  );

  it('shows nothing of this to the next agency', async () => {
    const stranger = await signIn(api, '1002', 'sandbox-coolabah-admin');
    expect((await stranger.get('/exports')).body.total).toBe(0);
    expect((await stranger.get(`/connections/${connectionId}/settings`)).status).toBe(404);
  }, 30_000);

  it('has logged no defect', () => {
    expect(logged).toEqual([]);
  });
});

/** One that goes through without a word. The seed has a number that two invoices share, and one over nothing. */
function isPlain({ problems, document }: { problems: readonly unknown[]; document?: LedgerDocumentView }): boolean {
  return problems.length === 0 && /^\d{3,}\./.test(document?.total.amount ?? '') && !document?.number?.includes('DUP');
}

async function until(ask: () => Promise<Answer>, isDone: (answer: Answer) => boolean): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (tries === 100) throw new Error(`Waited in vain: ${answer.text}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function bare(url: string): string {
  return url.replace(/\/$/, '');
}
