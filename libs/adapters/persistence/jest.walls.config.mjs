import { fileURLToPath } from 'node:url';
import config from './jest.pg.config.mjs';

const transformer = fileURLToPath(new URL('../../../tools/verify/without-tenant-conditions.mjs', import.meta.url));
const [[pattern, [, swc]]] = Object.entries(config.transform);

/** Tenancy and every contract of the store once more, with our own conditions on the tenant taken out of the queries. */
export default {
  ...config,
  displayName: 'persistence, walls alone',
  testMatch: config.testMatch.length > 0 ? ['<rootDir>/src/{isolation,persistence,walls}.pg.spec.ts'] : [],
  transform: { [pattern]: [transformer, { swc }] },
};
