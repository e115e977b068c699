import {
  FolderInUse,
  holdsDatabase,
  NewerDatabase,
  openPersistence,
  type Persistence,
  type VaultKeys,
} from '@bridge/persistence';
import { DamagedKey, vaultKeysOf } from '../environment/encryption-key.js';
import { readStore } from '../environment/read-store.js';
import { createReader } from '../environment/reader.js';

/** Options as they were given: the value of those that take one, an empty text for those that stand alone. */
export type Given = ReadonlyMap<string, string>;

export interface Command {
  readonly help: string;
  /** Options beyond --json and --help, which every command has: whether a value follows. */
  readonly options?: Readonly<Record<string, { readonly takesValue: boolean; readonly isNeeded?: boolean }>>;
  /** Answers what is printed, as an object for programs and as lines for people. `ok: false` ends with exit code 1. */
  run(
    persistence: Persistence,
    given: Given,
    keys: VaultKeys,
  ): Promise<{ readonly report: { readonly ok: boolean }; readonly lines: readonly string[] }>;
}

/** Runs an operator's command on the database that the environment names. Exit codes: 0 done, 1 found something or failed, 2 wrong environment. */
export async function runCommand(
  command: Command,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<number> {
  if (words.includes('--help')) {
    print(command.help);
    return 0;
  }
  const { given, complaints } = readOptions(command, words);
  const read = createReader(env);
  const environment = readStore(read, false);
  const problems = [...complaints, ...read.problems];
  if (environment.store.kind === 'memory') problems.push('BRIDGE_DATA_DIR=memory:// holds nothing to work on');
  if (environment.store.kind === 'embedded' && !holdsDatabase(environment.store.dataDir))
    problems.push(`No bridge has kept anything in ${environment.store.dataDir}: is BRIDGE_DATA_DIR right?`);
  if (problems.length > 0) {
    for (const problem of problems) print(problem);
    print('--help explains what is needed; nothing was done.');
    return 2;
  }
  const { store } = environment;
  try {
    const keys = vaultKeysOf(environment, (message) => process.stderr.write(`${message}\n`));
    const persistence = await openPersistence({
      ...(store.kind === 'server' && { databaseUrl: store.databaseUrl }),
      ...(store.kind === 'embedded' && { dataDir: store.dataDir }),
      encryptionKeys: keys,
      jobsFor: () => ({ wake: () => Promise.reject(new Error('A command wakes nobody')) }),
    });
    try {
      const { report, lines } = await command.run(persistence, given, keys);
      if (given.has('--json')) print(JSON.stringify(report));
      else for (const line of lines) print(line);
      return report.ok ? 0 : 1;
    } finally {
      await persistence.close();
    }
  } catch (error) {
    if (![FolderInUse, NewerDatabase, DamagedKey].some((known) => error instanceof known)) throw error;
    print(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function readOptions(command: Command, words: readonly string[]) {
  const known: Command['options'] = { ...command.options, '--json': { takesValue: false } };
  const given = new Map<string, string>();
  const complaints: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const option = known[word];
    if (option === undefined) complaints.push(`${word} is not an option`);
    else if (!option.takesValue) given.set(word, '');
    else if (rest[0] === undefined || rest[0].startsWith('--')) complaints.push(`${word} needs a value`);
    else given.set(word, rest.shift() ?? '');
  }
  for (const [name, { isNeeded }] of Object.entries(known))
    if (isNeeded && !words.includes(name)) complaints.push(`${name} is missing`);
  return { given, complaints };
}
