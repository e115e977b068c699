// Builds what the chaos test needs and runs it: npm run chaos -- --minutes 3 [--json]
import { spawn, spawnSync } from 'node:child_process';

const entries = ['main.ts', 'fleet/movable-clock.ts'].map((entry) => `tools/chaos/src/${entry}`);
const build = spawnSync(process.execPath, ['tools/build/build.mjs', 'api', 'sandbox', ...entries], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const chaos = spawn(process.execPath, ['--enable-source-maps', 'dist/tools/chaos/main.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// Whoever stops us stops everything that was started for the test, and the scratch database goes.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => chaos.kill('SIGTERM'));
chaos.on('exit', (code) => process.exit(code ?? 1));
