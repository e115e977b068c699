// One file per application: our own sources bundled, packages left where they are.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is built by name. Anything else is the path of an entry file: `tools/demo/src/main.ts` → `dist/tools/demo/main.js`. */
const named = {
  api: [
    { entry: 'apps/api/src/main.ts', output: 'dist/apps/api/main.js' },
    { entry: 'libs/adapters/persistence/src/migrate.ts', output: 'dist/apps/api/migrate.js' },
    { entry: 'apps/api/src/keys-rotate.ts', output: 'dist/apps/api/keys-rotate.js' },
    { entry: 'apps/api/src/audit-verify.ts', output: 'dist/apps/api/audit-verify.js' },
    { entry: 'apps/api/src/tenant-erase.ts', output: 'dist/apps/api/tenant-erase.js' },
  ],
  sandbox: [{ entry: 'apps/sandbox/src/main.ts', output: 'dist/apps/sandbox/main.js' }],
};

/** Answers the names of the files it made anew; those whose inputs have not changed stay as they are. */
export async function bundle(name) {
  const targets = named[name] ?? [{ entry: name, output: outputOf(name) }];
  const made = [];
  for (const target of targets) {
    if (isFresh(target)) continue;
    await make(target, name);
    made.push(target.output);
  }
  return made;
}

export function outputOf(entry) {
  return join('dist', entry.replace('/src/', '/').replace(/\.ts$/, '.js'));
}

async function make({ entry, output }, name) {
  // Loading these takes longer than finding out that nothing is to be done.
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    entryPoints: [join(root, entry)],
    outfile: join(root, output),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    metafile: true,
    write: false,
    // Nest and the ORM ask classes for their names; elsewhere it only costs.
    keepNames: name in named,
    logLevel: 'error',
    tsconfigRaw: '{}',
    plugins: [ourLibraries, decorators],
  });
  const inputs = Object.keys(metafile.inputs);
  mkdirSync(dirname(join(root, output)), { recursive: true });
  // Renamed into place: a process that starts meanwhile reads the old file or the new one, never half of one.
  for (const { path, contents } of outputFiles) {
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
  }
  writeFileSync(stampOf(output), JSON.stringify({ inputs, print: fingerprint(inputs) }));
}

/** `@bridge/…` → the source that tsconfig.base.json names. */
const ourLibraries = {
  name: 'our-libraries',
  setup(build) {
    const { paths } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')).compilerOptions;
    build.onResolve({ filter: /^@bridge\// }, ({ path }) => {
      const [file] = paths[path] ?? [];
      return file ? { path: join(root, file) } : { errors: [{ text: `tsconfig.base.json knows no ${path}` }] };
    });
  },
};

/** Nest reads the types of constructor parameters at run time; esbuild does not write them down, swc does. */
const decorators = {
  name: 'decorators',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/^\s*@[A-Z]\w*\(/m.test(source)) return { contents: source, loader: 'ts' };
      const { transform } = await import('@swc/core');
      const { code, map } = await transform(source, {
        filename: path,
        sourceMaps: true,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
        },
        module: { type: 'es6' },
      });
      const comment = Buffer.from(map ?? '').toString('base64');
      return { contents: `${code}\n//# sourceMappingURL=data:application/json;base64,${comment}`, loader: 'js' };
    });
  },
};

function isFresh({ output }) {
  if (!existsSync(join(root, output)) || !existsSync(stampOf(output))) return false;
  const { inputs, print } = JSON.parse(readFileSync(stampOf(output), 'utf8'));
  return inputs.every((input) => existsSync(join(root, input))) && fingerprint(inputs) === print;
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of [...inputs, 'tsconfig.base.json', 'package-lock.json', ...ours()]) {
    const { mtimeMs, size } = statSync(join(root, input));
    hash.update(`${input} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

const ours = () => [relative(root, fileURLToPath(import.meta.url))];
const stampOf = (output) => join(root, dirname(output), `.${basename(output)}.inputs.json`);
