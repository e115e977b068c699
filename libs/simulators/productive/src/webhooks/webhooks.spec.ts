import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useSimulator } from '../testing/client.js';
import { signatureOf } from './signature.js';

describe('webhooks', () => {
  const api = useSimulator();
  const office = () => api().productive.office(1001);
  let server: Server;
  let status = 200;
  let received: { signature: string; custom: string; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        received.push({
          signature: String(message.headers['productive-signature']),
          custom: String(message.headers['x-own']),
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    status = 200;
    received = [];
  });

  const subscribe = async (event: number) => {
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const made = await api().create('webhooks', {
      name: 'Test',
      event_id: event,
      type_id: 1,
      target_url: target,
      custom_headers: { 'X-Own': 'yes' },
    });
    expect(made.status).toBe(201);
    return made.body.data;
  };
  const unsubscribe = (id: string) => api().send('DELETE', `/webhooks/${id}`);
  const deliver = () => api().productive.webhooks.flush();
  const invoice = () => office().list('invoices')[0]?.id ?? '';

  it('signs what happened, for whoever asked for that event only', async () => {
    const updated = await subscribe(14);
    const created = await subscribe(2);
    office().edit('invoices', invoice(), { note: 'Changed' });
    await deliver();
    expect(received).toHaveLength(1);
    const [{ signature, custom, body }] = received as [(typeof received)[number]];
    const seconds = Number(/^t=(\d+), s=[0-9a-f]{64}$/.exec(signature)?.[1]);
    expect(signature).toBe(signatureOf(String(updated.attributes['signature_token']), seconds, body));
    expect(custom).toBe('yes');
    expect(JSON.parse(body)).toMatchObject({
      event: 'update_invoice',
      item_type: 'invoice',
      item_id: invoice(),
      object: { data: { type: 'invoices' } },
    });
    await unsubscribe(updated.id);
    await unsubscribe(created.id);
  });

  it('tells of a changed line through its invoice only when so assumed', async () => {
    const hook = await subscribe(14);
    const line = office().list('line_items')[0]?.id ?? '';
    office().edit('line_items', line, { description: 'One' });
    await deliver();
    expect(received).toHaveLength(0);
    api().productive.assumptions.lineItemChangeFiresInvoiceWebhook = true;
    office().edit('line_items', line, { description: 'Two' });
    await deliver();
    expect(received).toHaveLength(1);
    api().productive.assumptions.lineItemChangeFiresInvoiceWebhook = false;
    await unsubscribe(hook.id);
  });

  it('comes twice, late, never or forged when told to', async () => {
    const hook = await subscribe(22);
    const [first, second] = office().list('expenses');
    const touch = (id: string | undefined) => office().edit('expenses', id ?? '', { pay_on: '2026-12-01' });
    const { faults } = api().productive;
    faults.add({ kind: 'webhook_duplicate' });
    touch(first?.id);
    await deliver();
    expect(received).toHaveLength(2);
    faults.add({ kind: 'webhook_reorder' });
    touch(first?.id);
    touch(second?.id);
    await deliver();
    expect(received.slice(2).map(({ body }) => (JSON.parse(body) as { item_id: string }).item_id)).toEqual([
      second?.id,
      first?.id,
    ]);
    faults.add({ kind: 'webhook_drop' });
    touch(first?.id);
    await deliver();
    expect(received).toHaveLength(4);
    faults.add({ kind: 'webhook_bad_signature' });
    touch(first?.id);
    await deliver();
    const last = received[4]!;
    const seconds = Number(/t=(\d+)/.exec(last.signature)?.[1]);
    expect(last.signature).not.toBe(signatureOf(String(hook.attributes['signature_token']), seconds, last.body));
    await unsubscribe(hook.id);
  });

  it('tries twelve times more, logs each failure, and then gives up for good', async () => {
    const hook = await subscribe(14);
    status = 500;
    office().edit('invoices', invoice(), { note: 'Unheard' });
    await deliver();
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const now = await api().get(`/webhooks/${hook.id}`);
      expect(now.body.data.attributes['deactivated_at']).toBeNull();
      api().productive.clock.advance(4 * 3_600_000);
      await deliver();
    }
    expect(received).toHaveLength(13);
    const logs = await api().get(`/webhook_logs?filter[webhook_id]=${hook.id}`);
    expect(logs.body.meta['total_count']).toBe(13);
    expect((await api().get(`/webhooks/${hook.id}`)).body.data.attributes['deactivated_at']).not.toBeNull();
    status = 200;
    office().edit('invoices', invoice(), { note: 'Unheard too' });
    await deliver();
    expect(received).toHaveLength(13);
  });
});
