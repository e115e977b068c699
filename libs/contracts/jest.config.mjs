import { preset } from '../../jest.preset.mjs';

// class-transformer reads the types that the compiler leaves on decorated fields.
export default { ...preset, displayName: 'contracts', setupFiles: ['reflect-metadata'] };
