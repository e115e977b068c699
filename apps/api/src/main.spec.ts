import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const credentials = { XERO_CLIENT_ID: 'id', XERO_CLIENT_SECRET: 'secret', LOG_LEVEL: 'silent' };

/** The built API as a process of its own. */
describe('The process', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['tools/build/build.mjs', 'api'], { cwd: root });
    dataDir = await mkdtemp(join(tmpdir(), 'bridge-main-'));
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  function start(env: Record<string, string>, ...args: string[]) {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [join(root, 'dist/apps/api/main.js'), ...args], {
      env: { ...(PATH !== undefined && { PATH }), ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    children.push(child);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => ({ code: code as number, said }));
    return { child, ended, ready: once(child, 'message') };
  }

  it('explains itself', async () => {
    const { code, said } = await start({}, '--help').ended;
    expect([code, said]).toEqual([0, expect.stringContaining('BRIDGE_DATA_DIR')]);
  }, 30_000);

  it('lists all that is wrong with its environment, and starts nothing', async () => {
    const { code, said } = await start({ PORT: 'x', BRIDGE_ROLE: 'y' }).ended;
    expect(code).toBe(2);
    expect(said.split('\n')).toHaveLength(6);
    for (const name of ['PORT', 'BRIDGE_ROLE', 'XERO_CLIENT_ID', 'XERO_CLIENT_SECRET']) expect(said).toContain(name);
  }, 30_000);

  it('refuses a folder that another process works in, refuses a taken port, and stops in good order', async () => {
    const first = start({ ...credentials, PORT: String(await freePort()), BRIDGE_DATA_DIR: dataDir });
    await first.ready;

    const second = await start({ ...credentials, PORT: '0', BRIDGE_DATA_DIR: dataDir }).ended;
    expect([second.code, second.said]).toEqual([
      1,
      `The bridge can not run: The data folder ${dataDir} is in use by process ${first.child.pid}. Stop it, or set BRIDGE_DATA_DIR / DATABASE_URL.\n`,
    ]);

    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const stranger = createServer().listen(0);
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    const third = await start({ ...credentials, PORT: String(port), BRIDGE_DATA_DIR: dataDir }).ended;
    stranger.close();
    expect([third.code, third.said]).toEqual([1, expect.stringMatching(/^The bridge can not run: the port is taken/)]);
  }, 120_000);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
