import { fileURLToPath } from 'node:url';
import config from './jest.config.mjs';

const transformer = fileURLToPath(new URL('../../tools/verify/without-tenant-conditions.mjs', import.meta.url));
const [[pattern, [, swc]]] = Object.entries(config.transform);

/** The whole API over its real database once more, with our own conditions on the tenant taken out of the queries. */
export default {
  ...config,
  displayName: 'api, walls alone',
  testMatch: ['<rootDir>/src/security/tenant-walls.spec.ts', '<rootDir>/src/http/real-world.spec.ts'],
  transform: { [pattern]: [transformer, { swc }] },
};
