import { inspect } from 'node:util';
import { tooManyCalls } from './benches/too-many-calls.js';
import { full, quick } from './benches.js';
import { help, readOptions, type Options } from './options.js';
import { describeMachine, print, tellProgress } from './print.js';
import { NoServer } from './world/own-database.js';

async function main(options: Options): Promise<void> {
  if (options.asksForHelp) return void process.stdout.write(help);
  const { names, isJson } = options;
  const wanted = names.filter((name) => name !== 'quick');
  // P5 counts over whatever else is run; alone, it counts over the quick ones.
  const isQuick = names.includes('quick') || (wanted.length > 0 && wanted.every((name) => name === 'P5'));
  const benches = (isQuick ? quick : full(options)).filter(
    ({ ids }) => wanted.length === 0 || wanted.includes('P5') || ids.some((id) => wanted.includes(id)),
  );
  const startedAt = performance.now();
  if (!isJson) process.stdout.write(`${describeMachine()}\n\n`);
  for (const [index, { ids, run }] of benches.entries()) {
    tellProgress(`${ids.join(', ')} (${index + 1} of ${benches.length})`);
    try {
      for (const measure of await run()) print(measure, isJson);
    } catch (error) {
      // One that fails does not take the figures of the others with it.
      if (!(error instanceof NoServer)) process.exitCode = 1;
      const why = error instanceof NoServer ? error.message : inspect(error);
      process.stderr.write(`${ids.join(', ')}: not measured. ${why}\n`);
    }
  }
  tellProgress('');
  print(tooManyCalls(), isJson);
  if (!isJson) process.stdout.write(`Measured in ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
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

const options = asked();
if (options !== undefined) await main(options);
