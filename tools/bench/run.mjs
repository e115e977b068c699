// Builds the benchmarks and runs them: node tools/bench/run.mjs --help
import { spawnSync } from 'node:child_process';

const entries = ['main.ts', 'peers/main.ts', 'sender/main.ts', 'hand/main.ts'].map(
  (entry) => `tools/bench/src/${entry}`,
);
const build = spawnSync(process.execPath, ['tools/build/build.mjs', 'api', ...entries], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (build.status !== 0) process.exit(build.status ?? 1);
// Both vendors' books of 1,000 agencies with 200,000 invoices do not fit into the four gigabytes that are usual.
const flags = ['--enable-source-maps', '--expose-gc', '--max-old-space-size=14000'];
const args = [...flags, 'dist/tools/bench/main.js', ...process.argv.slice(2)];
const bench = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exit(bench.status ?? 1);
