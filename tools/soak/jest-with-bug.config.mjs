// A project's own jest set-up, with one bug put into one of its sources. `npm run soak -- --bugs` sets SOAK_PROJECT and SOAK_BUG.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { SOAK_PROJECT: project = '', SOAK_BUG: bug = '{}' } = process.env;
const { default: config } = await import(join(root, project, 'jest.config.mjs'));
const [[pattern, [, swc]]] = Object.entries(config.transform);

export default {
  ...config,
  rootDir: join(root, project),
  transform: { [pattern]: [join(root, 'tools/soak/bug-transformer.mjs'), { swc, bug: JSON.parse(bug), root }] },
};
