import { help, readEnvironment } from './environment.js';
import { startSandbox } from './sandbox.js';

/** Exit codes: 0 stopped on request, 1 could not start, 2 wrong environment. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(help);
    return;
  }
  const read = readEnvironment(process.env);
  if (!read.ok) {
    process.stderr.write(`The sandbox can not start:\n${read.problems.map((problem) => `  ${problem}\n`).join('')}`);
    process.exitCode = 2;
    return;
  }
  const sandbox = await startSandbox(read.environment, (error) =>
    process.stderr.write(`The sandbox could not save its state: ${messageOf(error)}\n`),
  );
  const { xeroUrl, productiveUrl } = sandbox;
  process.stdout.write(`Sandbox ready: Xero at ${xeroUrl}, Productive at ${productiveUrl}\n`);
  process.send?.({ ready: true, xeroUrl, productiveUrl });

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`The sandbox stopped: ${messageOf(error)}\n`);
  process.exit(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch(fail);
