import { addressOf, type LedgerAddress } from '../connections/connection.js';
import { noteTrouble } from '../connections/connection-health.js';
import type { SourceDocuments } from '../documents/source-documents.js';
import { decide, type Decision } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { later } from './announce-copies.js';
import type { LedgerDocuments } from './ledger-documents.js';
import type { Link } from './links.js';

const LEASE_MS = 180_000;
const AT_ONCE = 20;

/** Receipts, PDFs and history notes follow their document when nothing more urgent waits. Each costs the ledger a call. */
export class SendExtras {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerDocuments,
    private readonly sources: SourceDocuments,
    private readonly leases: Leases,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, connectionId: string): Promise<boolean> {
    const lease = await this.leases.take(`extras:${connectionId}`, LEASE_MS);
    if (lease === undefined) return false;
    try {
      const now = this.clock.now();
      const { connection, due } = await this.unitOfWork.run(tenantId, async (store) => ({
        connection: await store.connections.find(connectionId),
        due: await store.links.due(connectionId, 'extras', now, AT_ONCE),
      }));
      const address = connection && addressOf(connection);
      if (address === undefined || connection?.state !== 'connected' || (connection.pausedUntil ?? 0) > now)
        return false;
      for (const link of due) {
        if (!(await this.leases.extend(lease, LEASE_MS))) return false;
        if (!(await this.#follow(address, link, lease))) return false;
      }
      return due.length === AT_ONCE;
    } finally {
      await this.leases.release(lease);
    }
  }

  async #follow(address: LedgerAddress, link: Link, lease: Lease): Promise<boolean> {
    const decision = await this.#send(address, link);
    const now = this.clock.now();
    await this.unitOfWork.run(
      address.tenantId,
      async (store) => {
        const [current] = await store.links.byLedgerId(link.connectionId, [link.ledgerId]);
        if (current?.extras === undefined) return;
        const { extras, ...rest } = current;
        await store.links.save(decision === undefined ? rest : { ...rest, extras: later(extras, decision, now) });
        if (decision) await noteTrouble(store, link.connectionId, decision, now);
      },
      lease,
    );
    return decision?.kind !== 'pause' && decision?.kind !== 'lost';
  }

  async #send(address: LedgerAddress, link: Link): Promise<Decision | undefined> {
    const [sent] = await this.unitOfWork.run(address.tenantId, (store) =>
      store.exports.latestOf(link.kind, [link.sourceId]),
    );
    if (sent === undefined) return undefined;
    let side: 'ledger' | 'source' = 'source';
    try {
      for (const attachment of sent.document.attachments) {
        side = 'source';
        const bytes = await this.sources.download(address.tenantId, attachment);
        side = 'ledger';
        // Adding a file of the same name replaces it, so that a repeat adds nothing.
        await this.ledger.attach(address, link.kind, link.ledgerId, {
          name: attachment.name,
          contentType: attachment.contentType,
          bytes,
        });
      }
      side = 'ledger';
      if (sent.document.notes.length > 0)
        await this.ledger.note(address, link.kind, link.ledgerId, sent.document.notes, `note:${link.ledgerId}`);
      return undefined;
    } catch (error) {
      if (!isFault(error)) throw error;
      return decide(error, side, this.clock.now(), link.extras?.attempts);
    }
  }
}
