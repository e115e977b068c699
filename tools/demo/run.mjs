// Builds what the demo needs and runs it.
import { spawnSync } from 'node:child_process';

const build = spawnSync(process.execPath, ['tools/build/build.mjs', 'api', 'sandbox', 'tools/demo/src/main.ts'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const demo = spawnSync(
  process.execPath,
  ['--enable-source-maps', 'dist/tools/demo/main.js', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.exit(demo.status ?? 1);
