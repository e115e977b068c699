import { problem, type DocumentKind, type Problem } from '@bridge/domain';
import type { Tenant } from './tenants.js';

/**
 * Invoices, expenses and payment sync need the Professional or Ultimate plan. Productive's own two codes tell which
 * feature was asked for. A plan that we do not know by name is let through: it is newer than we are.
 */
export function planProblem(tenant: Tenant | undefined, kind: DocumentKind): Problem | undefined {
  if (tenant !== undefined && tenant.plan !== 'essential') return undefined;
  const detail = tenant === undefined ? 'No admin has signed in yet.' : `${tenant.name} is on the Essential plan.`;
  return problem(kind === 'expense' ? 'expense_sync_feature_unavailable' : 'feature_unavailable', 'plan', detail);
}
