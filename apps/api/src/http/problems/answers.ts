import type { Checked, Problem } from '@bridge/domain';
import { explainProblem } from '@bridge/domain';
import { problemViews } from '../views/problem-view.js';
import { HttpProblem } from './http-problem.js';
import { productiveErrors } from './productive-errors.js';

/** The same answer for what does not exist and for what belongs to somebody else. */
export function notFound(): HttpProblem {
  return new HttpProblem(404, 'not_found', 'Not found', {
    detail: 'There is nothing of this id here. It may have been deleted, or it belongs to another organisation.',
  });
}

export function conflict(code: string, title: string, detail: string): HttpProblem {
  return new HttpProblem(409, code, title, { detail });
}

export function refusal(problems: readonly Problem[], status = 422): HttpProblem {
  const [first] = problems;
  const title = first ? explainProblem(first.code).title : 'Refused';
  return new HttpProblem(status, first?.code ?? 'refused', title, {
    ...(first && { detail: first.detail }),
    problems: problemViews(problems),
    extra: productiveErrors(problems),
  });
}

/** The value, or the answer that says why there is none. */
export function valueOf<T>(checked: Checked<T>): T {
  if (!checked.ok) throw refusal(checked.problems, statusOf(checked.problems));
  return checked.value;
}

/** Productive itself answers 409 for expenses on a plan without them. */
export function statusOf(problems: readonly Problem[]): number {
  return problems.some((problem) => problem.code === 'expense_sync_feature_unavailable') ? 409 : 422;
}
