import { preset } from '../../../jest.preset.mjs';

// Specs that replay recorded traffic need the folder of references; CI must have it, a workstation may not.
const { BRIDGE_REFERENCE, CI } = process.env;
const withoutReference = BRIDGE_REFERENCE === undefined && CI !== 'true';

export default {
  ...preset,
  displayName: 'simulator-productive',
  testPathIgnorePatterns: [
    ...preset.testPathIgnorePatterns,
    ...(withoutReference ? ['\\.reference\\.spec\\.ts$'] : []),
  ],
};
