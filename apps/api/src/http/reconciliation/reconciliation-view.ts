import type { Drift, DriftCheck, Page } from '@bridge/application';
import type { DriftCheckView, DriftView, ReconciliationView } from '@bridge/contracts';
import { explainProblem } from '@bridge/domain';
import { instantView, pageView } from '../views/plain.js';
import { problemView } from '../views/problem-view.js';

export function reconciliationView(
  lastCheck: DriftCheck | undefined,
  page: Page<Drift>,
  slice: { readonly offset: number; readonly limit: number },
): ReconciliationView {
  return { ...(lastCheck && { lastCheck: checkView(lastCheck) }), drifts: pageView(page, slice, driftView) };
}

function checkView({ startedAt, finishedAt, problem, found, ...counts }: DriftCheck): DriftCheckView {
  return {
    startedAt: instantView(startedAt),
    finishedAt: instantView(finishedAt),
    documents: counts.documents,
    links: counts.links,
    adopted: counts.adopted,
    found: { ...found },
    ...(problem && { problem: problemView(problem) }),
  };
}

function driftView({ kind, ledgerId, documentKind, sourceId, number, expected, shown, foundAt }: Drift): DriftView {
  const { title, whatToDo } = explainProblem(`drift_${kind}`);
  return {
    kind,
    ledgerId,
    documentKind,
    ...(sourceId !== undefined && { sourceId }),
    ...(number !== undefined && { number }),
    expected,
    shown,
    foundAt: instantView(foundAt),
    title,
    whatToDo,
  };
}
