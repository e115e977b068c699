export { invoicesRoutes, expensesRoutes } from './routes.js';
