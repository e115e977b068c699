import 'reflect-metadata';
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { FolderInUse, NewerDatabase } from '@bridge/persistence';
import type { Logger } from 'pino';
import { createLog } from './composition/log.js';
import { createApp } from './create-app.js';
import { DamagedKey } from './environment/encryption-key.js';
import { readEnvironment } from './environment/read-environment.js';
import { help } from './environment/variables.js';

/** Exit codes: 0 stopped on request, 1 could not start, 2 wrong environment. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) return void process.stdout.write(help());
  const read = readEnvironment(process.env);
  if (!read.ok) {
    process.stderr.write(`The bridge can not start:\n${read.problems.map((problem) => `  ${problem}\n`).join('')}`);
    process.exitCode = 2;
    return;
  }
  const { environment } = read;
  const log = createLog(environment.logLevel);
  // In the bundle this file is dist/apps/api/main.js.
  const adminFolder = fileURLToPath(new URL('../admin', import.meta.url));
  const app = await createApp(environment, log, { adminFolder });
  stopOnSignals(() => app.close(), log);
  await app.listen(environment.port);
  log.info(`The bridge listens on port ${environment.port} (${environment.role})`);
  process.send?.({ ready: true });
  // For the next start, even if this process is killed. Does nothing unless NODE_COMPILE_CACHE names a folder.
  flushCompileCache();
}

function stopOnSignals(close: () => Promise<void>, log: Logger): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    log.info('Stopping: no new work, calls under way are finished');
    close().then(() => process.exit(0), refuse);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The launcher that started us is gone.
  process.on('disconnect', stop);
}

/** What a person can mend is told in a sentence; anything else is a defect and shows where it happened. */
function refuse(error: unknown): never {
  process.stderr.write(`The bridge can not run: ${sentenceOf(error)}\n`);
  process.exit(1);
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ([FolderInUse, NewerDatabase, DamagedKey].some((known) => error instanceof known)) return error.message;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'the port is taken by another program. Set PORT to a free one.';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return `the database does not answer (${error.message}).`;
  return error.stack ?? error.message;
}

main().catch(refuse);
