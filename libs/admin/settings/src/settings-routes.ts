import type { Routes } from '@angular/router';
import { integrationTexts } from './integration/integration-texts.js';
import { unsavedChanges } from './integration/unsaved-changes.js';
import { texts } from './texts.js';

export const settingsRoutes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'apps' },
  {
    path: 'apps',
    title: texts.marketplace.title,
    loadComponent: () => import('./marketplace/marketplace.js').then(({ Marketplace }) => Marketplace),
  },
  {
    path: 'xero/:connectionId',
    title: integrationTexts.title,
    canDeactivate: [unsavedChanges],
    loadComponent: () => import('./integration/integration.js').then(({ Integration }) => Integration),
  },
  {
    path: 'alerts',
    title: texts.alerts.title,
    loadComponent: () => import('./alerts/alerts.js').then(({ Alerts }) => Alerts),
  },
  {
    path: 'api-keys',
    title: texts.keys.title,
    loadComponent: () => import('./api-keys/api-keys.js').then(({ ApiKeys }) => ApiKeys),
  },
];
