import { createWriteStream } from 'node:fs';
import { Chaos } from './chaos.js';
import { help, readOptions, type Options } from './options.js';
import { inWords, outcomeOf } from './report.js';

async function main(): Promise<void> {
  const options = asked();
  if (options === undefined) return;
  if (options.asksForHelp) return void process.stdout.write(help);
  const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile);
  const chaos = new Chaos((line) => void process.stderr.write(`${line}\n`), log);
  const stop = () => void chaos.close().then(() => process.exit(1));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    const outcome = outcomeOf(await chaos.run(options.minutes));
    process.stdout.write(options.isJson ? `${JSON.stringify(outcome)}\n` : inWords(outcome));
    process.exitCode = outcome.ok ? 0 : 1;
  } finally {
    await chaos.close();
    log?.end();
  }
}

/** Undefined, and said why, when a word is not understood. */
function asked(): Options | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    process.exitCode = 2;
    return undefined;
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
