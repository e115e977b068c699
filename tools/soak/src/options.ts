import { parseArgs } from 'node:util';

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

/** Throws an error that names the word which is not understood. */
export function optionsFrom(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string' },
      exhaustive: { type: 'boolean' },
      bugs: { type: 'boolean' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [named, stray] = values.bugs ? positionals : [undefined, ...positionals];
  if (stray !== undefined) throw new Error(`'${stray}' is not understood.`);
  const firstSeed = countOf('seed', values.seed);
  return {
    mode: values.help ? 'help' : values.exhaustive ? 'exhaustive' : values.bugs ? 'bugs' : 'seeds',
    firstSeed: firstSeed ?? 1,
    seeds: countOf('seeds', values.seeds) ?? (firstSeed === undefined ? 1000 : 1),
    asJson: values.json,
    ...(named !== undefined && { named }),
  };
}

function countOf(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/.test(value)) throw new Error(`--${name} takes a number from 1 on.`);
  return Number(value);
}
