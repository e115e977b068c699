import { FolderInUse, NewerDatabase, openPersistence, type Persistence } from '@bridge/persistence';
import { DamagedKey, vaultKeysOf } from '../environment/encryption-key.js';
import { readStore } from '../environment/read-store.js';
import { createReader } from '../environment/reader.js';

export interface Command {
  readonly help: string;
  /** Answers what is printed, as an object for programs and as lines for people. `ok: false` ends with exit code 1. */
  run(
    persistence: Persistence,
  ): Promise<{ readonly report: { readonly ok: boolean }; readonly lines: readonly string[] }>;
}

/** Runs an operator's command on the database that the environment names. Exit codes: 0 done, 1 found something or failed, 2 wrong environment. */
export async function runCommand(
  { help, run }: Command,
  options: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<number> {
  if (options.includes('--help')) {
    print(help);
    return 0;
  }
  const unknown = options.filter((option) => option !== '--json');
  const read = createReader(env);
  const environment = readStore(read, false);
  const problems = [...unknown.map((option) => `${option} is not an option`), ...read.problems];
  if (environment.store.kind === 'memory') problems.push('BRIDGE_DATA_DIR=memory:// holds nothing to work on');
  if (problems.length > 0) {
    for (const problem of problems) print(problem);
    return 2;
  }
  const { store } = environment;
  try {
    const persistence = await openPersistence({
      ...(store.kind === 'server' && { databaseUrl: store.databaseUrl }),
      ...(store.kind === 'embedded' && { dataDir: store.dataDir }),
      encryptionKeys: vaultKeysOf(environment, (message) => process.stderr.write(`${message}\n`)),
      jobsFor: () => ({ wake: () => Promise.reject(new Error('A command wakes nobody')) }),
    });
    try {
      const { report, lines } = await run(persistence);
      if (options.includes('--json')) print(JSON.stringify(report));
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
