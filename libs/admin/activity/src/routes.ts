import type { Routes } from '@angular/router';
import { texts } from './texts.js';

export const syncRoutes: Routes = [
  {
    path: '',
    title: texts.status.heading,
    loadComponent: () => import('./status/sync-page.js').then(({ SyncPage }) => SyncPage),
  },
];

export const paymentsRoutes: Routes = [
  {
    path: '',
    title: texts.payments.heading,
    loadComponent: () => import('./payments/payments-page.js').then(({ PaymentsPage }) => PaymentsPage),
  },
];

export const auditRoutes: Routes = [
  {
    path: '',
    title: texts.audit.heading,
    loadComponent: () => import('./audit/audit-page.js').then(({ AuditPage }) => AuditPage),
  },
];
