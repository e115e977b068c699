export { syncRoutes, paymentsRoutes, auditRoutes } from './routes.js';
