import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';

/** The whole product as `npm start` starts it, on a free port. */
export interface Product {
  readonly url: string;
  readonly xeroUrl: string;
  readonly productiveUrl: string;
  readonly xeroClient: { readonly id: string; readonly secret: string };
  stop(): Promise<void>;
}

interface ReadyMessage {
  readonly ready: true;
  readonly url: string;
  readonly xeroUrl: string;
  readonly productiveUrl: string;
}

const READY_SECONDS = 120;

export async function startProduct(): Promise<Product> {
  const port = await freePort();
  const child = spawn(process.execPath, ['tools/start/start.mjs', '--without-admin'], {
    env: {
      ...process.env,
      PORT: String(port),
      BRIDGE_DATA_DIR: process.env['BRIDGE_DATA_DIR'] ?? '.data/demo',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      BRIDGE_IMPORT_EVERY_SECONDS: '15',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const said: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const exited = once(child, 'exit');
  const ready = await Promise.race([
    new Promise<ReadyMessage>((resolve) =>
      child.on('message', (message: ReadyMessage) => message.ready && resolve(message)),
    ),
    exited.then(() => Promise.reject(new Error(`The product did not start:\n${said.join('')}`))),
    new Promise<never>((_, reject) =>
      setTimeout(
        () => reject(new Error(`The product was not ready after ${READY_SECONDS} seconds`)),
        READY_SECONDS * 1000,
      ).unref(),
    ),
  ]);
  return {
    url: ready.url,
    xeroUrl: ready.xeroUrl,
    productiveUrl: ready.productiveUrl,
    xeroClient: { id: 'sandbox-client', secret: 'sandbox-secret' },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
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
