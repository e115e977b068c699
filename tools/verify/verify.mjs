// Everything that must hold before a change lands, one line a step, and at the end the tests of all runners added up.
//   npm run verify [-- --help] [-- --except test,pg] [-- --only lint,types]
import { spawn } from 'node:child_process';
import { leaksIn } from './leaks-in.mjs';
import { testsIn } from './tests-in.mjs';

const steps = [
  ['format', 'npx prettier --check --log-level warn .'],
  ['tidy', 'npm run --silent tidy'],
  ['types', 'npm run --silent types'],
  ['graph', 'node tools/verify/no-cycle.mjs'],
  ['lint', 'npx nx run-many -t lint --parallel=2'],
  ['probes', 'npm run --silent probes'],
  ['test', 'npm test --silent'],
  ['build', 'npm run --silent build'],
  ['pg', 'npm run --silent test:pg'],
];
const names = steps.map(([name]) => name);
const help = `Runs ${names.join(', ')}.\n  --only a,b    these steps alone\n  --except a,b  all but these\n\nThe PostgreSQL specs need TEST_DATABASE_URL (postgres://…).\n`;

const options = process.argv.slice(2);
if (options.includes('--help')) {
  process.stdout.write(help);
  process.exit(0);
}
const listed = (flag) => (options.includes(flag) ? (options[options.indexOf(flag) + 1] ?? '').split(',') : undefined);
const [only, except] = [listed('--only'), listed('--except') ?? []];
const unknown = [...(only ?? []), ...except].filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no step ${unknown.join(', ')}.\n\n${help}`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const [name, command] of steps.filter(([name]) => (only?.includes(name) ?? true) && !except.includes(name))) {
  if (name === 'pg' && !process.env.TEST_DATABASE_URL) {
    process.stdout.write(
      'FAIL pg: set TEST_DATABASE_URL to a PostgreSQL server (postgres://user@host:5432/database)\n',
    );
    failed += 1;
    continue;
  }
  const startedAt = Date.now();
  const { code, output } = await run(command);
  const counts = testsIn(output);
  passed += counts.passed;
  failed += counts.failed + (code !== 0 && counts.failed === 0 ? 1 : 0);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)${counts.passed ? `: ${counts.passed} tests` : ''}\n`,
  );
  if (code !== 0) process.stdout.write(`${output.slice(-20_000)}\n`);
  const leaks = code === 0 && (name === 'test' || name === 'pg') ? leaksIn(output) : [];
  failed += leaks.length;
  for (const line of leaks) process.stdout.write(`FAIL ${name}: its output shows a secret or a person: ${line}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
