import type { Routes } from '@angular/router';
import type { DocumentKindName } from '@bridge/contracts';
import { texts } from './texts.js';

export const invoicesRoutes = routesOf('invoice');
export const expensesRoutes = routesOf('expense');
export const purchaseOrdersRoutes = routesOf('purchase_order');

function routesOf(kind: DocumentKindName): Routes {
  const title = texts.kinds[kind].heading;
  return [
    {
      path: '',
      title,
      data: { kind },
      loadComponent: () => import('./list/document-list-page.js').then(({ DocumentListPage }) => DocumentListPage),
    },
    {
      path: ':id',
      title,
      data: { kind },
      loadComponent: () => import('./document/document-page.js').then(({ DocumentPage }) => DocumentPage),
    },
  ];
}
