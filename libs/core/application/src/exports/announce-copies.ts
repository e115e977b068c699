import { decide, outagePause, type Decision } from '../faults/fault-policy.js';
import { isFault, type Fault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Leases } from '../runtime/leases.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import type { Link, Pending } from './links.js';
import { noteRefusals, type Told } from './note-refusals.js';
import type { SourceMarks } from './source-marks.js';

const LEASE_MS = 120_000;
const AT_ONCE = 100;
/** Told together, and noted in one transaction: should this process die in between, they are told again, which changes nothing. */
const TOGETHER = 10;
/** A refused mark is tried again daily: whatever the source minded may have been mended there. */
const REFUSED_PAUSE_MS = 24 * 3_600_000;

/** Tells the source which of its invoices were copied, with its own retries: the copy itself stands whatever happens here. */
export class AnnounceCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly marks: SourceMarks,
    private readonly leases: Leases,
    private readonly clock: Clock,
  ) {}

  /** Answers true when there is more to do at once. */
  async run(tenantId: string, connectionId: string): Promise<boolean> {
    const lease = await this.leases.take(`announce:${connectionId}`, LEASE_MS);
    if (lease === undefined) return false;
    try {
      const { due, numberedHere } = await this.unitOfWork.run(tenantId, (store) => this.#due(store, connectionId));
      for (let start = 0; start < due.length; start += TOGETHER) {
        if (!(await this.leases.extend(lease, LEASE_MS))) return false;
        const told = await Promise.all(
          due.slice(start, start + TOGETHER).map(async (link): Promise<Told> => {
            return { link, decision: await this.#announce(link, numberedHere.has(link.sourceId)) };
          }),
        );
        await this.unitOfWork.run(tenantId, (store) => noteTold(store, connectionId, told, this.clock.now()), lease);
        if (told.some(({ decision }) => decision?.kind === 'pause')) return false;
      }
      return due.length === AT_ONCE;
    } finally {
      await this.leases.release(lease);
    }
  }

  /** The copies to announce, and which of their invoices had a number when they were sent: those keep it. */
  async #due(store: Store, connectionId: string): Promise<{ due: readonly Link[]; numberedHere: ReadonlySet<string> }> {
    const due = await store.links.due(connectionId, 'announcement', this.clock.now(), AT_ONCE);
    const ids = due.map((link) => link.sourceId);
    const numbered = (await store.exports.latestSentOf('invoice', ids)).filter(
      ({ document }) => document.number !== undefined,
    );
    return { due, numberedHere: new Set(numbered.map(({ sourceId }) => sourceId)) };
  }

  async #announce(link: Link, isNumberedHere: boolean): Promise<Decision | undefined> {
    const numberedByLedger = link.number !== undefined && link.origin !== 'marked' && !isNumberedHere;
    try {
      await this.marks.announce(link.tenantId, link.sourceId, {
        ledgerId: link.ledgerId,
        url: link.url,
        ...(numberedByLedger && { number: link.number }),
      });
      return undefined;
    } catch (error) {
      if (!isFault(error)) throw error;
      return decide(error satisfies Fault, 'source', this.clock.now(), link.announcement?.attempts);
    }
  }
}

async function noteTold(store: Store, connectionId: string, told: readonly Told[], now: number): Promise<void> {
  const ids = told.map(({ link }) => link.ledgerId);
  const current = new Map((await store.links.byLedgerId(connectionId, ids)).map((link) => [link.ledgerId, link]));
  const noted = told.flatMap(({ link: { ledgerId }, decision }): Told[] => {
    const link = current.get(ledgerId);
    return link?.announcement === undefined ? [] : [{ link, decision }];
  });
  await store.links.saveAll(noted.map((one) => afterTelling(one, now)));
  await noteRefusals(store, connectionId, 'announcement', noted, now);
}

function afterTelling({ link, decision }: Told, now: number): Link {
  const { announcement, ...rest } = link;
  return announcement === undefined || decision === undefined
    ? rest
    : { ...rest, announcement: later(announcement, decision, now) };
}

/** When to try again. Telling the source is idempotent, so a lost answer is simply told again. */
export function later(pending: Pending, decision: Decision, now: number): Pending {
  const attempts = pending.attempts + 1;
  if (decision.kind === 'pause') return { attempts, nextAttemptAt: decision.until, problem: decision.problem };
  if (decision.kind === 'give_up') {
    const [problem] = decision.problems;
    return { attempts, nextAttemptAt: now + REFUSED_PAUSE_MS, ...(problem && { problem }) };
  }
  return {
    attempts,
    nextAttemptAt: now + (decision.kind === 'missing' ? REFUSED_PAUSE_MS : outagePause(attempts, now)),
    problem: decision.problem,
  };
}
