import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { compressedFiles } from './compressed-files.js';

const SCRIPT = 'export const words = "again and again ";\n'.repeat(200);

describe('The files of the admin', () => {
  let folder: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
    await writeFile(join(folder, 'main-aBc_12-4.js'), SCRIPT);
    await writeFile(join(folder, 'plain.js'), SCRIPT);
    const app = express()
      .use(compressedFiles(folder))
      .use((_, response) => void response.status(404).end('next'));
    server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const get = (path: string, encodings: string) =>
    fetch(`${url}/${path}`, { headers: { 'accept-encoding': encodings } });

  it.each(['br', 'gzip'])('travel compressed (%s) and stay in the browser for good', async (encoding) => {
    const answer = await get('main-aBc_12-4.js', encoding);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await answer.text()).toBe(SCRIPT);
  });

  it.each([
    ['to whoever takes no compression', 'main-aBc_12-4.js', 'identity'],
    ['when their name does not change with them', 'plain.js', 'br'],
    ['when there is no such file', 'main-00000000.js', 'br'],
    ['outside of the folder', '..%2fmain-aBc_12-4.js', 'br'],
  ])('are left to the next handler %s', async (_, path, encodings) => {
    expect(await (await get(path, encodings)).text()).toBe('next');
  });
});
