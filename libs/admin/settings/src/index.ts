export { settingsRoutes } from './settings-routes.js';
export { signInRoutes } from './sign-in/sign-in-routes.js';
