// One jest set-up for every browser project: Angular through jest-preset-angular as ESM, zoneless, in jsdom.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import presets from 'jest-preset-angular/presets/index.js';

// Far from UTC, so that a calendar day which some zone shifts is seen.
process.env.TZ = 'Pacific/Niue';

const root = join(import.meta.dirname, '../..');
const { paths } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')).compilerOptions;

export function browserPreset(rootDir, displayName) {
  return {
    ...presets.createEsmPreset({ tsconfig: join(rootDir, 'tsconfig.json') }),
    rootDir,
    displayName,
    // Whole pages in jsdom: seconds on a machine with other work, and a slow test is no broken one.
    testTimeout: 30_000,
    testMatch: ['<rootDir>/src/**/*.spec.ts'],
    setupFilesAfterEnv: [join(import.meta.dirname, 'jest.setup.ts')],
    moduleNameMapper: {
      '^(\\.{1,2}/.*)\\.js$': '$1',
      '^tslib$': join(root, 'node_modules/tslib/tslib.es6.js'),
      '^rxjs(/.*)?$': join(root, 'node_modules/rxjs/dist/bundles/rxjs.umd.js'),
      ...Object.fromEntries(Object.entries(paths).map(([alias, [file]]) => [`^${alias}$`, join(root, file)])),
    },
  };
}
