import { runBugs } from './bugs/run-bugs.js';
import { runExhaustive } from './exhaustive/run-exhaustive.js';
import { optionsFrom, USAGE, type Options } from './options.js';
import { runSeeds } from './seeds/run-seeds.js';
import { tellOneSeed } from './seeds/tell-one-seed.js';

/** Exit codes: 0 everything held; 1 something did not, or the soak itself failed; 2 the command was not understood. */
async function main(words: readonly string[]): Promise<number> {
  const options = asked(words);
  if (options === undefined) return 2;
  if (options.mode === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  return (await run(options)) ? 0 : 1;
}

/** Undefined, and said why, when a word is not understood. */
function asked(words: readonly string[]): Options | undefined {
  try {
    return optionsFrom(words);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

function run(options: Options): Promise<boolean> {
  if (options.mode === 'exhaustive') return runExhaustive(options.asJson);
  if (options.mode === 'bugs') return runBugs(options.asJson, options.named);
  return options.seeds === 1 && !options.asJson ? tellOneSeed(options.firstSeed) : runSeeds(options);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`The soak itself failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
