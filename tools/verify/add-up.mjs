// node tools/verify/add-up.mjs LOG STATUS: the tests of all runners in a log, as one plain line. A green log that shows a
// secret or a person counts as failed.
import { readFileSync } from 'node:fs';
import { leaksIn } from './leaks-in.mjs';
import { testsIn } from './tests-in.mjs';

const [log, status] = process.argv.slice(2);
const output = readFileSync(log, 'utf8');
const { passed, failed } = testsIn(output);
const leaks = failed === 0 ? leaksIn(output) : [];
for (const line of leaks) process.stdout.write(`shows a secret or a person: ${line}\n`);
const bad = failed === 0 && status !== '0' ? 1 : failed + leaks.length;
process.stdout.write(`${passed} passed, ${bad} failed\n`);
process.exit(bad === 0 && passed > 0 ? 0 : 1);
