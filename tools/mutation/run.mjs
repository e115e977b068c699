// Mutation testing of the core: node tools/mutation/run.mjs PROJECT FILES [SPECS]
//   node tools/mutation/run.mjs libs/core/domain 'libs/core/domain/src/payments/*.ts'
//   node tools/mutation/run.mjs libs/core/application libs/core/application/src/exports/settle-batch.ts,…
//   node tools/mutation/run.mjs libs/core/domain 'libs/core/domain/src/drift/*.ts' 'src/drift/*.spec.ts'
//
// SPECS, globs from the project's folder, are the only ones that run then: several times quicker, and what only another spec
// would notice counts as a survivor.
//
// Changes one thing at a time in the named files and sees whether a spec of the project notices. Takes a quiet machine: a
// mutant that is merely slow counts as caught by the time limit. Stryker is installed in a folder of its own, so
// that 177 packages which nobody needs to build or test the product stay out of the lock file. The score and every survivor
// are printed; the report is dist/mutation/report.json.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const home = join(root, 'dist', 'mutation', 'stryker');
const VERSION = '10';

const [project, files, specs = ''] = process.argv.slice(2);
if (project === undefined || files === undefined) {
  process.stderr.write('node tools/mutation/run.mjs PROJECT FILES [SPECS] (globs, with commas between them)\n');
  process.exit(2);
}
if (!existsSync(join(home, 'node_modules'))) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const packages = ['core', 'jest-runner'].map((name) => `@stryker-mutator/${name}@${VERSION}`);
  run('npm', ['install', '--no-audit', '--no-fund', ...packages], home);
}
process.exit(
  run(
    process.execPath,
    [join(home, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', 'tools/mutation/stryker.config.mjs'],
    root,
    {
      MUTATION_PROJECT: project,
      MUTATION_FILES: files,
      MUTATION_SPECS: specs,
      MUTATION_STRYKER: join(home, 'node_modules'),
    },
  ),
);

function run(command, args, cwd, env = {}) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
  return status;
}
