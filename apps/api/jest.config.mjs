import { preset } from '../../jest.preset.mjs';

// Whole applications are started here: on a busy machine that takes longer than a unit test may.
export default { ...preset, displayName: 'api', testTimeout: 30_000 };
