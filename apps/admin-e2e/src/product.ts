import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The whole product as `npm start` starts it, on a free port, with data of its own. */
export interface Product {
  readonly url: string;
  /** The simulators themselves, for levers that no page has. */
  readonly xeroUrl: string;
  readonly productiveUrl: string;
  stop(): Promise<void>;
}

const READY_SECONDS = 120;

/** `furnish` may put something into the data folder before the product opens it. */
export async function startProduct(furnish?: (dataDir: string) => Promise<void>): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bridge-e2e-'));
  await furnish?.(dataDir);
  const child = spawn(process.execPath, ['tools/start/start.mjs', '--without-admin'], {
    env: {
      ...process.env,
      PORT: String(await freePort()),
      BRIDGE_DATA_DIR: dataDir,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      BRIDGE_IMPORT_EVERY_SECONDS: '5',
      // A mail server that nobody answers at: letters are written, and say that they were not sent.
      SMTP_URL: 'smtp://127.0.0.1:1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  };
  const ready = await Promise.race([
    new Promise<Omit<Product, 'stop'>>((resolve) =>
      child.on('message', (message) => isReady(message) && resolve(message)),
    ),
    exited.then(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), READY_SECONDS * 1000).unref()),
  ]);
  if (ready === undefined) {
    await stop();
    throw new Error(`The product did not start:\n${said.join('')}`);
  }
  const { url, xeroUrl, productiveUrl } = ready;
  return { url, xeroUrl, productiveUrl, stop };
}

function isReady(message: unknown): message is Omit<Product, 'stop'> {
  return typeof message === 'object' && message !== null && 'ready' in message && 'productiveUrl' in message;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
