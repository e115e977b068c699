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
    ],
  },
  { path: '**', loadComponent: () => import('./not-found.js').then(({ NotFound }) => NotFound) },
];
