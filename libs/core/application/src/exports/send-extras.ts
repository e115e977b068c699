import { formOf, type Instant, type LedgerDocument, type Problem, type SourceAttachment } from '@bridge/domain';
import { openAddress, type LedgerAddress } from '../connections/connection.js';
import { noteTrouble } from '../connections/connection-health.js';
import type { SourceDocuments } from '../documents/source-documents.js';
import { decide, type Decision } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { allocateCredit } from './allocate-credit.js';
import { later } from './announce-copies.js';
import type { Export } from './export.js';
import type { LedgerCredits } from './ledger-credits.js';
import type { LedgerDocuments } from './ledger-documents.js';
import { nameOfLate } from './late-receipts.js';
import type { ExtraPart, Extras, Link } from './links.js';
import { noteRefusals } from './note-refusals.js';

const LEASE_MS = 180_000;
const AT_ONCE = 20;

/**
 * Allocations of credit notes, receipts, PDFs and history notes follow their document when nothing more urgent waits. Each
 * costs the ledger a call, an allocation three.
 */
export class SendExtras {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerDocuments,
    private readonly sources: SourceDocuments,
    private readonly leases: Leases,
    private readonly clock: Clock,
    private readonly credits: LedgerCredits,
  ) {}

  async run(tenantId: string, connectionId: string): Promise<boolean> {
    const lease = await this.leases.take(`extras:${connectionId}`, LEASE_MS);
    if (lease === undefined) return false;
    try {
      const now = this.clock.now();
      const { address, due } = await this.unitOfWork.run(tenantId, async (store) => ({
        address: openAddress(await store.connections.find(connectionId), now),
        due: await store.links.due(connectionId, 'extras', now, AT_ONCE),
      }));
      if (address === undefined) return false;
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
      // What follows a copy is what that copy was sent with, whatever other copies were made since.
      const newest = current && (await store.exports.sentAs(current.kind, current.sourceId, current.copy));
      return { link: current, sent: newest };
    });
    if (link?.extras === undefined) return true;
    const progress = sent && (await this.#send(address, link, link.extras, sent));
    const notices = (progress?.notices ?? []).filter(({ code }) => sent?.notices.every((said) => said.code !== code));
    const decision = progress?.stoppedBy;
    const now = this.clock.now();
    await this.unitOfWork.run(
      address.tenantId,
      async (store) => {
        const [current] = await store.links.byLedgerId(connectionId, [ledgerId]);
        if (current?.extras === undefined) return;
        // Updated meanwhile: what follows the newer version is still to be sent.
        const newest = await store.exports.sentAs(link.kind, link.sourceId, link.copy);
        if (newest?.id !== sent?.id) return;
        const { extras, ...rest } = current;
        const left = whatIsLeft(extras, progress, now);
        await store.links.save(left === undefined ? rest : { ...rest, extras: left });
        await noteRefusals(store, connectionId, 'extras', [{ link, decision }], now);
        if (sent && notices.length > 0)
          await store.exports.update(sent.id, (row) => ({ ...row, notices: [...row.notices, ...notices] }));
        if (decision) await noteTrouble(store, connectionId, decision, now);
      },
      lease,
    );
    return decision?.kind !== 'pause' && decision?.kind !== 'lost';
  }

  /** False while its invoice is being copied. */
  async #allocate(address: LedgerAddress, link: Link, document: LedgerDocument, notices: Problem[]): Promise<boolean> {
    const outcome = await allocateCredit(this.unitOfWork, this.credits, address, link, document);
    if (outcome.kind === 'settled' && outcome.notice) notices.push(outcome.notice);
    return outcome.kind === 'settled';
  }

  /** As far as it gets. What stands in the ledger already is not sent again. */
  async #send(
    address: LedgerAddress,
    link: Link,
    { done = [], late = [], attempts }: Extras,
    { id, document, target }: Export,
  ): Promise<Progress> {
    const [form, { ledgerId }] = [formOf(document), link];
    const doneNow = new Set(done);
    const sentNow = new Set<string>();
    const notices: Problem[] = [];
    let side: 'ledger' | 'source' = 'source';
    const attach = async (file: SourceAttachment, name: string) => {
      side = 'source';
      const bytes = await this.sources.download(address.tenantId, file);
      side = 'ledger';
      // Adding a file of the same name replaces it, so that a repeat adds nothing.
      await this.ledger.attach(address, form, ledgerId, { name, contentType: file.contentType, bytes });
    };
    try {
      side = 'ledger';
      const isAllocated = doneNow.has('credit') || (await this.#allocate(address, link, document, notices));
      if (isAllocated && document.credit) doneNow.add('credit');
      if (!doneNow.has('own')) {
        const isThere = new Set([...late.map((file) => file.id), ...(target?.attached ?? [])]);
        for (const file of document.attachments) if (!isThere.has(file.id)) await attach(file, file.name);
        side = 'ledger';
        const key = `note:${ledgerId}:${id}`;
        if (document.notes.length > 0) await this.ledger.note(address, form, ledgerId, document.notes, key);
        doneNow.add('own');
      }
      for (const file of late) {
        // One that was taken away again in the source has nothing that could follow.
        await attach(file, nameOfLate(file)).catch((error: unknown) => {
          if (side !== 'source' || !isFault(error) || error.fault.kind !== 'not_found') throw error;
        });
        sentNow.add(file.id);
      }
      return { doneNow, sentNow, notices, isWaiting: !isAllocated };
    } catch (error) {
      if (!isFault(error)) throw error;
      return { doneNow, sentNow, notices, stoppedBy: decide(error, side, this.clock.now(), attempts) };
    }
  }
}

/** How long a credit note waits for its invoice until it is looked for again. */
const WAIT_MS = 60_000;

interface Progress {
  readonly doneNow: ReadonlySet<ExtraPart>;
  /** Ids of the late receipts. */
  readonly sentNow: ReadonlySet<string>;
  readonly notices: readonly Problem[];
  /** The invoice of a credit note is being copied. */
  readonly isWaiting?: boolean;
  readonly stoppedBy?: Decision;
}

/** Receipts that were noted while others were on their way follow at once. Undefined when nothing is left. */
function whatIsLeft(extras: Extras, progress: Progress | undefined, now: Instant): Extras | undefined {
  if (progress === undefined) return undefined;
  const { doneNow, sentNow, stoppedBy, isWaiting = false } = progress;
  const late = extras.late?.filter((file) => !sentNow.has(file.id)) ?? [];
  if (stoppedBy === undefined && !isWaiting && late.length === 0) return undefined;
  const again = { attempts: 0, nextAttemptAt: isWaiting ? now + WAIT_MS : now };
  const due = stoppedBy === undefined ? again : later(extras, stoppedBy, now);
  return { ...due, ...(doneNow.size > 0 && { done: [...doneNow] }), ...(late.length > 0 && { late }) };
}
