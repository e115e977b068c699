import { preset } from '../../../jest.preset.mjs';

// Specs that need a real server: PGlite has one connection and hides races. CI may not go without.
const hasServer = Boolean(process.env.TEST_DATABASE_URL);
if (!hasServer && process.env.CI === 'true') throw new Error('Set TEST_DATABASE_URL: CI runs the PostgreSQL specs');

export default {
  ...preset,
  displayName: 'persistence on PostgreSQL',
  testMatch: hasServer ? ['<rootDir>/src/**/*.pg.spec.ts'] : [],
  testPathIgnorePatterns: ['/node_modules/'],
  passWithNoTests: !hasServer,
  testTimeout: 30_000,
};
