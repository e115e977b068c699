import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { Bug } from './bug.js';

/** A spec takes seconds; a bug may make it go round for ever, where no time limit of its own reaches. */
const PATIENCE_MS = 120_000;

/** Runs the specs with the bug in place: the name of the first that fails. Undefined when all pass. */
export async function trySpecs(bug: Bug, specs: readonly string[]): Promise<string | undefined> {
  for (const spec of specs) {
    const end = await endOf(bug, spec);
    if (end !== 'passes') return `${basename(spec)}${end === 'fails' ? '' : ' comes to no end'}`;
  }
  return undefined;
}

function endOf(bug: Bug, spec: string): Promise<'passes' | 'fails' | 'goes on'> {
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
    const over = setTimeout(() => {
      jest.kill('SIGKILL');
      resolve('goes on');
    }, PATIENCE_MS);
    jest.on('error', reject);
    jest.on('close', (code) => {
      clearTimeout(over);
      // A suite that does not run proves nothing: only tests that ran and failed do.
      if (code === 0) resolve('passes');
      else if (/Tests: .*\d+ failed/.test(said)) resolve('fails');
      else reject(new Error(`${spec} did not run with “${bug.name}”:\n${said.slice(-3000)}`));
    });
  });
}
