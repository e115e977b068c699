import { preset } from '../../../jest.preset.mjs';

// Checks against the vendor's recorded errors need the reference folder. They are selected out without it, never in CI.
const { BRIDGE_REFERENCE, CI } = process.env;
const withoutReference = BRIDGE_REFERENCE === undefined && CI !== 'true';

export default {
  ...preset,
  displayName: 'productive',
  testPathIgnorePatterns: [
    ...preset.testPathIgnorePatterns,
    ...(withoutReference ? ['\\.reference\\.spec\\.ts$'] : []),
  ],
};
