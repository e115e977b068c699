import type { Routes } from '@angular/router';

export const settingsRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'apps' },
  {
    path: 'apps',
    title: 'App marketplace',
    loadComponent: () => import('./marketplace/marketplace.js').then(({ Marketplace }) => Marketplace),
  },
];
