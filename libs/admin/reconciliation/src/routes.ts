import type { Routes } from '@angular/router';
import { texts } from './texts.js';

export const reconciliationRoutes: Routes = [
  {
    path: '',
    title: texts.heading,
    loadComponent: () => import('./reconciliation-page.js').then(({ ReconciliationPage }) => ReconciliationPage),
  },
];
