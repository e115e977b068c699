import { browserPreset } from '../../../libs/admin/jest.browser.mjs';

// The first screen of a file compiles Angular Material, which takes its time on a busy machine.
export default { ...browserPreset(import.meta.dirname, 'admin-reconciliation'), testTimeout: 30_000 };
