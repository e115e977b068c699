// `npm run build [-- names]`: api, sandbox, admin (all of them by default), or the path of an entry file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, root } from './bundle.mjs';

/** Resolves to undefined when it is built, else to what went wrong. */
export function buildAdmin() {
  if (!existsSync(join(root, 'apps/admin/project.json'))) return Promise.resolve(undefined);
  const nx = spawn(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'build', 'admin', '--outputStyle=static'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  let said = '';
  nx.stdout.on('data', (chunk) => (said += chunk));
  nx.stderr.on('data', (chunk) => (said += chunk));
  const stop = () => nx.kill();
  process.once('exit', stop);
  return new Promise((resolve) => {
    nx.on('close', (code) => {
      process.off('exit', stop);
      resolve(code === 0 ? undefined : `The admin could not be built:\n${said}\n`);
    });
  });
}

async function main(names) {
  const startedAt = performance.now();
  const wanted = names.length > 0 ? names : ['api', 'sandbox', 'admin'];
  for (const name of wanted) {
    if (name === 'admin') {
      const trouble = await buildAdmin();
      process.stdout.write(trouble ?? 'Built dist/apps/admin\n');
      if (trouble) process.exitCode = 1;
      continue;
    }
    const made = await bundle(name);
    process.stdout.write(made.length > 0 ? made.map((file) => `Built ${file}\n`).join('') : `${name} is up to date\n`);
  }
  process.stdout.write(`Done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`The build failed: ${error.message}\n`);
    process.exitCode = 1;
  });
