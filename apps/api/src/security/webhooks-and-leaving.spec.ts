import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureOf } from '@bridge/simulator-xero';
import type { Client } from '../http/testing/client.js';
import { studio } from '../testing/connections.js';
import {
  brightwell,
  connectFor,
  setUp,
  startRealBridge,
  until,
  webhookKey,
  type RealBridge,
} from '../testing/real-bridge.js';

let bridge: RealBridge;
let client: Client;
let connectionId: string;
let ledgerId: string;
let trap: Server;
const trapped: string[] = [];

beforeAll(async () => {
  bridge = await startRealBridge();
  client = await brightwell(bridge);
  connectionId = await connectFor(bridge, client);
  await setUp(client, connectionId);
  await client.post('/documents/refresh');
  const matching = { kind: 'invoice', progress: 'finalised', copyStatus: 'not_copied', subsidiaryId: '11' };
  const previews = (await client.post('/previews', { kind: 'invoice', matching })).body as readonly {
    readonly sourceId: string;
    readonly problems: readonly unknown[];
  }[];
  const sourceId = previews.find(({ problems }) => problems.length === 0)?.sourceId ?? '';
  await client.post('/exports', { kind: 'invoice', sourceIds: [sourceId] });
  const done = await until(
    () => client.get('/exports?state=exported'),
    ({ body }) => body.total === 1,
  );
  ledgerId = done.body.rows[0].ledgerId;
  trap = createServer((request, response) => {
    trapped.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
}, 90_000);
afterAll(async () => {
  trap?.closeAllConnections();
  trap?.close();
  await bridge?.close();
});

const bodyOf = (count = 1): string => {
  const resourceUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/invoices`;
  const event = {
    ...{ resourceUrl, resourceId: ledgerId, tenantId: studio, tenantType: 'ORGANISATION' },
    ...{ eventCategory: 'INVOICE', eventType: 'UPDATE', eventDateUtc: '2026-11-24T09:00:00' },
  };
  return JSON.stringify({
    events: Array(count).fill(event),
    firstEventSequence: 1,
    lastEventSequence: count,
    entropy: 'X',
  });
};
const deliver = async (body: string, signature = signatureOf(body, webhookKey)) => {
  const headers = { 'content-type': 'application/json', 'x-xero-signature': signature };
  const answer = await fetch(`${bridge.url}/api/v1/webhooks/xero`, { method: 'POST', body, headers });
  return [answer.status, await answer.text()];
};
const tranches = async () => (await client.get('/payment-imports/tranches')).body;
const paymentsInProductive = () => bridge.productive.office(1001).list('payments').length;

describe('Security 14: a flood of forged webhooks', () => {
  it('is refused one by one, and the genuine one among them is heard', async () => {
    bridge.xero.books.accountant(studio).recordPayment({ invoiceId: ledgerId, amount: '1.00' });
    const body = bodyOf();
    const forged = Array.from({ length: 100 }, (_, index) => deliver(body, signatureOf(body, `guess-${index}`)));
    const genuine = deliver(body);
    expect(await genuine).toEqual([200, '']);
    expect(await Promise.all(forged)).toEqual(Array(100).fill([401, '']));
    const seen = await until(
      () => client.get('/payment-imports/tranches'),
      ({ body: page }) => page.rows[0]?.state === 'recorded',
    );
    expect(seen.body.total).toBe(1);
    const { text } = await bridge.call('GET', '/metrics');
    expect(text).toContain('bridge_webhooks_total{vendor="xero",outcome="refused"} 100');
    expect(text).toContain('bridge_webhooks_total{vendor="xero",outcome="genuine"} 1');
  }, 60_000);
});

describe('Security 15: webhooks that are played again', () => {
  it('five times, a hundred events at a time, change nothing and cost a handful of reads', async () => {
    const [before, inProductive] = [await tranches(), paymentsInProductive()];
    const { calls } = bridge.xero.stats.report();
    for (let replay = 0; replay < 5; replay += 1) expect(await deliver(bodyOf(100))).toEqual([200, '']);
    await client.post('/payment-imports', { connectionId });
    await until(
      () => client.get('/payment-imports'),
      ({ body }) => body.rows.every((row: { readonly finishedAt?: string }) => row.finishedAt !== undefined),
    );
    expect([await tranches(), paymentsInProductive()]).toEqual([before, inProductive]);
    // 500 events about one document: one import for each delivery at the most, of a few pages each.
    expect(bridge.xero.stats.report().calls - calls).toBeLessThanOrEqual(30);
  }, 60_000);
});

describe('Security 6: the address that a webhook brings', () => {
  it('is never called: what changed is read from Xero, by the id', () => expect(trapped).toEqual([]));

  it('is not called either when the webhook is forged', async () => {
    expect(await deliver(bodyOf(), 'AAAA')).toEqual([401, '']);
    expect(trapped).toEqual([]);
  });
});

describe('Security 22: after disconnecting', () => {
  it('our access at Xero is gone, and the tokens with it', async () => {
    expect(await bridge.dump()).toMatch(/^public\.grants /m);
    expect((await client.delete(`/connections/${connectionId}`)).status).toBe(204);
    expect(bridge.xero.identity.connections.tenantIds().has(studio)).toBe(false);
    expect((await client.get('/connections')).body[0].status).toBe('disconnected');
    expect(await bridge.dump()).not.toMatch(/^public\.grants /m);
  }, 30_000);

  it('neither webhooks nor requests nor the queue call Xero any more', async () => {
    const { calls } = bridge.xero.stats.report();
    const before = await tranches();
    bridge.xero.books.accountant(studio).recordPayment({ invoiceId: ledgerId, amount: '2.00' });
    expect(await deliver(bodyOf())).toEqual([200, '']);
    await client.post('/payment-imports', { connectionId });
    await client.post(`/connections/${connectionId}/chart/refresh`);
    await client.get(`/connections/${connectionId}/contacts?search=a`);
    // The queue looks every second or two.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect([await tranches(), bridge.xero.stats.report().calls]).toEqual([before, calls]);
    // What was gathered just before may be heard after it as well.
    expect((await bridge.call('GET', '/metrics')).text).toMatch(/outcome="unknown organisation"} [12]\b/);
  }, 30_000);

  it('links and history stay in sight, for whoever asks what was copied', async () => {
    expect((await client.get('/exports')).body.rows[0].ledgerId).toBe(ledgerId);
    expect((await client.get('/audit?text=disconnected')).body.rows[0].action).toBe('connection.disconnected');
  });

  it('has been no defect', () => expect(bridge.logged).toEqual([]));
});
