import { preset } from '../../../jest.preset.mjs';

// Money is decided here, so that every branch has to be walked. Measured by `nx test domain`, not by a single file's run.
export default {
  ...preset,
  displayName: 'domain',
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts', '!src/testing/**', '!src/**/*.spec.ts'],
  coverageReporters: ['text'],
  coverageThreshold: { global: { branches: 95, functions: 95, lines: 95, statements: 95 } },
};
