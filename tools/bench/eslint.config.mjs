import base from '../../eslint.config.mjs';

/** A benchmark runs against the simulators, as a test does. */
export default [...base, { files: ['**/src/**/*.ts'], rules: { 'no-restricted-imports': 'off' } }];
