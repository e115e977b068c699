import { once } from 'node:events';
import { Agent, createServer, request as send, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { HttpAdapterHost } from '@nestjs/core';
import { adminToken, brightwell, startRealBridge, type RealBridge } from '../testing/real-bridge.js';
import { LastAnswers } from './last-answers.js';

type Heard = readonly [status: number | undefined, connection: string | undefined, body: string];

/** A request that the server has heard of, and whose body is still under way. */
async function begin(server: Server, path: string, body: string): Promise<ClientRequest> {
  const { port } = server.address() as AddressInfo;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const asking = send({ port, path, method: 'POST', headers, agent: new Agent({ keepAlive: true }) });
  asking.write(body.slice(0, 5));
  await once(server, 'request');
  return asking;
}

async function answerTo(asking: ClientRequest): Promise<Heard> {
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return [response.statusCode, response.headers.connection, await text(response)];
}

describe('A bridge that is to end', () => {
  let bridge: RealBridge;
  beforeEach(async () => {
    bridge = await startRealBridge();
  }, 60_000);

  it('answers whoever has asked already, out of its database, and nobody who comes now', async () => {
    const body = JSON.stringify({ organisationId: '1001', token: adminToken });
    const asking = await begin(bridge.app.getHttpServer(), '/api/v1/session', body);
    const closing = bridge.close();
    await expect(fetch(`${bridge.url}/health/live`)).rejects.toThrow('fetch failed');
    asking.end(body.slice(5));
    const [status, connection, answer] = await answerTo(asking);
    expect([status, connection, JSON.parse(answer).person.name]).toEqual([201, 'close', 'Ada Brightwell']);
    await closing;
    expect(bridge.logged).toEqual([]);
  });

  it('ends the event streams, and waits for no connection that asks nothing', async () => {
    const { headers } = await brightwell(bridge);
    const stream = await fetch(`${bridge.url}/api/v1/events`, { headers });
    const silent = connect(Number(new URL(bridge.url).port));
    await once(silent, 'connect');
    const startedAt = performance.now();
    await Promise.all([bridge.close(), stream.text(), once(silent, 'close')]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('The last answers', () => {
  it('are waited for so long and no longer', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const host = { httpAdapter: { getHttpServer: () => server } } as unknown as HttpAdapterHost;
    const answers = new LastAnswers(host, 100);
    answers.onApplicationBootstrap();
    const cut = answerTo(await begin(server, '/', '{"never": "answered"}'));
    answers.onModuleDestroy();
    await Promise.all([answers.beforeApplicationShutdown(), expect(cut).rejects.toThrow('socket hang up')]);
  });
});
