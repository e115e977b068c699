import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { withBug, type Bug } from './bug.js';

const FOLDER = 'dist/tools/soak/bugs';

/** The worker of the soak, with one production file changed on its way into the bundle. Answers the bundle’s path. */
export async function bundleWith(bug: Bug): Promise<string> {
  const file = join(FOLDER, `${bug.name.replace(/\W+/g, '-')}.mjs`);
  await mkdir(FOLDER, { recursive: true });
  let isIn = false;
  const plugin: Plugin = {
    name: 'bug',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== resolve(bug.file)) return undefined;
        isIn = true;
        return { contents: withBug(await readFile(path, 'utf8'), bug), loader: 'ts' };
      });
    },
  };
  await build({
    ...{ entryPoints: ['tools/soak/src/worker.ts'], outfile: file, bundle: true, platform: 'node', format: 'esm' },
    ...{ target: 'node24', packages: 'external', tsconfig: 'tsconfig.base.json', plugins: [plugin], logLevel: 'error' },
  });
  if (!isIn && bug.specs === undefined) throw new Error(`${bug.file} is no part of the simulation`);
  return file;
}
