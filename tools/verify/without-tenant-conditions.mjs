// swc as everywhere, after our own conditions on the tenant were taken out of every query of the persistence: what still
// keeps tenants apart is the database alone.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createTransformer as swcTransformer } from '@swc/jest';

const sources = fileURLToPath(new URL('../../libs/adapters/persistence/src', import.meta.url));

/** Every form in which a query names its tenant. */
const conditions = [
  [/\{ tenantId, \.\.\.where \}/g, '{ ...where }'],
  [/((?:nativeUpdate|nativeDelete|count)\(\w+, )\{ tenantId, /g, '$1{ '],
  [/\b((?:\w+\.)?tenant_id) = \?/g, '($1 = ? or true)'],
];

export function withoutConditions(source) {
  return conditions.reduce((text, [pattern, instead]) => text.replace(pattern, instead), source);
}

/** How many there are. A test holds that none was forgotten, so that the list above cannot rot. */
export function conditionsIn(source) {
  return conditions.reduce((count, [pattern]) => count + (source.match(pattern)?.length ?? 0), 0);
}

const isOurs = (path) => path.startsWith(sources) && !/\.spec\.ts$|migrations|testing/.test(path);

export default {
  createTransformer({ swc }) {
    const { process, processAsync } = swcTransformer(swc);
    const changed = (source, path) => (isOurs(path) ? withoutConditions(source) : source);
    return {
      process: (source, path, options) => process(changed(source, path), path, options),
      processAsync: (source, path, options) => processAsync(changed(source, path), path, options),
      getCacheKey: (source, path, { instrument }) =>
        createHash('sha256')
          .update(JSON.stringify([changed(source, path), path, swc, instrument]))
          .digest('hex'),
    };
  },
};
