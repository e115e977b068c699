// node tools/verify/add-up.mjs LOG STATUS: the tests of all runners in a log, as one plain line.
import { readFileSync } from 'node:fs';
import { testsIn } from './tests-in.mjs';

const [log, status] = process.argv.slice(2);
const { passed, failed } = testsIn(readFileSync(log, 'utf8'));
const bad = failed === 0 && status !== '0' ? 1 : failed;
process.stdout.write(`${passed} passed, ${bad} failed\n`);
process.exit(bad === 0 && passed > 0 ? 0 : 1);
