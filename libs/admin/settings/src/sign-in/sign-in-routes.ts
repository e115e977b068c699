import type { Routes } from '@angular/router';
import { texts } from '../texts.js';

export const signInRoutes: Routes = [
  { path: '', title: texts.signIn.title, loadComponent: () => import('./sign-in.js').then(({ SignIn }) => SignIn) },
];
