import { problem, type DocumentKind, type Problem } from '@bridge/domain';
import type { Plan, Tenant } from './tenants.js';

const TOO_SMALL: Readonly<Record<DocumentKind, readonly Plan[]>> = {
  invoice: ['essential'],
  expense: ['essential'],
  purchase_order: ['essential', 'professional'],
};

/**
 * Invoices, expenses and payment sync need the Professional or Ultimate plan, purchase orders the Ultimate plan.
 * Productive's own two codes tell which feature was asked for. A plan that we do not know by name is let through: it is
 * newer than we are.
 */
export function planProblem(tenant: Tenant | undefined, kind: DocumentKind): Problem | undefined {
  if (tenant !== undefined && !TOO_SMALL[kind].includes(tenant.plan)) return undefined;
  const plan = tenant?.plan === 'professional' ? 'Professional' : 'Essential';
  const detail = tenant === undefined ? 'No admin has signed in yet.' : `${tenant.name} is on the ${plan} plan.`;
  return problem(kind === 'expense' ? 'expense_sync_feature_unavailable' : 'feature_unavailable', 'plan', detail);
}
