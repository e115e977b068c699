import {
  isSameContent,
  keepLines,
  problem,
  shows,
  statusAfterUpdate,
  whyNotUpdated,
  type Instant,
  type LedgerEdition,
  type Problem,
} from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { Batch } from '../exports/batches.js';
import { changeExport, changeExports } from '../exports/change-export.js';
import type { Export } from '../exports/export.js';
import type { LedgerDocuments, UpdatedDocument } from '../exports/ledger-documents.js';
import type { Store } from '../runtime/unit-of-work.js';
import { isUpdatable } from './update-target.js';

const BY = 'the bridge';

/**
 * Stores bytes, key and members of a call that changes documents, judged by how the ledger showed them a moment ago: what a
 * person paid, closed, removed or edited there since the update was planned is refused, and nothing of it is written over.
 */
export async function freezeUpdates(
  store: Store,
  ledger: LedgerDocuments,
  address: LedgerAddress,
  due: readonly Export[],
  editions: ReadonlyMap<string, LedgerEdition>,
  id: string,
  now: Instant,
): Promise<Batch | undefined> {
  const { tenantId, connectionId } = address;
  const lockedThrough = (await store.charts.find(connectionId))?.organisation.lockedThrough;
  const waiting = (await store.exports.find(due.map((row) => row.id))).filter(({ state }) => state === 'queued');
  const ids = waiting.flatMap(({ target }) => target?.ledgerId ?? []);
  const linked = new Set((await store.links.byLedgerId(connectionId, ids)).map((link) => link.ledgerId));
  const members: { readonly row: Export; readonly document: UpdatedDocument }[] = [];
  for (const row of waiting) {
    const shown = linked.has(row.target?.ledgerId ?? '') ? editions.get(row.target?.ledgerId ?? '') : undefined;
    const problems = shown === undefined ? [goneProblem(row)] : hindrances(row, shown, lockedThrough);
    const document = shown && updatedDocument(row, shown);
    if (problems.length === 0 && document) members.push({ row, document });
    else await changeExport(store, row.id, 'refused', BY, now, { problems });
  }
  if (members.length === 0) return undefined;
  const batch: Batch = {
    ...{ id, tenantId, connectionId, key: `send:${id}`, isUpdate: true },
    wire: ledger.composeUpdates(members.map(({ document }) => document)),
    exportIds: members.map(({ row }) => row.id),
    ...{ firstSentAt: now, isReplayable: true, nextAttemptAt: now },
  };
  await store.batches.add(batch);
  const moves = members.map(({ row, document: { status } }) => ({
    ...{ id: row.id, to: 'sending' as const },
    change: { batchId: id, problems: [], document: { ...row.document, status } },
  }));
  await changeExports(store, moves, BY, now);
  return batch;
}

function hindrances(row: Export, shown: LedgerEdition, lockedThrough: string | undefined): readonly Problem[] {
  const { issuedOn } = row.document;
  const status = statusAfterUpdate(shown.status, row.document.status);
  const why = whyNotUpdated(shown, { issuedOn, status }, lockedThrough);
  const isAsPlanned = row.target !== undefined && isSameContent(row.target.before, shown);
  if (why.length > 0 || isAsPlanned || shows(shown, row.document, row.target?.ownsTracking)) return why;
  return [problem('update_overtaken', 'ledger', `${shown.number ?? shown.ledgerId} was changed in Xero since.`)];
}

/** Over the lines that stand there, in the status that it has by now or a higher one. */
function updatedDocument({ document, target }: Export, shown: LedgerEdition): UpdatedDocument | undefined {
  if (target === undefined || document.kind === 'purchase_order' || !isUpdatable(document.kind)) return undefined;
  if (document.credit) return undefined;
  return {
    ...document,
    ledgerId: target.ledgerId,
    contactId: shown.contactId,
    status: statusAfterUpdate(shown.status, document.status),
    lines: keepLines(document.lines, shown.lines, target.ownsTracking),
  };
}

function goneProblem({ target }: Export): Problem {
  return problem(
    'update_target_gone',
    'ledger',
    `${target?.before.number ?? target?.ledgerId} is not in Xero any more, or was unlinked.`,
  );
}
