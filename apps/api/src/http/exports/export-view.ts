import type { AuditEntry, Export } from '@bridge/application';
import type { ExportView, TimelineEntry } from '@bridge/contracts';
import type { Problem } from '@bridge/domain';
import { auditWords } from '../activity/audit-words.js';
import { instantView, moneyView } from '../views/plain.js';
import { problemViews } from '../views/problem-view.js';

/** `urls`: deep links into the ledger by ledger id. */
export function exportView(row: Export, urls: ReadonlyMap<string, string>): ExportView {
  const { document, receipt, target, correlationId } = row;
  const ledgerId = receipt?.ledgerId ?? target?.ledgerId;
  const ledgerNumber = receipt?.number ?? target?.before.number;
  const url = urls.get(ledgerId ?? '');
  const isWaiting = row.state === 'queued' || row.state === 'uncertain';
  return {
    id: row.id,
    connectionId: row.connectionId,
    kind: row.kind,
    ...(document.credit && { isCreditNote: true }),
    sourceId: row.sourceId,
    copy: row.copy,
    how: target ? 'update' : 'create',
    state: row.state,
    ...(document.number !== undefined && { number: document.number }),
    contactName: document.party.name,
    total: moneyView(document.totals.total),
    notices: problemViews(row.notices),
    problems: problemViews(row.problems),
    ...(correlationId !== undefined && { correlationId }),
    attempts: row.attempts,
    ...(isWaiting && { nextAttemptAt: instantView(row.nextAttemptAt) }),
    requestedAt: instantView(row.requestedAt),
    requestedBy: row.requestedBy,
    changedAt: instantView(row.changedAt),
    ...(ledgerId !== undefined && { ledgerId }),
    ...(ledgerNumber !== undefined && { ledgerNumber }),
    ...(url !== undefined && { ledgerUrl: url }),
  };
}

export function timelineEntry(entry: AuditEntry): TimelineEntry {
  return {
    at: instantView(entry.at),
    by: entry.by,
    action: entry.action,
    words: auditWords(entry),
    problems: problemViews(problemsIn(entry)),
  };
}

/** Problems that the audit entry was written with. The trail keeps them as they were. */
function problemsIn({ detail }: AuditEntry): readonly Problem[] {
  return Array.isArray(detail['problems']) ? (detail['problems'] as readonly Problem[]) : [];
}
