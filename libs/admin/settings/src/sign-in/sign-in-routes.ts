import type { Routes } from '@angular/router';

export const signInRoutes: Routes = [
  { path: '', title: 'Sign in', loadComponent: () => import('./sign-in.js').then(({ SignIn }) => SignIn) },
];
