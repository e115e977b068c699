// swc as everywhere, after the snippet of a bug has taken the place of the original in the one file that it names.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createTransformer as swcTransformer } from '@swc/jest';

export default {
  createTransformer({ swc, bug, root }) {
    const { process, processAsync } = swcTransformer(swc);
    const file = join(root, bug.file);
    const changed = (source, path) => (path === file ? source.replace(bug.find, () => bug.replace) : source);
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
