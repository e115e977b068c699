import type { ProblemView } from '@bridge/contracts';
import { explainProblem, type Problem } from '@bridge/domain';

export function problemView(problem: Problem): ProblemView {
  const { title, whatToDo, owner } = explainProblem(problem.code);
  const { code, detail, path, fix } = problem;
  return {
    code,
    title,
    detail,
    whatToDo,
    owner,
    path,
    ...(fix && { fix: { card: fix.card, ...(fix.key !== undefined && { key: fix.key }) } }),
  };
}

export function problemViews(problems: readonly Problem[]): readonly ProblemView[] {
  return problems.map(problemView);
}
