import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { Bug } from './bug.js';

/** Runs the specs with the bug in place: the name of the first that fails. Undefined when all pass. */
export async function trySpecs(bug: Bug, specs: readonly string[]): Promise<string | undefined> {
  for (const spec of specs) if (!(await passes(bug, spec))) return basename(spec);
  return undefined;
}

function passes(bug: Bug, spec: string): Promise<boolean> {
  const [project] = spec.split('/src/');
  const jest = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '-c', 'tools/soak/jest-with-bug.config.mjs'],
      ...['--runInBand', '--bail', '--silent', spec],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, SOAK_PROJECT: project, SOAK_BUG: JSON.stringify(bug) },
    },
  );
  let said = '';
  jest.stderr.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    jest.on('error', reject);
    jest.on('close', (code) => {
      // A suite that does not run proves nothing: only tests that ran and failed do.
      if (code === 0) resolve(true);
      else if (/Tests: .*\d+ failed/.test(said)) resolve(false);
      else reject(new Error(`${spec} did not run with “${bug.name}”:\n${said.slice(-3000)}`));
    });
  });
}
