import {
  formOfSource,
  isOpen,
  markerIn,
  problem,
  type Checked,
  type DocumentKind,
  type LedgerForm,
  type Problem,
} from '@bridge/domain';
import { addressOf } from '../connections/connection.js';
import { nameOf, readDocuments, type SourceDocuments } from '../documents/source-documents.js';
import { leaveExpense } from '../payments/leave-expense.js';
import type { LedgerChanges } from '../payments/ledger-changes.js';
import { readAgainFrom } from '../payments/read-again-from.js';
import type { SourcePayments } from '../payments/source-payments.js';
import type { Clock } from '../runtime/clock.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { Link } from './links.js';
import type { LedgerLinks } from './settle-batch.js';

const LEDGER_NAMES: Readonly<Record<LedgerForm, string>> = {
  invoice: 'invoice',
  expense: 'bill',
  purchase_order: 'purchase order',
  customer_credit: 'credit note',
  supplier_credit: 'supplier credit note',
};

/** A person says which document of the ledger is the copy already: it is linked as if we had made it, and nothing is sent. */
export class MarkCopied {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: SourceDocuments,
    private readonly ledger: LedgerChanges,
    private readonly payments: SourcePayments,
    private readonly clock: Clock,
    private readonly ledgerLink: LedgerLinks,
  ) {}

  /** `ledgerDocument` is an id or a number. Faults of both sides pass through. */
  async run(
    tenantId: string,
    kind: DocumentKind,
    sourceId: string,
    ledgerDocument: string,
    by: string,
  ): Promise<Checked<Link>> {
    const [source] = await readDocuments(this.sources, tenantId, kind, [sourceId]);
    if (source === undefined)
      return {
        ok: false,
        problems: [problem('source_document_missing', 'sourceId', `There is no ${nameOf(kind)} ${sourceId}.`)],
      };
    const { connection, chart } = await this.unitOfWork.run(tenantId, async (store) => {
      const found = (await store.connections.all()).find(
        (candidate) => candidate.subsidiaryId === source.subsidiaryId && candidate.state === 'connected',
      );
      return { connection: found, chart: found && (await store.charts.find(found.id)) };
    });
    const address = connection && addressOf(connection);
    if (connection === undefined || address === undefined)
      return {
        ok: false,
        problems: [problem('not_connected', 'connection', 'This subsidiary is not connected to Xero.')],
      };
    const form = formOfSource(source);
    const found = await this.ledger.find(address, form, ledgerDocument);
    if (found === undefined || found.status === 'voided' || found.status === 'deleted') {
      return {
        ok: false,
        problems: [
          problem(
            'ledger_document_missing',
            'ledgerDocument',
            `Xero has no live ${LEDGER_NAMES[form]} “${ledgerDocument}”.`,
          ),
        ],
      };
    }
    const copyOf = { tenantId, connectionId: connection.id, kind, sourceId, ledgerId: found.ledgerId };
    const refused = await this.unitOfWork.run(tenantId, (store) => obstacle(store, copyOf));
    if (refused) return { ok: false, problems: [refused] };
    await leaveExpense(this.unitOfWork, this.payments, copyOf, by, this.clock);
    return this.unitOfWork.run(tenantId, async (store): Promise<Checked<Link>> => {
      const refusedSince = await obstacle(store, copyOf);
      if (refusedSince) return { ok: false, problems: [refusedSince] };
      const now = this.clock.now();
      const before = await store.links.archived(found.ledgerId);
      const copy = 1 + Math.max(0, ...(await store.links.of(kind, [sourceId])).map((link) => link.copy));
      const link: Link = {
        ...copyOf,
        copy,
        origin: 'marked',
        marker: markerIn(form, source, copy),
        ...(found.number !== undefined && { number: found.number }),
        url: this.ledgerLink(form, found.ledgerId, chart?.organisation.shortCode),
        linkedAt: now,
        linkedBy: by,
        status: found.status,
        total: found.total,
        paid: found.paid,
        credited: found.credited,
        due: found.due,
        ...(found.settledOn !== undefined && { settledOn: found.settledOn }),
        seenAt: now,
        // It was the copy of this one before, which shows the day still.
        ...(before?.kind === kind &&
          before.sourceId === sourceId &&
          before.toldPaidOn !== undefined && { toldPaidOn: before.toldPaidOn }),
        ...(kind === 'invoice' && { announcement: { attempts: 0, nextAttemptAt: now } }),
      };
      await store.links.save(link);
      await readAgainFrom(store, connection.id, found.changedAt);
      await store.audit.append({
        at: now,
        by,
        action: 'link.marked',
        subject: { kind: 'link', id: found.ledgerId },
        connectionId: connection.id,
        detail: { kind, sourceId },
      });
      for (const task of ['announce', 'import'] as const)
        await store.jobs.wake({ tenantId, connectionId: connection.id, task });
      return { ok: true, value: link };
    });
  }
}

/** Why the ledger document cannot be made the copy, as things stand in the bridge. */
async function obstacle(
  store: Store,
  { connectionId, kind, sourceId, ledgerId }: Pick<Link, 'connectionId' | 'kind' | 'sourceId' | 'ledgerId'>,
): Promise<Problem | undefined> {
  const [taken] = await store.links.byLedgerId(connectionId, [ledgerId]);
  if (taken !== undefined)
    return problem('already_copied', 'ledgerDocument', `It is the copy of ${taken.kind} ${taken.sourceId} already.`);
  // What is on its way would become a second document beside the one that is named here.
  const [latest] = await store.exports.latestOf(kind, [sourceId]);
  if (latest && isOpen(latest.state))
    return problem('copy_in_progress', 'sourceId', 'It is being copied. Look again when that has ended.');
  return undefined;
}
