import type { DocumentListRow, Link } from '@bridge/application';
import type { CopyView, DocumentView } from '@bridge/contracts';
import { problem, whyNotUpdated, type Change, type Money, type Problem, type SinceCopied } from '@bridge/domain';
import { instantView, moneyView } from '../views/plain.js';
import { problemViews } from '../views/problem-view.js';

/** `showsPayments`: payment fields of expenses are shown only while the organisation sees that section. */
export function documentView(row: DocumentListRow, showsPayments: boolean): DocumentView {
  const isShown = row.kind === 'invoice' || showsPayments;
  const { number, companyId, companyName, dueOn, paidOn, exportId, nextAttemptAt, copy } = row;
  return {
    kind: row.kind,
    sourceId: row.sourceId,
    subsidiaryId: row.subsidiaryId,
    ...(number !== undefined && { number }),
    title: row.title,
    ...(companyId !== undefined && { companyId }),
    ...(companyName !== undefined && { companyName }),
    issuedOn: row.issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    ...(isShown && paidOn !== undefined && { paidOn }),
    net: moneyView(row.net),
    total: moneyView(row.total),
    progress: row.progress,
    isCreditNote: row.isCreditNote,
    url: row.url,
    copyStatus: row.copyStatus,
    ...(exportId !== undefined && { exportId }),
    problems: problemViews(row.problems),
    ...(nextAttemptAt !== undefined && { nextAttemptAt: instantView(nextAttemptAt) }),
    ...(copy && { copy: copyView({ ...copy, kind: row.kind }, isShown, row.isCreditNote) }),
    ...(row.changes && { changes: changesView(row.changes) }),
  };
}

function changesView({ total, ledgerTotal, ...days }: SinceCopied): NonNullable<DocumentView['changes']> {
  const amounts = ({ copied, now }: Change<Money>) => ({ copied: moneyView(copied), now: moneyView(now) });
  return {
    ...days,
    ...(total && { total: amounts(total) }),
    ...(ledgerTotal && { ledgerTotal: amounts(ledgerTotal) }),
  };
}

export function copyView(
  copy: Pick<Link, 'kind' | 'ledgerId' | 'url' | 'number' | 'status' | 'paid' | 'credited' | 'due' | 'settledOn'>,
  showsPayments: boolean,
  isCreditNote = false,
): CopyView {
  const { ledgerId, url, number, status, paid, credited, due, settledOn } = copy;
  return {
    ledgerId,
    url,
    ...(number !== undefined && { number }),
    status,
    paid: moneyView(paid),
    credited: moneyView(credited),
    due: moneyView(due),
    ...(showsPayments && settledOn !== undefined && { settledOn }),
    notUpdatable: problemViews(notUpdatable(copy, isCreditNote)),
  };
}

function notUpdatable(copy: Parameters<typeof copyView>[0], isCreditNote: boolean): readonly Problem[] {
  if (isCreditNote) return [problem('update_not_offered', 'kind', 'Credit notes are changed in Xero by hand.')];
  if (copy.kind !== 'purchase_order') return whyNotUpdated(copy);
  return [problem('update_not_offered', 'kind', 'Purchase orders are changed in Xero by hand.')];
}
