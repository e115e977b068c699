import base from '../../eslint.config.mjs';

// The simulators are test support everywhere but here: starting them is what this application is for.
export default [...base, { files: ['src/**/*.ts'], rules: { 'no-restricted-imports': 'off' } }];
