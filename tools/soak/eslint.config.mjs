import base from '../../eslint.config.mjs';

/** The soak runs the simulation, which is test support. */
export default [...base, { files: ['**/src/**/*.ts'], rules: { 'no-restricted-imports': 'off' } }];
