import { parseArgs } from 'node:util';

export const help = `Chaos: the real processes of the bridge (3 × web, 3 × worker) on a real PostgreSQL, against both simulated vendors,
with a fault proxy before each of the three. While documents and payments are made without pause, processes are killed
(SIGKILL) and frozen (SIGSTOP) past their leases, answers are lost, commits are cut off, PostgreSQL is restarted. Then it
is quiet, and both vendors are read through their public APIs: nothing may be lost, doubled or left undone.

  npm run chaos -- [--minutes M] [--json]

  --minutes M        how long everything goes wrong (3); the quiet afterwards takes about two minutes more
  --json             prints one object at the end and nothing else on standard output
  --log FILE         keeps what the processes say, for finding out what went wrong

  PostgreSQL: where its programs are installed, a server of its own is made, restarted and thrown away. Otherwise a
  scratch database is made on the server of TEST_DATABASE_URL or DATABASE_URL, and dropped; that server is not restarted.

Ten-minute quarantines are not waited out in the quiet: the clocks of all processes and of the vendors are moved forward
together. Exit codes: 0 all is well, 1 it is not, 2 a wrong option.
`;

export interface Options {
  readonly minutes: number;
  readonly isJson: boolean;
  readonly asksForHelp: boolean;
  readonly logFile?: string;
}

/** Throws an error that names the word which is not understood. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      minutes: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      log: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new Error('--minutes takes a number above 0, 1440 at the most.');
  const { json: isJson, help: asksForHelp, log } = values;
  return { minutes, isJson, asksForHelp, ...(log !== undefined && { logFile: log }) };
}
