import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { createLog } from '../composition/log.js';
import { adminPages } from './admin-pages.js';
import { requests } from './requests.js';
import { sandboxProxy } from './sandbox-proxy.js';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (...handlers: RequestHandler[]) =>
  listen(
    createServer(
      express()
        .use(...handlers)
        .get(/.*/, (_, response) => void response.send('the API')),
    ),
  );
const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers, redirect: 'manual' });

describe('The sandbox under our own address', () => {
  const vendor = () =>
    listen(
      createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          if (request.url === '/away') response.setHeader('location', '/organisations');
          response.statusCode = request.url === '/away' ? 303 : 200;
          response.end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
        });
      }),
    );

  it('passes on what was asked, without the prefix', async () => {
    const url = await serve(sandboxProxy('/sandbox/xero', await vendor()));
    const posted = await fetch(`${url}/sandbox/xero/a%20b?c=d&e=f`, { method: 'POST', body: 'paid=1' });
    expect(await posted.text()).toBe('POST /a%20b?c=d&e=f paid=1');
    expect(await (await get(`${url}/sandbox/xerox/`)).text()).toBe('the API');
  });

  it('keeps a redirect under the prefix, and leads the bare address to the first page', async () => {
    const url = await serve(sandboxProxy('/sandbox/xero', await vendor()));
    expect((await get(`${url}/sandbox/xero/away`)).headers.get('location')).toBe('/sandbox/xero/organisations');
    expect((await get(`${url}/sandbox/xero`)).headers.get('location')).toBe('/sandbox/xero/');
  });

  it('says so when the sandbox is gone', async () => {
    const url = await serve(sandboxProxy('/sandbox/xero', 'http://127.0.0.1:9'));
    const answer = await get(`${url}/sandbox/xero/`);
    expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining('npm start')]);
  });
});

describe('The admin', () => {
  const html = { accept: 'text/html' };

  it('has a page that waits until it is built, and then is served without a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bridge-admin-'));
    const url = await serve(adminPages(folder));
    const waiting = await get(`${url}/documents/invoices`, html);
    expect([waiting.status, await waiting.text()]).toEqual([503, expect.stringContaining('being prepared')]);
    writeFileSync(join(folder, 'index.html'), '<app-root></app-root>');
    writeFileSync(join(folder, 'main-ABCD1234.js'), 'start()');
    for (const path of ['/', '/documents/invoices', '/connections/1?tab=settings'])
      expect(await (await get(url + path, html)).text()).toBe('<app-root></app-root>');
    expect((await get(`${url}/`, html)).headers.get('cache-control')).toBe('no-cache');
    expect((await get(`${url}/main-ABCD1234.js`)).headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/api/v1/nonsense', '/api', '/health/ready', '/metrics', '/sandbox/xero/'])(
    'leaves %s to the API',
    async (path) => {
      const url = await serve(adminPages(mkdtempSync(join(tmpdir(), 'bridge-admin-'))));
      expect(await (await get(url + path, html)).text()).toBe('the API');
    },
  );
});

describe('Every request', () => {
  it('is logged in one line, without its query and its headers', async () => {
    const lines: string[] = [];
    const url = await serve(requests(createLog('info', { write: (line) => void lines.push(line) })));
    const answer = await get(`${url}/api/v1/callback?code=s3cret`, { cookie: 's3cret', 'x-request-id': 'mine-1' });
    await answer.text();
    await new Promise(setImmediate);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ requestId: 'mine-1', method: 'GET', path: '/api/v1/callback', status: 200 }),
    ]);
    expect(lines.join()).not.toContain('s3cret');
    expect(answer.headers.get('x-request-id')).toBe('mine-1');
  });

  it('gets an id of ours when the caller’s is none', async () => {
    const url = await serve(requests(createLog('silent')));
    const answer = await get(url, { 'x-request-id': 'no spaces please {}' });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
