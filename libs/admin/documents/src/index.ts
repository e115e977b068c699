export { invoicesRoutes, expensesRoutes, purchaseOrdersRoutes } from './routes.js';
