import type { ExportsView, MoneyView, PreviewView, ProblemView } from '@bridge/contracts';
import { addUp } from './add-up.js';

/** One reason why some documents are refused, with those documents. */
export interface Refusal {
  readonly problem: ProblemView;
  /** This very case, where it is the same for all of them. */
  readonly detail?: string;
  readonly connectionId?: string;
  readonly documents: readonly { readonly sourceId: string; readonly name: string }[];
}

/** What copying would do, before anything is sent. */
export interface PreviewSummary {
  readonly readyIds: readonly string[];
  readonly refusedCount: number;
  readonly refusals: readonly Refusal[];
  /** The settings leave the status to the person, for at least one document that is ready otherwise. */
  readonly asksForStatus: boolean;
  readonly noticeCount: number;
  /** Of the ready ones, one amount for each currency. */
  readonly totals: readonly MoneyView[];
}

/** The problem that the dialog itself mends, by asking. */
const ASKED = 'status_not_chosen';

export function summarise(previews: readonly PreviewView[]): PreviewSummary {
  const isReady = (preview: PreviewView) => preview.problems.every((problem) => problem.code === ASKED);
  const ready = previews.filter(isReady);
  const refused = previews.filter((preview) => !isReady(preview));
  return {
    readyIds: ready.map((preview) => preview.sourceId),
    refusedCount: refused.length,
    refusals: refusalsOf(refused.map(withoutQuestion)),
    asksForStatus: ready.some((preview) => preview.problems.length > 0),
    noticeCount: ready.filter((preview) => preview.notices.length > 0).length,
    totals: addUp(ready.flatMap((preview) => (preview.source ? [preview.source.total] : []))),
  };
}

/** What was shown as ready, and was refused all the same once it was asked for: it changed in between. */
export function refusedMeanwhile(
  refused: ExportsView['refused'],
  previews: readonly PreviewView[],
): readonly Refusal[] {
  const shown = new Map(previews.map((preview) => [preview.sourceId, preview]));
  return refusalsOf(refused.map((refusal) => ({ notices: [], ...shown.get(refusal.sourceId), ...refusal })));
}

function withoutQuestion(preview: PreviewView): PreviewView {
  return { ...preview, problems: preview.problems.filter(({ code }) => code !== ASKED) };
}

/** The reason that stops the most documents comes first. The same reason at another place in the settings is another one. */
function refusalsOf(refused: readonly PreviewView[]): readonly Refusal[] {
  const found = refused.flatMap((preview) => preview.problems.map((problem) => ({ preview, problem })));
  const groups = Map.groupBy(found, ({ preview, problem }) =>
    [problem.code, preview.connectionId, problem.fix?.card, problem.fix?.key].join('|'),
  );
  return [...groups.values()].flatMap(refusalOf).sort((one, other) => other.documents.length - one.documents.length);
}

function refusalOf(found: readonly { preview: PreviewView; problem: ProblemView }[]): readonly Refusal[] {
  const [first] = found;
  if (first === undefined) return [];
  const names = new Map(found.map(({ preview }) => [preview.sourceId, nameOf(preview)]));
  return [
    {
      problem: first.problem,
      ...(found.every(({ problem }) => problem.detail === first.problem.detail) && { detail: first.problem.detail }),
      ...(first.preview.connectionId !== undefined && { connectionId: first.preview.connectionId }),
      documents: [...names].map(([sourceId, name]) => ({ sourceId, name })),
    },
  ];
}

function nameOf({ source, sourceId }: PreviewView): string {
  return source?.number ?? (source?.title || sourceId);
}
