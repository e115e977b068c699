import base, { core } from '../../../eslint.config.mjs';

export default [...base, ...core];
