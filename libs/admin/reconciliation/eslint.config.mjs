import browser from '../../../libs/admin/eslint.browser.mjs';

export default browser;
