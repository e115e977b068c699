import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Front, startFront } from '../testing/front.js';
import { BRIGHTWELL, LABS } from '../testing/stand-in-books.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KEY = 'sandbox-webhook-key';

interface Delivery {
  events: {
    resourceId: string;
    tenantId: string;
    eventType: string;
    eventDateUtc: string;
    eventCategory: string;
    resourceUrl: string;
  }[];
  firstEventSequence: number;
  lastEventSequence: number;
  entropy: string;
  wellSigned: boolean;
}

describe('Webhooks', () => {
  let xero: Front;
  let receiver: Server;
  let url: string;
  let received: Delivery[];
  /** What the receiver does with a well-signed delivery that has events. */
  let mood: 'well' | 'down' | 'chatty' | 'cookies';
  let checksSignatures: boolean;

  beforeEach(async () => {
    received = [];
    mood = 'well';
    checksSignatures = true;
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks);
        const wellSigned =
          request.headers['x-xero-signature'] === createHmac('sha256', KEY).update(raw).digest('base64');
        const delivery = JSON.parse(raw.toString()) as Delivery;
        if (delivery.events.length > 0) received.push({ ...delivery, wellSigned });
        if (!wellSigned && checksSignatures) response.writeHead(401).end();
        else if (delivery.events.length > 0 && mood === 'down') response.writeHead(503).end();
        else if (delivery.events.length > 0 && mood === 'chatty') response.writeHead(200).end('thanks');
        else if (delivery.events.length > 0 && mood === 'cookies')
          response.writeHead(200, { 'Set-Cookie': 'a=b' }).end();
        else response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`;
    xero = await startFront();
  });
  afterEach(async () => {
    await xero.close();
    receiver.closeAllConnections();
    receiver.close();
  });

  const write = (count = 1) =>
    xero.api('POST', '/Invoices', { body: { Invoices: Array.from({ length: count }, () => ({ Type: 'ACCPAY' })) } });
  const sequences = () =>
    received.map(({ firstEventSequence, lastEventSequence }) => [firstEventSequence, lastEventSequence]);

  it('are validated by an address that takes good signatures and refuses bad ones', async () => {
    expect(await xero.webhooks.subscribe(url)).toBe('active');
    checksSignatures = false;
    expect(await xero.webhooks.subscribe(url)).toBe('unvalidated');
    expect(await xero.webhooks.subscribe('http://127.0.0.1:1/nobody')).toBe('unvalidated');
  });

  it('tell what was touched, signed over the bytes, without a zone in the time', async () => {
    await xero.webhooks.subscribe(url);
    await write();
    await xero.webhooks.deliver();
    expect(received).toEqual([
      {
        events: [
          {
            resourceUrl: `${xero.url}/api.xro/2.0/Invoices/00000000-0000-4000-8000-000000000001`,
            resourceId: '00000000-0000-4000-8000-000000000001',
            tenantId: BRIGHTWELL,
            tenantType: 'ORGANISATION',
            eventCategory: 'INVOICE',
            eventType: 'CREATE',
            eventDateUtc: '2026-11-24T09:00:00.000',
          },
        ],
        firstEventSequence: 1,
        lastEventSequence: 1,
        entropy: expect.stringMatching(/^[A-Z]{20}$/),
        wellSigned: true,
      },
    ]);
  });

  it('come by themselves', async () => {
    await xero.webhooks.subscribe(url);
    await write();
    for (let tries = 0; tries < 50 && received.length === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(sequences()).toEqual([[1, 1]]);
  });

  it('tell several things in one delivery, numbered in one sequence over all organisations', async () => {
    xero.identity.connections.connect('ada', LABS, 'event');
    await xero.webhooks.subscribe(url);
    xero.webhooks.collect(LABS, [{ category: 'CONTACT', id: 'c', type: 'UPDATE' }]);
    await xero.webhooks.deliver();
    await write(3);
    await xero.webhooks.deliver();
    expect(sequences()).toEqual([
      [1, 1],
      [2, 4],
    ]);
    expect(received[0]?.events[0]).toMatchObject({
      tenantId: LABS,
      eventCategory: 'CONTACT',
      resourceUrl: `${xero.url}/api.xro/2.0/Contacts/c`,
    });
  });

  it('say nothing of an organisation that is not connected', async () => {
    await xero.webhooks.subscribe(url);
    xero.webhooks.collect(LABS, [{ category: 'CONTACT', id: 'c', type: 'UPDATE' }]);
    await xero.webhooks.deliver();
    expect(received).toEqual([]);
  });

  it('are repeated at once and then every fifteen minutes until accepted', async () => {
    await xero.webhooks.subscribe(url);
    mood = 'down';
    await write();
    await xero.webhooks.deliver();
    expect(received).toHaveLength(2);
    xero.clock.advance(15 * MINUTE);
    await xero.settled();
    expect(received).toHaveLength(3);
    mood = 'well';
    xero.clock.advance(15 * MINUTE);
    await xero.settled();
    xero.clock.advance(HOUR);
    await xero.settled();
    expect(sequences()).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it.each(['chatty', 'cookies'] as const)('take an answer that is %s for a failure', async (how) => {
    await xero.webhooks.subscribe(url);
    mood = how;
    await write();
    await xero.webhooks.deliver();
    expect(xero.stats.report().webhooks).toEqual({ sent: 2, accepted: 0, refused: 2 });
  });

  it('are disabled after 24 hours of failure; what was missed follows in order when they are enabled again', async () => {
    await xero.webhooks.subscribe(url);
    mood = 'down';
    await write();
    await xero.webhooks.deliver();
    xero.clock.advance(24 * HOUR - 1);
    await xero.settled();
    expect(xero.webhooks.status).toBe('active');
    xero.clock.advance(1);
    await xero.settled();
    expect(xero.webhooks.status).toBe('disabled');
    // First, at once, and 96 quarters of an hour.
    expect(received).toHaveLength(98);
    xero.webhooks.collect(BRIGHTWELL, [{ category: 'INVOICE', id: 'later', type: 'UPDATE' }]);
    received = [];
    mood = 'well';
    expect(await xero.webhooks.enable()).toBe('active');
    await xero.settled();
    expect(received.flatMap((delivery) => delivery.events.map((event) => event.resourceId))).toEqual([
      '00000000-0000-4000-8000-000000000001',
      'later',
    ]);
  });

  it('forget what is older than 31 days', async () => {
    await xero.webhooks.subscribe(url);
    await write();
    await xero.webhooks.deliver();
    xero.clock.advance(31 * 24 * HOUR);
    xero.webhooks.collect(BRIGHTWELL, [{ category: 'INVOICE', id: 'later', type: 'UPDATE' }]);
    expect(xero.webhooks.events().map((event) => event.sequence)).toEqual([2]);
  });

  it('can be made to come twice, backwards, badly signed first, or not at all', async () => {
    await xero.webhooks.subscribe(url);
    const deliveries = async (
      kind: 'webhook-duplicated' | 'webhook-reordered' | 'webhook-badly-signed' | 'webhook-dropped',
    ) => {
      received = [];
      xero.faults.next({ kind });
      await write(2);
      await xero.webhooks.deliver();
      return received.map((delivery) => [delivery.firstEventSequence, delivery.lastEventSequence, delivery.wellSigned]);
    };
    expect(await deliveries('webhook-duplicated')).toEqual([
      [1, 2, true],
      [1, 2, true],
    ]);
    expect(await deliveries('webhook-reordered')).toEqual([
      [4, 4, true],
      [3, 3, true],
    ]);
    expect(await deliveries('webhook-badly-signed')).toEqual([
      [5, 6, false],
      [5, 6, true],
    ]);
    expect(await deliveries('webhook-dropped')).toEqual([]);
  });

  it('are told again on request', async () => {
    await xero.webhooks.subscribe(url);
    await write();
    await xero.webhooks.deliver();
    await xero.webhooks.replay();
    expect(sequences()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});
