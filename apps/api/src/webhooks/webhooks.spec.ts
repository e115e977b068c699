import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import {
  Clock,
  Directory,
  Doorkeeper,
  Ids,
  Jobs,
  Secrets,
  UnitOfWork,
  type ApiKey,
  type Wake,
} from '@bridge/application';
import { createMemoryWorld, FixedClock, SequentialIds } from '@bridge/application/testing';
import { signatureOf } from '@bridge/simulator-xero';
import { Module, type INestApplication, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { CryptoSecrets } from '../composition/crypto-secrets.js';
import { ENVIRONMENT } from '../composition/ports.js';
import { Metrics } from '../health/metrics.js';
import { Gatekeeper } from '../http/gate/gatekeeper.js';
import { JsonOnly } from '../http/problems/json-only.js';
import { ProblemFilter } from '../http/problems/problem-filter.js';
import { createValidation } from '../http/problems/validation.js';
import { keepConnection, studio } from '../testing/connections.js';
import { WebhooksModule } from './webhooks.module.js';

const KEY = 'the-webhook-key';
const secrets = new CryptoSecrets();
const clock = new FixedClock();

@Module({})
class WorldModule {}
@Module({})
class TestModule {}

describe('Security 14: a webhook', () => {
  let app: INestApplication;
  let url: string;
  let woken: Wake[];
  let metrics: Metrics;
  let connectionId: string;

  beforeEach(async () => {
    const world = createMemoryWorld({ clock });
    connectionId = (await keepConnection(world.unitOfWork)).id;
    await world.apiKeys.add(keyOf('1001', 'copy'));
    await world.apiKeys.add(keyOf('1001', 'view'));
    await world.apiKeys.add(keyOf('1002', 'manage'));
    await world.unitOfWork.run('1001', async (store) =>
      store.tenants.save({
        id: '1001',
        name: 'Brightwell Studio',
        plan: 'ultimate',
        timeZone: 'Europe/London',
        expensePayments: { isVisible: false, isForced: false, wasVisibleBefore: false },
        sourceHooks: [
          { id: '1', event: 2, targetUrl: 'https://us.example', secret: 'first-secret' },
          { id: '2', event: 14, targetUrl: 'https://us.example', secret: 'second-secret' },
        ],
        checkedAt: clock.now(),
      }),
    );
    woken = [];
    metrics = new Metrics();
    const providers: Provider[] = [
      { provide: Clock, useValue: clock },
      { provide: Ids, useValue: new SequentialIds() },
      { provide: Secrets, useValue: secrets },
      { provide: Doorkeeper, useValue: world.doorkeeper },
      { provide: Directory, useValue: world.directory },
      { provide: Jobs, useValue: { wake: async (wake: Wake) => void woken.push(wake) } },
      { provide: Metrics, useValue: metrics },
      { provide: UnitOfWork, useValue: world.unitOfWork },
      { provide: ENVIRONMENT, useValue: { xero: { webhookKey: KEY } } },
    ];
    const gates = [
      { provide: APP_GUARD, useClass: Gatekeeper },
      { provide: APP_GUARD, useClass: JsonOnly },
      { provide: APP_PIPE, useFactory: createValidation },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ];
    const core = { module: WorldModule, global: true, providers, exports: providers };
    const root = { module: TestModule, imports: [core, WebhooksModule], providers: gates };
    app = await NestFactory.create(root, { logger: false, rawBody: true });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/v1/webhooks`;
  });
  afterEach(() => app.close());

  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(`${url}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const counted = async () =>
    (await metrics.webhooks.get()).values.map(({ labels, value }) => `${labels.outcome} ${value}`);

  describe('from Xero', () => {
    const event = (eventCategory: string, tenantId = studio) => ({
      resourceId: '99999999-9999-4999-8999-999999999999',
      tenantId,
      tenantType: 'ORGANISATION',
      eventCategory,
      eventType: 'UPDATE',
    });
    const bodyOf = (...events: object[]) =>
      JSON.stringify({ events, firstEventSequence: 1, lastEventSequence: events.length, entropy: 'X' });
    const deliver = (body: string) => post('xero', body, { 'x-xero-signature': signatureOf(body, KEY) });

    it('wakes the import of the connection it is about, once, however many events it brings', async () => {
      const answer = await deliver(bodyOf(event('INVOICE'), event('INVOICE'), event('CREDITNOTE')));
      expect(woken).toEqual([{ tenantId: '1001', connectionId, task: 'import', trigger: 'webhook' }]);
      expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([200, '', null]);
    });

    it('about an organisation that nobody connected is taken and counted', async () => {
      const answer = await deliver(bodyOf(event('INVOICE', 'ffffffff-ffff-4fff-8fff-ffffffffffff')));
      expect([answer.status, woken, await counted()]).toEqual([200, [], ['genuine 1', 'unknown organisation 1']]);
    });

    it('about contacts wakes nobody', async () => {
      expect((await deliver(bodyOf(event('CONTACT')))).status).toBe(200);
      expect(woken).toEqual([]);
    });

    it('that only asks whether we listen is answered', async () => {
      expect((await deliver(bodyOf())).status).toBe(200);
    });

    const body = bodyOf(event('INVOICE'));
    it.each<[string, Record<string, string>]>([
      ['no signature', {}],
      ['an empty signature', { 'x-xero-signature': '' }],
      ['the signature of another key', { 'x-xero-signature': signatureOf(body, 'another-key') }],
      ['the signature of another body', { 'x-xero-signature': signatureOf(`${body} `, KEY) }],
      ['a signature that is too short', { 'x-xero-signature': signatureOf(body, KEY).slice(0, 20) }],
      ['a signature that is not base64', { 'x-xero-signature': '%%%' }],
    ])('with %s is refused with an empty 401, and nobody wakes', async (_, headers) => {
      const answer = await post('xero', body, headers);
      expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([401, '', null]);
      expect([woken, await counted()]).toEqual([[], ['refused 1']]);
    });

    it('is checked byte for byte, not as JSON that means the same', async () => {
      const spaced = JSON.stringify(JSON.parse(body), null, 2);
      expect((await post('xero', spaced, { 'x-xero-signature': signatureOf(body, KEY) })).status).toBe(401);
      expect((await deliver(spaced)).status).toBe(200);
    });
  });

  describe('signed by Productive', () => {
    const body = '{"event":"updated_invoice","item_id":7}';
    const signed = (text: string, secret: string, at = clock.now()) => {
      const time = Math.floor(at / 1000);
      return `t=${time}, s=${createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')}`;
    };
    const deliver = (id: string, signature?: string, text = body) =>
      post(`productive/${id}/signed`, text, signature === undefined ? {} : { 'productive-signature': signature });

    it.each(['first-secret', 'second-secret'])(
      'with any of the secrets (%s) has what changed read anew',
      async (secret) => {
        const answer = await deliver(connectionId, signed(body, secret));
        expect([answer.status, await answer.text()]).toEqual([204, '']);
        expect(woken).toEqual([{ tenantId: '1001', connectionId, task: 'refresh' }]);
      },
    );

    it.each<[string, () => Promise<Response>]>([
      ['no signature', () => deliver(connectionId)],
      ['another secret', () => deliver(connectionId, signed(body, 'guessed'))],
      ['another body', () => deliver(connectionId, signed(body, 'first-secret'), `${body} `)],
      ['another time', () => deliver(connectionId, signed(body, 'first-secret').replace(/t=\d+/, 't=1'))],
      ['a connection that is not there', () => deliver(studio, signed(body, 'first-secret'))],
      ['no connection at all', () => deliver('nonsense', signed(body, 'first-secret'))],
    ])('with %s is refused with an empty 401, and nobody wakes', async (_, send) => {
      const answer = await send();
      expect([answer.status, await answer.text(), woken]).toEqual([401, '', []]);
    });
  });

  describe('from Productive', () => {
    const deliver = (id: string, key: string, body = '{"event":"updated_invoice","item_id":7}') =>
      post(`productive/${id}`, body, { authorization: `Bearer ${key}` });

    it('has what changed read anew', async () => {
      expect((await deliver(connectionId, '1001-copy')).status).toBe(204);
      expect(woken).toEqual([{ tenantId: '1001', connectionId, task: 'refresh' }]);
      expect(await counted()).toEqual(['invoice 1']);
    });

    it.each(['{}', '[]', '{"event":null}'])('is a hint whatever it says: %s', async (body) => {
      expect((await deliver(connectionId, '1001-copy', body)).status).toBe(204);
      expect(woken).toHaveLength(1);
    });

    it.each([
      ['an unknown key', 'nonsense', 401],
      ['a key that may only look', '1001-view', 403],
      ['the key of another agency', '1002-manage', 404],
    ])('with %s is refused, and nobody wakes', async (_, key, status) => {
      expect((await deliver(connectionId, key)).status).toBe(status);
      expect(woken).toEqual([]);
    });

    it.each(['ffffffff-ffff-4fff-8fff-ffffffffffff', 'nonsense', "1'; drop table connections; --"])(
      'for a connection that does not exist is refused: %s',
      async (id) => {
        expect((await deliver(encodeURIComponent(id), '1001-copy')).status).toBe(404);
      },
    );
  });
});

function keyOf(tenantId: string, right: ApiKey['right']): ApiKey {
  const name = `${tenantId}-${right}`;
  const secretHash = secrets.fingerprint(name);
  return { id: name, tenantId, secretHash, name, right, createdAt: clock.now(), createdBy: 'Ada' };
}
