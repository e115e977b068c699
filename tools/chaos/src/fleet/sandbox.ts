import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { askJson } from '@bridge/witness';

/** Both simulated vendors, in a process that nobody kills. */
export interface Sandbox {
  readonly xeroUrl: string;
  /** With the path of the API. */
  readonly productiveUrl: string;
  moveClock(byMs: number): Promise<void>;
  stop(): Promise<void>;
}

interface Ready {
  readonly ready: true;
  readonly xeroUrl: string;
  readonly productiveUrl: string;
}

export async function startSandbox(log: Writable | undefined): Promise<Sandbox> {
  const child = fork('dist/apps/sandbox/main.js', {
    env: { PATH: process.env['PATH'], SANDBOX_XERO_PORT: '0', SANDBOX_PRODUCTIVE_PORT: '0' },
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (words: Buffer) => log?.write(`sandbox: ${words.toString()}`));
  const { xeroUrl, productiveUrl } = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${code ?? 'none'}`)));
  });
  return {
    xeroUrl,
    productiveUrl,
    // One clock for both: moving it at one of them moves it for the other.
    moveClock: (byMs) => askJson(`${xeroUrl}/_control/clock`, { method: 'POST', json: { advanceMs: byMs } }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
