import { browserPreset } from '../../../libs/admin/jest.browser.mjs';

export default browserPreset(import.meta.dirname, 'admin-activity');
