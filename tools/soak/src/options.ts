export interface Options {
  readonly mode: 'seeds' | 'exhaustive' | 'bugs' | 'help';
  readonly firstSeed: number;
  readonly seeds: number;
  readonly asJson: boolean;
  /** Only bugs whose name or file contains it. */
  readonly named?: string;
}

export const USAGE = `npm run soak -- [--seeds N] [--seed S] [--json]
npm run soak -- --exhaustive [--json]
npm run soak -- --bugs [NAME] [--json]

  --seeds N       so many seeds of the simulation in which everything goes wrong (1000)
  --seed S        the first of them (1); alone, or with --seeds 1, it tells the story of that seed
  --exhaustive    one invoice, one bill and three payments: every fault and every pair of faults at every call
  --bugs          the same with one bug at a time put into the code: every one must be caught (NAME: only those with it in their name or file)
  --json          one line of JSON instead of words
  --help          this

Exit code 0: nothing was lost, doubled, stuck or hidden. docs/reliability.md says what that means.
`;

/** Undefined when the words make no sense. */
export function optionsFrom(words: readonly string[]): Options | undefined {
  let [mode, firstSeed, seeds, asJson]: [Options['mode'], number | undefined, number | undefined, boolean] = [
    'seeds',
    undefined,
    undefined,
    false,
  ];
  let named: string | undefined;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--help') mode = 'help';
    else if (word === '--exhaustive') mode = 'exhaustive';
    else if (word === '--bugs') {
      mode = 'bugs';
      if (rest[0] !== undefined && !rest[0].startsWith('--')) named = rest.shift();
    } else if (word === '--json') asJson = true;
    else if (word === '--seed' && isCount(rest[0])) firstSeed = Number(rest.shift());
    else if (word === '--seeds' && isCount(rest[0])) seeds = Number(rest.shift());
    else return undefined;
  }
  const more = named !== undefined && { named };
  return { mode, firstSeed: firstSeed ?? 1, seeds: seeds ?? (firstSeed === undefined ? 1000 : 1), asJson, ...more };
}

function isCount(word: string | undefined): boolean {
  return word !== undefined && /^[1-9]\d{0,9}$/.test(word);
}
