// Builds the benchmarks and runs them: node tools/bench/run.mjs --help
import { spawnSync } from 'node:child_process';

const entries = ['main.ts', 'peers/main.ts', 'sender/main.ts', 'hand/main.ts'].map(
  (entry) => `tools/bench/src/${entry}`,
);
const build = spawnSync(process.execPath, ['tools/build/build.mjs', 'api', ...entries], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const args = ['--enable-source-maps', '--expose-gc', 'dist/tools/bench/main.js', ...process.argv.slice(2)];
const bench = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exit(bench.status ?? 1);
