import type { Chart } from '../mapping/chart.js';
import { chooseTracking, type TrackedLine } from '../mapping/tracking.js';
import type { Problem } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import type { Built } from './build-options.js';
import type { LedgerDocument, LedgerTracking } from './ledger-document.js';
import type { SourceDocument, SourceExpense, SourceInvoice } from './source-document.js';

/**
 * Adds to each line of a built document the tracking options that the settings choose for it. A line that the bridge added
 * by itself, behind those of the source, has none.
 */
export function withTracking(
  built: Built<LedgerDocument>,
  source: SourceDocument,
  settings: Settings,
  chart: Chart,
): Built<LedgerDocument> {
  if (settings.tracking.length === 0) return built;
  const chosen: (readonly LedgerTracking[])[] = [];
  const notices: Problem[] = [];
  const problems: Problem[] = [];
  trackedLines(source).forEach((line, index) => {
    const path = source.kind === 'expense' ? 'tracking' : `lines[${index}].tracking`;
    const choice = chooseTracking(settings.tracking, line, chart, path);
    chosen.push(choice.ok ? choice.value.tracking : []);
    if (choice.ok) notices.push(...choice.value.notices);
    else problems.push(...choice.problems);
  });
  if (!built.ok || problems.length > 0)
    return { ok: false, problems: [...(built.ok ? [] : built.problems), ...problems] };
  const lines = built.document.lines.map((line, index) => {
    const tracking = chosen[index] ?? [];
    return tracking.length === 0 ? line : { ...line, tracking };
  });
  return { ok: true, document: { ...built.document, lines }, notices: [...built.notices, ...onceEach(notices)] };
}

function trackedLines(source: SourceDocument): readonly TrackedLine[] {
  switch (source.kind) {
    case 'invoice':
      return source.lines.map((line) => ofInvoice(source, line));
    case 'expense':
      return [ofExpense(source)];
    case 'purchase_order':
      return source.lines.map(ofExpense);
    default:
      return source satisfies never;
  }
}

function ofInvoice(invoice: SourceInvoice, { project, serviceType }: SourceInvoice['lines'][number]): TrackedLine {
  const { party, subsidiaryId, customFields } = invoice;
  return {
    project: project ?? invoice.project,
    client: party && { id: party.companyId, name: party.name },
    subsidiaryId,
    serviceType,
    side: 'sales',
    customFields,
  };
}

function ofExpense({ project, client, subsidiaryId, serviceType, customFields }: SourceExpense): TrackedLine {
  return { project, client, subsidiaryId, serviceType, side: 'purchases', customFields: customFields ?? {} };
}

/** However many lines say the same. */
function onceEach(notices: readonly Problem[]): readonly Problem[] {
  return [...new Map(notices.map((notice) => [`${notice.code} ${notice.detail}`, notice] as const)).values()];
}
