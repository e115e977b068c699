// `npm run e2e`: builds what the browser tests need and runs them. `--help` tells what can be asked of them.
import { spawnSync } from 'node:child_process';

const entry = 'apps/admin-e2e/src/main.ts';
const asksForHelp = process.argv.includes('--help');
const wanted = asksForHelp ? [entry] : ['api', 'sandbox', 'admin', entry];
const build = spawnSync(process.execPath, ['tools/build/build.mjs', ...wanted], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const tests = spawnSync(
  process.execPath,
  ['--enable-source-maps', 'dist/apps/admin-e2e/main.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(tests.status ?? 1);
