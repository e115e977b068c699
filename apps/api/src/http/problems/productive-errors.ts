import type { ProductiveError } from '@bridge/contracts';
import type { Problem, ProblemCode } from '@bridge/domain';

/** By our code: what Productive answers where the plan lacks the export of invoices, or of expenses. */
const ANSWERS: Readonly<Partial<Record<ProblemCode, ProductiveError>>> = {
  feature_unavailable: {
    status: '422',
    code: 'invalid_attribute',
    title: 'Invalid Attribute',
    detail: 'feature unavailable',
  },
  expense_sync_feature_unavailable: {
    status: '409',
    code: 'expense_sync_feature_unavailable',
    title: 'Conflict error',
  },
};

/** A caller who knows Productive's API finds its own words for the plan gate beside ours. */
export function productiveErrors(problems: readonly Problem[]): { readonly errors?: readonly ProductiveError[] } {
  const errors = new Set(problems.map(({ code }) => ANSWERS[code]).filter((answer) => answer !== undefined));
  return errors.size > 0 ? { errors: [...errors] } : {};
}
