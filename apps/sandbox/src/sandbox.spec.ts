import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.js';
import { startSandbox } from './sandbox.js';

describe('the sandbox', () => {
  let dir: string;
  const failures: unknown[] = [];
  const start = (): Promise<Sandbox> =>
    startSandbox({ xeroPort: 0, productivePort: 0, stateDir: dir, webhookUrl: null }, (error) => failures.push(error));

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('finds after a restart what was changed before it', async () => {
    const first = await start();
    const headers = {
      'x-auth-token': 'sandbox-brightwell-admin',
      'x-organization-id': '1001',
      'content-type': 'application/vnd.api+json',
    };
    const made = await fetch(`${first.productiveUrl}/companies`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ data: { type: 'companies', attributes: { name: 'Restart & Sons' } } }),
    });
    expect(made.status).toBe(201);
    await first.stop();
    expect((await readdir(dir)).sort()).toEqual(['productive.json', 'xero.json']);

    const second = await start();
    const found = await fetch(`${second.productiveUrl}/companies?filter[name]=Restart %26 Sons`, { headers });
    expect(await found.json()).toMatchObject({ meta: { total_count: 1 } });
    await second.stop();
    expect(failures).toEqual([]);
  });
});
