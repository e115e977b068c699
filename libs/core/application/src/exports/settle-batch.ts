import {
  describeMoney,
  equal,
  formOf,
  problem,
  type Instant,
  type LedgerDocument,
  type LedgerForm,
  type Problem,
} from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import { noteProgress } from '../reconciliation/recollect.js';
import type { Batch } from './batches.js';
import { changeExport, changeExports, type ExportMove } from './change-export.js';
import type { Export, LedgerReceipt } from './export.js';
import type { CreateAnswer } from './ledger-documents.js';
import { updatedRows, withWhatFollows, type AppliedUpdate } from '../updates/updated-links.js';
import type { Link } from './links.js';

export interface LedgerLinks {
  /** Deep link into the ledger. */
  (form: LedgerForm, ledgerId: string, shortCode: string | undefined): string;
}

const BY = 'the bridge';

/**
 * Writes down a definite answer to a whole batch: a link for each created document, a refusal for each other one. Throws
 * a RangeError when outcomes are missing: by position they would be put against the wrong documents.
 */
export async function settleAnswer(
  store: Store,
  batch: Batch,
  answer: CreateAnswer,
  ledgerLink: LedgerLinks,
  now: Instant,
): Promise<void> {
  if (answer.outcomes.length !== batch.exportIds.length)
    throw new RangeError(`${answer.outcomes.length} outcomes for ${batch.exportIds.length} documents`);
  const settled = await beginSettling(store, batch, ledgerLink, now);
  for (const [index, sent] of (await inOrder(store, batch)).entries()) {
    const outcome = answer.outcomes[index];
    if (outcome === undefined || (sent.state !== 'sending' && sent.state !== 'uncertain')) continue;
    const correlation = answer.correlationId === undefined ? {} : { correlationId: answer.correlationId };
    if (outcome.ok) settled.exported(sent, outcome.receipt, 'exported', outcome.warnings, correlation);
    else
      await changeExport(store, sent.id, 'refused', BY, now, {
        problems: outcome.problems,
        ...correlation,
      });
  }
  await settled.finish();
  await close(store, batch, now);
}

/** Writes down what a look-up found: adopted documents, and the rest back in the queue under a new key. */
export async function settleLookUp(
  store: Store,
  batch: Batch,
  found: ReadonlyMap<string, readonly LedgerReceipt[]>,
  ledgerLink: LedgerLinks,
  now: Instant,
): Promise<void> {
  const settled = await beginSettling(store, batch, ledgerLink, now);
  for (const lost of await inOrder(store, batch)) {
    if (lost.state === 'sending') await changeExport(store, lost.id, 'uncertain', BY, now, {});
    else if (lost.state !== 'uncertain') continue;
    const receipts = (found.get(lost.document.marker) ?? []).filter(
      (receipt) => receipt.status !== 'deleted' && receipt.status !== 'voided',
    );
    const [first] = receipts;
    if (first) settled.exported(lost, first, 'adopted', [], {});
    else
      await changeExport(
        store,
        lost.id,
        'queued',
        BY,
        now,
        { attempts: lost.attempts + 1, nextAttemptAt: now },
        { because: 'Xero does not have it' },
      );
  }
  await settled.finish();
  await close(store, batch, now);
}

/** Nothing was written: the documents wait in the queue, and the key is never used again. */
export async function requeueBatch(
  store: Store,
  batch: Batch,
  nextAttemptAt: Instant,
  because: readonly Problem[],
  attemptsMore: number,
  now: Instant,
): Promise<void> {
  for (const sent of await inOrder(store, batch)) {
    if (sent.state !== 'sending' && sent.state !== 'uncertain') continue;
    await changeExport(store, sent.id, 'queued', BY, now, {
      nextAttemptAt,
      attempts: sent.attempts + attemptsMore,
      problems: because,
    });
  }
  await close(store, batch, now);
}

/** The whole call was refused and it held one document: that one is refused. */
export async function refuseBatch(
  store: Store,
  batch: Batch,
  problems: readonly Problem[],
  correlationId: string | undefined,
  now: Instant,
): Promise<void> {
  for (const sent of await inOrder(store, batch)) {
    if (sent.state === 'sending' || sent.state === 'uncertain')
      await changeExport(store, sent.id, 'refused', BY, now, {
        problems,
        ...(correlationId !== undefined && { correlationId }),
      });
  }
  await close(store, batch, now);
}

/** The answer was lost: everybody sees it, and the batch stays open with its bytes and its key. */
export async function markUncertain(
  store: Store,
  batch: Batch,
  isReplayable: boolean,
  nextAttemptAt: Instant,
  because: Problem,
  now: Instant,
): Promise<void> {
  for (const sent of await inOrder(store, batch)) {
    if (sent.state === 'sending') await changeExport(store, sent.id, 'uncertain', BY, now, { problems: [because] });
  }
  await store.batches.update(batch.id, (current) => ({
    ...current,
    isReplayable: current.isReplayable && isReplayable,
    nextAttemptAt,
  }));
}

export interface Settling {
  exported(
    sent: Export,
    receipt: LedgerReceipt,
    origin: Link['origin'],
    warnings: readonly string[],
    more: Partial<Export>,
  ): void;
  /** Writes them all down, and what is said once for the whole batch: whose contacts were met, and who has work now. */
  finish(): Promise<void>;
}

export async function beginSettling(
  store: Store,
  batch: Batch,
  ledgerLink: LedgerLinks,
  now: Instant,
): Promise<Settling> {
  const { tenantId, connectionId } = batch;
  const shortCode = (await store.charts.find(connectionId))?.organisation.shortCode;
  const contactIds: Record<string, string> = {};
  const receipts: LedgerReceipt[] = [];
  const moves: ExportMove[] = [];
  const links: Link[] = [];
  const updates: AppliedUpdate[] = [];
  return {
    exported: (sent, receipt, origin, warnings, more) => {
      const notices = [
        ...sent.notices,
        ...totalNotice(sent.document, receipt),
        ...warnings.map((words) => problem('ledger_warning', 'ledger', words)),
      ];
      moves.push({
        id: sent.id,
        to: 'exported',
        change: { ...more, receipt, notices, problems: [] },
        words: { ledgerId: receipt.ledgerId, origin, ...(receipt.number !== undefined && { number: receipt.number }) },
      });
      if (sent.target) updates.push({ sent, receipt });
      else {
        links.push(linkOf(sent, receipt, origin, ledgerLink(formOf(sent.document), receipt.ledgerId, shortCode), now));
        contactIds[sent.document.party.companyId] = receipt.contactId;
      }
      receipts.push(receipt);
    },
    finish: async () => {
      if (receipts.length === 0) return;
      const updated = await updatedRows(store, connectionId, updates, now);
      await changeExports(store, withWhatFollows(moves, updated), BY, now);
      await store.links.saveAll([...links, ...updated.flatMap(({ link }) => link ?? [])]);
      await store.contacts.remembered(connectionId, [], contactIds);
      await noteProgress(
        store,
        connectionId,
        now,
        receipts.map((receipt) => receipt.ledgerId),
      );
      await store.jobs.wake({ tenantId, connectionId, task: 'announce' });
      const connection = await store.connections.find(connectionId);
      if (connection?.paymentsSwitchedOnAt !== undefined && receipts.some((receipt) => receipt.status === 'paid'))
        await store.jobs.wake({ tenantId, connectionId, task: 'import' });
    },
  };
}

function linkOf(sent: Export, receipt: LedgerReceipt, origin: Link['origin'], url: string, now: Instant): Link {
  const nothing = { minor: 0n, currency: receipt.total.currency };
  const { attachments, notes, credit } = sent.document;
  const hasExtras = attachments.length > 0 || notes.length > 0 || credit?.ofSourceId !== undefined;
  return {
    tenantId: sent.tenantId,
    connectionId: sent.connectionId,
    kind: sent.kind,
    sourceId: sent.sourceId,
    ledgerId: receipt.ledgerId,
    copy: sent.copy,
    origin,
    marker: sent.document.marker,
    ...(receipt.number !== undefined && { number: receipt.number }),
    url,
    linkedAt: now,
    linkedBy: sent.requestedBy,
    status: receipt.status,
    total: receipt.total,
    paid: nothing,
    credited: nothing,
    // On a credit note nothing is owed to anybody.
    due: credit === undefined ? receipt.total : nothing,
    seenAt: now,
    ...(sent.kind === 'invoice' && { announcement: { attempts: 0, nextAttemptAt: now } }),
    ...(hasExtras && { extras: { attempts: 0, nextAttemptAt: now } }),
  };
}

function totalNotice(document: LedgerDocument, receipt: LedgerReceipt): Problem[] {
  if (equal(document.totals.total, receipt.total)) return [];
  return [
    problem(
      'ledger_total_differs',
      'total',
      `Sent ${describeMoney(document.totals.total)}, Xero shows ${describeMoney(receipt.total)}.`,
    ),
  ];
}

export async function inOrder(store: Store, batch: Batch): Promise<readonly Export[]> {
  const byId = new Map((await store.exports.find(batch.exportIds)).map((found) => [found.id, found]));
  return batch.exportIds.flatMap((id) => byId.get(id) ?? []);
}

export async function close(store: Store, batch: Batch, now: Instant): Promise<void> {
  await store.batches.update(batch.id, (current) => ({ ...current, closedAt: now }));
}
