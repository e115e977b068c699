import 'reflect-metadata';
import { createServer, type AddressInfo } from 'node:net';
import { startProductiveSimulator, type ProductiveSimulator } from '@bridge/simulator-productive';
import { decideConsent, startXeroSimulator, type XeroSimulator } from '@bridge/simulator-xero';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createLog } from '../composition/log.js';
import { STORES } from '../composition/ports.js';
import type { Stores } from '../composition/stores.js';
import { createApp } from '../create-app.js';
import { readEnvironment } from '../environment/read-environment.js';
import { signIn, type Client } from '../http/testing/client.js';
import { createCall, type Answer } from '../http/testing/test-bed.js';
import { studio } from './connections.js';
import { leaksIn, peopleIn, vendorSecrets } from './leaks.js';

export const webhookKey = 'the-webhook-key-of-the-tests';
export const adminToken = 'sandbox-brightwell-admin';
const encryptionKey = Buffer.alloc(32, 7).toString('base64');

/** The whole bridge: its real database (in memory), queue, workers and adapters, against both simulators. */
export interface RealBridge {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly xero: XeroSimulator;
  readonly productive: ProductiveSimulator;
  readonly call: ReturnType<typeof createCall>;
  /** Defects: what was logged as an error. */
  readonly logged: readonly string[];
  /** Every line that was logged, down to the most talkative level. */
  readonly lines: readonly string[];
  /** Every answer that `call` has heard. */
  readonly answers: readonly string[];
  /** Every row of every table, as text, past all walls. */
  dump(): Promise<string>;
  /** What no log line, no row and no answer may show. */
  secrets(): readonly string[];
  /** Throws when a log line shows a secret or people's data. */
  close(): Promise<void>;
}

export async function startRealBridge(overrides: Readonly<Record<string, string>> = {}): Promise<RealBridge> {
  const xero = await startXeroSimulator();
  const productive = await startProductiveSimulator();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const read = readEnvironment({
    PORT: String(port),
    BRIDGE_DATA_DIR: 'memory://',
    BRIDGE_ENCRYPTION_KEY: encryptionKey,
    XERO_CLIENT_ID: 'sandbox-client',
    XERO_CLIENT_SECRET: 'sandbox-secret',
    XERO_WEBHOOK_KEY: webhookKey,
    XERO_API_URL: bare(xero.url),
    XERO_IDENTITY_URL: bare(xero.url),
    XERO_LOGIN_URL: bare(xero.url),
    PRODUCTIVE_API_URL: bare(productive.url),
    PRODUCTIVE_WEB_URL: 'http://localhost:4999/productive',
    LOG_LEVEL: 'trace',
    ...overrides,
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const [logged, lines]: [string[], string[]] = [[], []];
  const log = createLog('trace', {
    write: (line) => {
      lines.push(line);
      if ((JSON.parse(line) as { readonly level: number }).level >= 50) logged.push(line);
    },
  });
  const app = await createApp(read.environment, log, { adminFolder: '/nowhere' });
  await app.listen(port);
  const answers: string[] = [];
  const send = createCall(app, url, logged);
  const secrets = () => vendorSecrets(xero, ['sandbox-secret', webhookKey, encryptionKey, adminToken]);
  return {
    ...{ app, url, xero, productive, logged, lines, answers, secrets },
    call: async (...asked) => {
      const answer = await send(...asked);
      answers.push(`${asked[1]} ${answer.text}`);
      return answer;
    },
    dump: () => dumpOf(app),
    close: async () => {
      await app.close();
      const leaks = [...leaksIn('log line', lines, secrets()), ...peopleIn('log line', lines)];
      await xero.close();
      await productive.close();
      if (leaks.length > 0) throw new Error(leaks.join('\n'));
    },
  };
}

/** The admin of Brightwell has signed in. */
export function brightwell(bridge: RealBridge): Promise<Client> {
  return signIn(bridge, '1001', adminToken);
}

/** The admin of Coolabah, another organisation, has signed in. */
export function coolabah(bridge: RealBridge): Promise<Client> {
  return signIn(bridge, '1002', 'sandbox-coolabah-admin');
}

/** Through Xero's consent page and back; answers where the admin ends. */
export async function consentAt(
  bridge: RealBridge,
  client: Client,
  choice: { readonly subsidiaryId?: string; readonly tenants?: readonly string[]; readonly user?: string } = {},
): Promise<Answer> {
  const { subsidiaryId = '11', tenants = [studio], user = 'ada@brightwell.example' } = choice;
  const begun = await client.post('/connections', { subsidiaryId });
  const decided = await decideConsent(begun.body.consentUrl, { user, tenants, decision: 'allow' });
  const { pathname, search } = decided.location ?? new URL('http://localhost/nowhere');
  return bridge.call('GET', pathname + search, { headers: client.headers });
}

/** Connected; answers the id of the connection. */
export async function connectFor(bridge: RealBridge, client: Client): Promise<string> {
  const back = await consentAt(bridge, client);
  return new URL(back.headers.get('location') ?? '', bridge.url).searchParams.get('connection') ?? '';
}

/** Saves the suggested mapping with everything switched on. */
export async function setUp(client: Client, connectionId: string): Promise<Answer> {
  const { version, settings, choices } = (await client.get(`/connections/${connectionId}/settings`)).body;
  const { suggestions, sourceTaxRates } = choices;
  const mapped = (side: Record<string, string>, other: string) =>
    Object.fromEntries(sourceTaxRates.map(({ id }: { id: string }) => [id, side[id] ?? other]));
  return client.put(`/connections/${connectionId}/settings`, {
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
}

/** Asks again until the answer is what was waited for. */
export async function until(
  ask: () => Promise<Answer>,
  isDone: (answer: Answer) => boolean,
  seconds = 20,
): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (tries === seconds * 5) throw new Error(`Waited in vain: ${answer.text}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function dumpOf(app: NestExpressApplication): Promise<string> {
  const { pglite } = app.get<Stores>(STORES).persistence;
  const tables = await pglite?.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables?.rows ?? []) {
    const rows = await pglite?.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    texts.push(...(rows?.rows ?? []).map(({ row }) => `${name} ${row}`));
  }
  return texts.join('\n');
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
