import {
  beginCycle,
  problem,
  promote,
  seePage,
  type Cycle,
  type Instant,
  type LedgerSnapshot,
  type PaymentsSince,
  type Problem,
} from '@bridge/domain';
import { openAddress, type Connection, type LedgerAddress } from '../connections/connection.js';
import { markWorking, noteTrouble } from '../connections/connection-health.js';
import type { Link } from '../exports/links.js';
import { decide } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import { planProblem } from '../identity/plan-gate.js';
import type { Clock } from '../runtime/clock.js';
import type { Ids } from '../runtime/ids.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { DocumentChanges, LedgerChanges } from './ledger-changes.js';
import type { PaymentImport } from './payment-imports.js';
import { noteProgress, type Recollect } from '../reconciliation/recollect.js';
import { PaymentAges } from './payment-ages.js';
import { planDocument } from './plan-document.js';
import { takeInReversals } from './take-in-reversals.js';
import { undecidedPayments } from './undecided-payments.js';
import { openFindings, takeInSnapshot, type TakenIn } from './take-in-snapshot.js';

const LEASE_MS = 180_000;

/** What is known of when the payments on a page were entered. */
interface Ages {
  readonly recordedAt: ReadonlyMap<string, Instant>;
  readonly ofNewDocuments: ReadonlySet<string>;
}

interface ReadPage {
  readonly changes: DocumentChanges;
  readonly ages: Ages;
  readonly cycle: Cycle;
}

interface TakenPage extends TakenIn {
  readonly documents: number;
  /** Documents that would turn unpaid: only at the end of the pass is it known whether they are suspiciously many. */
  readonly reversals: readonly LedgerSnapshot[];
}

interface Opened {
  readonly connection: Connection;
  readonly address: LedgerAddress;
  readonly since: PaymentsSince;
  readonly lowerBound: Instant;
  /** False: copies may have been forgotten, and so may payments. */
  readonly isSure: boolean;
}

/**
 * One pass over the ledger's change feed: what was paid, un-paid, voided or credited since the watermark becomes
 * tranches and settlements, one transaction a page; then the source is told. One call when nothing changed.
 */
export class ImportPayments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerChanges,
    private readonly leases: Leases,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly recollect: Recollect,
  ) {}

  /** Undefined when nothing was to be done: sync off or not in the plan, not connected, paused, or another pass is running. */
  async run(
    tenantId: string,
    connectionId: string,
    trigger: PaymentImport['trigger'],
  ): Promise<PaymentImport | undefined> {
    const lease = await this.leases.take(`import:${connectionId}`, LEASE_MS);
    if (lease === undefined) return undefined;
    try {
      const opened = await this.#open(tenantId, connectionId);
      if (opened === undefined) return undefined;
      return await this.#pass(opened, await this.#begin(tenantId, connectionId, trigger), lease);
    } finally {
      await this.leases.release(lease);
    }
  }

  /**
   * A pass that was interrupted is begun anew under its own name: nothing stays open for ever. One that found nothing gives its
   * row to the next: a poll every five minutes would leave 100,000 rows a year that tell nobody anything.
   */
  #begin(tenantId: string, connectionId: string, trigger: PaymentImport['trigger']): Promise<PaymentImport> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const latest = await store.imports.latest(connectionId);
      const interrupted = latest?.finishedAt === undefined ? latest : undefined;
      const isNewRow = latest === undefined || (interrupted === undefined && !foundNothing(latest));
      const run: PaymentImport = {
        id: isNewRow ? this.ids.next() : latest.id,
        connectionId,
        trigger: interrupted?.trigger ?? trigger,
        startedAt: interrupted?.startedAt ?? this.clock.now(),
        documentsSeen: 0,
        tranchesPlanned: 0,
        removalsPlanned: 0,
        settlementsPlanned: 0,
      };
      await store.imports.save(run);
      return run;
    });
  }

  async #pass(opened: Opened, begun: PaymentImport, lease: Lease): Promise<PaymentImport> {
    let run = begun;
    const reversals: LedgerSnapshot[] = [];
    try {
      if (!opened.isSure) await this.recollect.run(opened.address, lease);
      for await (const page of this.#pages(opened, lease)) {
        const taken = await this.#takeIn(opened, page.changes, page.ages, lease);
        reversals.push(...taken.reversals);
        run = { ...withTaken(run, taken), documentsSeen: run.documentsSeen + taken.documents };
        if (page.changes.isLast) return await this.#finish(opened, run, page.cycle, reversals, lease);
      }
      return run;
    } catch (error) {
      if (!isFault(error)) throw error;
      const now = this.clock.now();
      const decision = decide(error, 'ledger', now);
      const failed: PaymentImport = {
        ...run,
        finishedAt: now,
        problem: decision.kind === 'give_up' ? (decision.problems[0] ?? unread()) : decision.problem,
      };
      await this.unitOfWork.run(opened.address.tenantId, async (store) => {
        await store.imports.save(failed);
        await noteTrouble(store, opened.address.connectionId, decision, now);
      });
      return failed;
    }
  }

  /** Every page since one fixed lower bound; the port promises that nothing slips past while pages are turned. */
  async *#pages(opened: Opened, lease: Lease): AsyncGenerator<ReadPage> {
    const { address, lowerBound } = opened;
    let cycle = beginCycle({ lowerBound });
    const ages = new PaymentAges(this.ledger, address, lowerBound, opened.since);
    for (let page = 1; ; page += 1) {
      const changes = await this.ledger.documents(address, lowerBound, page);
      const { payments, ofNewDocuments } = await undecidedPayments(this.unitOfWork, opened, changes.snapshots);
      const known: Ages = { recordedAt: await ages.of(payments), ofNewDocuments };
      const changedAt = [...changes.snapshots, ...changes.unreadable].flatMap((row) => row.changedAt ?? []);
      cycle = seePage(cycle, { answeredAt: changes.answeredAt, changedAt });
      yield { changes, ages: known, cycle };
      if (changes.isLast) return;
      await this.leases.extend(lease, LEASE_MS);
    }
  }

  #takeIn({ connection, since }: Opened, changes: DocumentChanges, ages: Ages, lease: Lease): Promise<TakenPage> {
    const now = this.clock.now();
    return this.unitOfWork.run(
      connection.tenantId,
      async (store) => {
        const ids = [...changes.snapshots.map((row) => row.ledgerId), ...changes.unreadable.map((row) => row.ledgerId)];
        const links = new Map((await store.links.byLedgerId(connection.id, ids)).map((link) => [link.ledgerId, link]));
        const known = Map.groupBy(await store.tranches.of([...links.keys()]), (tranche) => tranche.ledgerId);
        const taken = { documents: 0, tranches: 0, removals: 0, settlements: 0 };
        const reversals: LedgerSnapshot[] = [];
        const doubtedThrough = (await store.inventories.find(connection.id))?.doubtedThrough ?? 0;
        const moment = {
          now,
          isDoubted: false,
          doubtedThrough,
          openFindings: await openFindings(store, connection.id),
        };
        const seen = new Map<string, Link>();
        for (const row of changes.snapshots) {
          const link = links.get(row.ledgerId);
          if (link === undefined) continue;
          const snapshot = withAges(row, ages);
          const document = planDocument(link, snapshot, known.get(row.ledgerId) ?? [], since);
          taken.documents += 1;
          if (document.turnsUnpaid) {
            reversals.push(snapshot);
            continue;
          }
          const more = await takeInSnapshot(store, document, moment);
          seen.set(link.ledgerId, more.seen);
          taken.tranches += more.tranches;
          taken.removals += more.removals;
          taken.settlements += more.settlements;
        }
        await store.links.saveAll([...seen.values()]);
        // A row of ours that cannot be read is shown to a person; the feed goes on.
        for (const row of changes.unreadable.filter((unreadable) => links.has(unreadable.ledgerId))) {
          await store.findings.report({
            key: `unreadable:${row.ledgerId}`,
            connectionId: connection.id,
            problem: problem('payment_unreadable', row.ledgerId, row.reason),
            foundAt: now,
          });
        }
        if (taken.tranches + taken.removals + taken.settlements > 0)
          await store.jobs.wake({ tenantId: connection.tenantId, connectionId: connection.id, task: 'settle' });
        return { ...taken, reversals };
      },
      lease,
    );
  }

  #finish(
    { connection, lowerBound, since }: Opened,
    run: PaymentImport,
    cycle: Cycle,
    reversals: readonly LedgerSnapshot[],
    lease: Lease,
  ): Promise<PaymentImport> {
    const now = this.clock.now();
    return this.unitOfWork.run(
      connection.tenantId,
      async (store) => {
        const watermark = (await store.watermarks.find(connection.id)) ?? { lowerBound };
        // Moved while we read, by a person or by a copy found late: the next pass begins there.
        if (watermark.lowerBound === lowerBound) await store.watermarks.save(connection.id, promote(watermark, cycle));
        const { problem: asked, ...taken } = await takeInReversals(store, connection.id, since, reversals, now);
        const finished = { ...withTaken(run, taken), finishedAt: now, ...(asked && { problem: asked }) };
        if (taken.tranches + taken.removals + taken.settlements > 0)
          await store.jobs.wake({ tenantId: connection.tenantId, connectionId: connection.id, task: 'settle' });
        await store.imports.save(finished);
        await noteProgress(store, connection.id, now);
        await store.connections.update(connection.id, (current) => ({ ...current, lastImportedAt: now }));
        await markWorking(store, connection.id, now);
        return finished;
      },
      lease,
    );
  }

  #open(tenantId: string, connectionId: string): Promise<Opened | undefined> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const connection = await store.connections.find(connectionId);
      const address = openAddress(connection, this.clock.now());
      if (connection === undefined || address === undefined) return undefined;
      const { settings } = await store.settings.find(connectionId);
      const switchedOnAt = connection.paymentsSwitchedOnAt;
      // Nothing is read past: what was paid meanwhile comes in after the upgrade that the connection asks for.
      const isInPlan = planProblem(await store.tenants.find(), 'invoice') === undefined;
      if (!isInPlan || !settings.options.syncPayments || switchedOnAt === undefined) {
        const latest = await store.imports.latest(connectionId);
        if (latest?.finishedAt === undefined && latest !== undefined)
          await store.imports.save({ ...latest, finishedAt: this.clock.now() });
        return undefined;
      }
      const chosenOn = settings.payments.importSince;
      const watermark = await store.watermarks.find(connectionId);
      return {
        connection,
        address,
        since: { switchedOnAt, ...(chosenOn !== undefined && { chosenOn }) },
        lowerBound: watermark?.lowerBound ?? switchedOnAt,
        isSure: await this.recollect.believes(store, connectionId),
      };
    });
  }
}

/** Nobody asked for it, nothing had changed, and it went well. */
function foundNothing(run: PaymentImport): boolean {
  const { documentsSeen, tranchesPlanned, removalsPlanned, settlementsPlanned } = run;
  const found = documentsSeen + tranchesPlanned + removalsPlanned + settlementsPlanned;
  return run.trigger !== 'person' && run.problem === undefined && found === 0;
}

function withTaken(run: PaymentImport, taken: TakenIn): PaymentImport {
  return {
    ...run,
    tranchesPlanned: run.tranchesPlanned + taken.tranches,
    removalsPlanned: run.removalsPlanned + taken.removals,
    settlementsPlanned: run.settlementsPlanned + taken.settlements,
  };
}

function withAges(snapshot: LedgerSnapshot, { recordedAt, ofNewDocuments }: Ages): LedgerSnapshot {
  return {
    ...snapshot,
    payments: snapshot.payments.map((payment) => {
      const at = recordedAt.get(payment.id);
      return {
        ...payment,
        ...(at !== undefined && { recordedAt: at }),
        ...(ofNewDocuments.has(payment.id) && { isOfNewDocument: true }),
      };
    }),
  };
}

function unread(): Problem {
  return problem('unavailable', 'ledger', 'Xero refused to list its changes.');
}
