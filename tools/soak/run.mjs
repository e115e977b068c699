// Builds the soak and runs it: node tools/soak/run.mjs --seeds 20000 | --exhaustive | --bugs, all with --json or --help
import { spawnSync } from 'node:child_process';
import { bundle } from '../build/bundle.mjs';

for (const entry of ['main.ts', 'worker.ts']) await bundle(`tools/soak/src/${entry}`);
const args = ['--enable-source-maps', 'dist/tools/soak/main.js', ...process.argv.slice(2)];
const soak = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exit(soak.status ?? 1);
