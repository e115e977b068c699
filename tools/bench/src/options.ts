import { parseArgs } from 'node:util';

export const help = `npm run bench [-- NAME…] [--json] [--plots] [SIZES]

Measures what a document, a poll and a month end cost, beside what others spend. Both vendors are the simulators.

  NAME        quick: P1, P2, P3, P5 and P12 with fewer documents, in less than a minute
              P1 … P14: these alone; S1 and S4: what one organisation notices of another. Without a name: all of them
  --json      one JSON object a measure: {id, what, goal, value, unit, peer, ratio, ok, runs, note}
  --plots     draws P3, P6 and P7 into docs/plots

  SIZES, for machines and evenings that are too small; a goal counts as met at its own size only:
  --tenants   P6: so many agencies close their month (1000)
  --each      P6: with so many invoices each (200)
  --small     P7: so many small tenants (99)
  --waiting   P7: beside one with so many waiting (50000)
  --documents P11: so many documents, 1,000 a tenant, a tenth of them in the hands of one (1000000)

BENCH_DATABASE_URL, or else TEST_DATABASE_URL: a PostgreSQL server where databases may be made and dropped. P4, P6 to
P11, P14, S1 and S4 need one; P12 is measured on it as well.
BENCH_PROFILES: a folder for processor profiles of ours and of the loop.
Exit codes: 0 measured, whether goals are met or not; 1 a measure failed; 2 no such measure.
`;

export interface Options {
  readonly names: readonly string[];
  readonly isJson: boolean;
  readonly asksForHelp: boolean;
  readonly sizes: Readonly<Record<keyof typeof usual, number>>;
}

const usual = { tenants: 1_000, each: 200, small: 99, waiting: 50_000, documents: 1_000_000 };

/** Throws an error that names the word which is not understood. */
export function readOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      plots: { type: 'boolean' },
      help: { type: 'boolean', short: 'h', default: false },
      tenants: { type: 'string' },
      each: { type: 'string' },
      small: { type: 'string' },
      waiting: { type: 'string' },
      documents: { type: 'string' },
    },
  });
  for (const name of positionals)
    if (!/^(quick|P([1-9]|1[0-4])|S[14])$/.test(name)) throw new Error(`There is no measure '${name}'.`);
  const sizeOf = (name: keyof typeof usual): number => {
    const size = values[name] === undefined ? usual[name] : Number(values[name]);
    if (!Number.isSafeInteger(size) || size < 1) throw new Error(`--${name} takes a number from 1 on.`);
    return size;
  };
  return {
    names: positionals,
    isJson: values.json,
    asksForHelp: values.help,
    sizes: {
      tenants: sizeOf('tenants'),
      each: sizeOf('each'),
      small: sizeOf('small'),
      waiting: sizeOf('waiting'),
      documents: sizeOf('documents'),
    },
  };
}
