import type { Instant, SourceAttachment } from '@bridge/domain';
import { addressOf, type LedgerAddress } from '../connections/connection.js';
import { noteTrouble } from '../connections/connection-health.js';
import type { SourceDocuments } from '../documents/source-documents.js';
import { decide, type Decision } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { later } from './announce-copies.js';
import type { Export } from './export.js';
import type { LedgerDocuments } from './ledger-documents.js';
import { nameOfLate } from './late-receipts.js';
import type { ExtraPart, Extras, Link } from './links.js';

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

  async #follow(address: LedgerAddress, { connectionId, ledgerId }: Link, lease: Lease): Promise<boolean> {
    const { link, sent } = await this.unitOfWork.run(address.tenantId, async (store) => {
      const [current] = await store.links.byLedgerId(connectionId, [ledgerId]);
      const [newest] = current ? await store.exports.latestSentOf(current.kind, [current.sourceId]) : [];
      return { link: current, sent: newest };
    });
    if (link?.extras === undefined) return true;
    const progress = sent && (await this.#send(address, link, link.extras, sent));
    const decision = progress?.stoppedBy;
    const now = this.clock.now();
    await this.unitOfWork.run(
      address.tenantId,
      async (store) => {
        const [current] = await store.links.byLedgerId(connectionId, [ledgerId]);
        if (current?.extras === undefined) return;
        // Updated meanwhile: what follows the newer version is still to be sent.
        const [newest] = await store.exports.latestSentOf(link.kind, [link.sourceId]);
        if (newest?.id !== sent?.id) return;
        const { extras, ...rest } = current;
        const left = whatIsLeft(extras, progress, now);
        await store.links.save(left === undefined ? rest : { ...rest, extras: left });
        if (decision) await noteTrouble(store, connectionId, decision, now);
      },
      lease,
    );
    return decision?.kind !== 'pause' && decision?.kind !== 'lost';
  }

  /** As far as it gets. What stands in the ledger already is not sent again. */
  async #send(
    address: LedgerAddress,
    { kind, ledgerId }: Link,
    { done = [], late = [], attempts }: Extras,
    { id, document, target }: Export,
  ): Promise<Progress> {
    const doneNow = new Set(done);
    const sentNow = new Set<string>();
    let side: 'ledger' | 'source' = 'source';
    const attach = async (file: SourceAttachment, name: string) => {
      side = 'source';
      const bytes = await this.sources.download(address.tenantId, file);
      side = 'ledger';
      // Adding a file of the same name replaces it, so that a repeat adds nothing.
      await this.ledger.attach(address, kind, ledgerId, { name, contentType: file.contentType, bytes });
    };
    try {
      if (!doneNow.has('own')) {
        const isThere = new Set([...late.map((file) => file.id), ...(target?.attached ?? [])]);
        for (const file of document.attachments) if (!isThere.has(file.id)) await attach(file, file.name);
        side = 'ledger';
        if (document.notes.length > 0) await this.ledger.note(address, kind, ledgerId, document.notes, `note:${id}`);
        doneNow.add('own');
      }
      for (const file of late) {
        // One that was taken away again in the source has nothing that could follow.
        await attach(file, nameOfLate(file)).catch((error: unknown) => {
          if (side !== 'source' || !isFault(error) || error.fault.kind !== 'not_found') throw error;
        });
        sentNow.add(file.id);
      }
      return { doneNow, sentNow };
    } catch (error) {
      if (!isFault(error)) throw error;
      return { doneNow, sentNow, stoppedBy: decide(error, side, this.clock.now(), attempts) };
    }
  }
}

interface Progress {
  readonly doneNow: ReadonlySet<ExtraPart>;
  /** Ids of the late receipts. */
  readonly sentNow: ReadonlySet<string>;
  readonly stoppedBy?: Decision;
}

/** Receipts that were noted while others were on their way follow at once. Undefined when nothing is left. */
function whatIsLeft(extras: Extras, progress: Progress | undefined, now: Instant): Extras | undefined {
  if (progress === undefined) return undefined;
  const { doneNow, sentNow, stoppedBy } = progress;
  const late = extras.late?.filter((file) => !sentNow.has(file.id)) ?? [];
  if (stoppedBy === undefined && late.length === 0) return undefined;
  const due = stoppedBy === undefined ? { attempts: 0, nextAttemptAt: now } : later(extras, stoppedBy, now);
  return { ...due, ...(doneNow.size > 0 && { done: [...doneNow] }), ...(late.length > 0 && { late }) };
}
