import type { Routes } from '@angular/router';
import { signedIn } from './signed-in.js';

export const routes: Routes = [
  { path: 'sign-in', loadChildren: () => import('@bridge/admin-settings').then(({ signInRoutes }) => signInRoutes) },
  {
    path: '',
    canActivate: [signedIn],
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'settings/apps' },
      {
        path: 'settings',
        loadChildren: () => import('@bridge/admin-settings').then(({ settingsRoutes }) => settingsRoutes),
      },
      {
        path: 'invoices',
        loadChildren: () => import('@bridge/admin-documents').then(({ invoicesRoutes }) => invoicesRoutes),
      },
      {
        path: 'expenses',
        loadChildren: () => import('@bridge/admin-documents').then(({ expensesRoutes }) => expensesRoutes),
      },
      {
        path: 'purchase-orders',
        loadChildren: () => import('@bridge/admin-documents').then(({ purchaseOrdersRoutes }) => purchaseOrdersRoutes),
      },
      { path: 'sync', loadChildren: () => import('@bridge/admin-activity').then(({ syncRoutes }) => syncRoutes) },
      {
        path: 'payments',
        loadChildren: () => import('@bridge/admin-activity').then(({ paymentsRoutes }) => paymentsRoutes),
      },
      {
        path: 'reconciliation',
        loadChildren: () =>
          import('@bridge/admin-reconciliation').then(({ reconciliationRoutes }) => reconciliationRoutes),
      },
      { path: 'audit', loadChildren: () => import('@bridge/admin-activity').then(({ auditRoutes }) => auditRoutes) },
    ],
  },
  { path: '**', loadComponent: () => import('./not-found.js').then(({ NotFound }) => NotFound) },
];
