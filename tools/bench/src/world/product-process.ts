import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { asShipped, profiling } from './child.js';

/** The product as it is shipped, in a process of its own. */
export interface ProductProcess {
  /** Milliseconds from its start until it says that it is ready. */
  readonly readyMs: number;
  /** Megabytes of memory that it holds right now, as Linux counts them. */
  residentMb(): number;
  /** Processor time that it has used so far. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

export async function startProductProcess(environment: Readonly<Record<string, string>>): Promise<ProductProcess> {
  const startedAt = performance.now();
  const child = fork('dist/apps/api/main.js', {
    execArgv: [...asShipped, ...profiling],
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The product ended with code ${String(code)}`))),
  ]);
  const readyMs = performance.now() - startedAt;
  return {
    readyMs,
    residentMb: () => {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1024;
    },
    cpuSeconds: () => {
      // Its name stands in brackets; user and system time are the 12th and 13th word after it, in hundredths of a second.
      const words =
        readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
          .split(') ')
          .at(-1)
          ?.split(' ') ?? [];
      return (Number(words[11]) + Number(words[12])) / 100;
    },
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
