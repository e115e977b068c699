import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { isFault, type Fault } from '@bridge/application';
import { createHttpClient, type HttpClientOptions } from './http-client.js';
import type { HttpLogEntry } from './redact-url.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('the HTTP client', () => {
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => close()));

  async function serve(handler: Handler): Promise<string> {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    served.push(host);
    return `http://${host}`;
  }

  const served: string[] = [];
  const client = (options: Partial<HttpClientOptions> = {}) =>
    createHttpClient({ timeoutMs: 2000, maxResponseBytes: 1000, allowedHosts: served, ...options });

  it('gives back any status with its body', async () => {
    const url = await serve((_, response) => response.writeHead(422).end('{"why":"because"}'));
    const response = await client().send({ method: 'GET', url });
    expect([response.status, response.json()]).toEqual([422, { why: 'because' }]);
  });

  it('says undefined instead of failing when the body is not JSON', async () => {
    const url = await serve((_, response) => response.end('<html>Sorry</html>'));
    expect((await client().send({ method: 'GET', url })).json()).toBeUndefined();
  });

  it('calls a refused connection unavailable, even for a write: nothing was sent', async () => {
    const url = await serve(() => undefined);
    closers.splice(0).forEach((close) => close());
    expect((await failure(client().send({ method: 'POST', url, body: '{}' }))).fault).toEqual({ kind: 'unavailable' });
  });

  it('calls a write uncertain when the connection breaks before the answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    const fault = await failure(client().send({ method: 'POST', url, body: '{}' }));
    expect(fault.fault).toEqual({ kind: 'uncertain', isReplayable: true });
  });

  it('asks a read once more when its connection was cut, and a write never', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.method);
      if (asked.length === 1) request.socket.destroy();
      else response.end('there');
    });
    expect((await client().send({ method: 'GET', url })).text()).toBe('there');
    asked.length = 0;
    expect((await failure(client().send({ method: 'POST', url, body: '{}' }))).fault.kind).toBe('uncertain');
    expect(asked).toEqual(['POST']);
  });

  it('calls a write uncertain when time runs out, and a read unavailable', async () => {
    const url = await serve(() => undefined);
    const slow = client({ timeoutMs: 50 });
    expect((await failure(slow.send({ method: 'PATCH', url }))).fault.kind).toBe('uncertain');
    expect((await failure(slow.send({ method: 'GET', url }))).fault.kind).toBe('unavailable');
  });

  it('stops reading an answer that is too large', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(1001)));
    const fault = await failure(client().send({ method: 'GET', url }));
    expect(fault.message).toContain('larger than 1000 bytes');
  });

  it('asks for packed answers, says who asks, and unpacks what comes', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve(({ headers }, response) => {
      asked.push(headers['accept-encoding'], headers['user-agent']);
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"why":"because"}'));
    });
    expect((await client().send({ method: 'GET', url })).json()).toEqual({ why: 'because' });
    expect(asked).toEqual(['gzip', 'productive-xero-bridge']);
  });

  it('unpacks an answer no further than an answer may be large', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1001))),
    );
    expect((await failure(client().send({ method: 'GET', url }))).message).toContain('larger than 1000 bytes');
  });

  it('calls a write uncertain when its answer cannot be unpacked', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed'));
    expect((await failure(client().send({ method: 'POST', url, body: '{}' }))).fault.kind).toBe('uncertain');
  });

  it('gives back headers by their names in lower case', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'X-Reset': '7', Vary: ['a', 'b'] }).end());
    expect((await client().send({ method: 'HEAD', url })).headers).toMatchObject({ 'x-reset': '7', vary: 'a,b' });
  });

  it('does not follow redirects of API calls', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    expect((await client().send({ method: 'GET', url })).status).toBe(302);
  });

  it('follows the redirect of a download without taking credentials to another origin', async () => {
    const seen: (string | undefined)[] = [];
    const storage = await serve((request, response) => {
      seen.push(request.headers['x-auth-token'] as string | undefined);
      response.end('file');
    });
    const url = await serve((_, response) => response.writeHead(302, { location: `${storage}/f` }).end());
    const headers = { 'x-auth-token': 'secret' };
    const response = await client().send({ method: 'GET', url, headers, followRedirects: 1 });
    expect([response.text(), seen]).toEqual(['file', [undefined]]);
  });

  it('refuses hosts that are not allowed, at every hop', async () => {
    const storage = await serve((_, response) => response.end('file'));
    const url = await serve((_, response) => response.writeHead(302, { location: `${storage}/f` }).end());
    const guarded = client({ allowedHosts: [new URL(url).host] });
    expect((await failure(guarded.send({ method: 'GET', url, followRedirects: 3 }))).fault.kind).toBe('refused');
    expect((await failure(guarded.send({ method: 'GET', url: 'file:///etc/passwd' }))).fault.kind).toBe('refused');
  });

  describe('Security 6: asked to call a machine that is not on its list', () => {
    it.each([
      'http://169.254.169.254/latest/meta-data/',
      'http://[::1]/',
      'http://[::ffff:169.254.169.254]/',
      'http://2852039166/',
      'http://0xa9fea9fe/',
      'http://0251.0376.0251.0376/',
      'http://127.1/',
      'http://localhost/',
      'http://metadata.google.internal/',
      'http://files.productive.io/plain',
      'https://files.productive.io.evil.example/',
      'https://evilproductive.io/',
      'https://files.productive.io@evil.example/',
      'https://evil.example/#files.productive.io',
      'file:///etc/passwd',
      'ftp://files.productive.io/',
      'gopher://127.0.0.1:6379/_',
      'data:text/plain,hello',
      'not an address',
    ])('does not, however it is written: %s', async (url) => {
      const guarded = client({ allowedHosts: ['api.productive.io', '.productive.io'] });
      const fault = await failure(guarded.send({ method: 'GET', url, followRedirects: 3 }));
      expect([fault.fault.kind, fault.message]).toEqual(['refused', expect.stringContaining('not allowed')]);
    });

    it('does not when a machine on its list sends it there', async () => {
      const asked: string[] = [];
      const inner = await serve((request, response) => {
        asked.push(request.url ?? '');
        response.end('secret');
      });
      const outer = await serve((_, response) => response.writeHead(302, { location: `${inner}/admin` }).end());
      const guarded = client({ allowedHosts: [new URL(outer).host] });
      expect((await failure(guarded.send({ method: 'GET', url: outer, followRedirects: 3 }))).fault.kind).toBe(
        'refused',
      );
      expect(asked).toEqual([]);
    });
  });

  it('neither logs nor throws tokens, bodies or query values', async () => {
    const url = await serve((request) => request.socket.destroy());
    const log: HttpLogEntry[] = [];
    const fault = await failure(
      client({ log: (entry) => log.push(entry) }).send({
        method: 'POST',
        url: `${url}/things?token=CANARY-1&page=2`,
        headers: { authorization: 'Bearer CANARY-2' },
        body: 'CANARY-3',
      }),
    );
    expect(log).toHaveLength(1);
    expect(log[0]?.url).toBe(`${url}/things?token&page`);
    expect(JSON.stringify([log, fault, fault.message, String(fault.stack)])).not.toContain('CANARY');
  });
});

async function failure(call: Promise<unknown>): Promise<Fault> {
  const outcome = await call.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (!isFault(outcome)) throw new Error('Expected a fault', { cause: outcome });
  return outcome;
}
