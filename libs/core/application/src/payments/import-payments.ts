import {
  beginCycle,
  ledgerPaymentId,
  planSettlement,
  planTranches,
  promote,
  seePage,
  type CalendarDay,
  type Cycle,
  type Instant,
  type LedgerPayment,
  type LedgerSnapshot,
  type PaymentsSince,
  type Problem,
} from '@bridge/domain';
import { problem } from '@bridge/domain';
import { addressOf, type Connection, type LedgerAddress } from '../connections/connection.js';
import { markWorking, noteTrouble } from '../connections/connection-health.js';
import { decide } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import type { Link } from '../exports/links.js';
import type { Clock } from '../runtime/clock.js';
import type { Ids } from '../runtime/ids.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { DocumentChanges, LedgerChanges } from './ledger-changes.js';
import type { PaymentImport } from './payment-imports.js';
import { PaymentAges } from './payment-ages.js';
import type { Tranche } from './tranches.js';
import { takeInSnapshot, type TakenIn } from './take-in-snapshot.js';

const LEASE_MS = 180_000;

interface ReadPage {
  readonly changes: DocumentChanges;
  readonly recordedAt: ReadonlyMap<string, Instant>;
  readonly cycle: Cycle;
}

interface Opened {
  readonly connection: Connection;
  readonly address: LedgerAddress;
  readonly since: PaymentsSince;
  readonly lowerBound: Instant;
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
  ) {}

  /** Undefined when there was nothing to be done: sync off, not connected, paused, or another pass is running. */
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
      const run: PaymentImport = {
        id: this.ids.next(),
        connectionId,
        trigger,
        startedAt: this.clock.now(),
        documentsSeen: 0,
        tranchesPlanned: 0,
        removalsPlanned: 0,
        settlementsPlanned: 0,
      };
      await this.unitOfWork.run(tenantId, (store) => store.imports.save(run));
      return await this.#pass(opened, run, lease);
    } finally {
      await this.leases.release(lease);
    }
  }

  async #pass(opened: Opened, begun: PaymentImport, lease: Lease): Promise<PaymentImport> {
    let run = begun;
    try {
      for await (const page of this.#pages(opened, lease)) {
        const taken = await this.#takeIn(opened, page.changes, page.recordedAt, lease);
        run = {
          ...run,
          documentsSeen: run.documentsSeen + taken.documents,
          tranchesPlanned: run.tranchesPlanned + taken.tranches,
          removalsPlanned: run.removalsPlanned + taken.removals,
          settlementsPlanned: run.settlementsPlanned + taken.settlements,
        };
        if (page.changes.isLast) return await this.#finish(opened, run, page.cycle, lease);
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
      const recordedAt = await ages.of(await this.#undecided(opened, changes));
      const changedAt = [...changes.snapshots, ...changes.unreadable].flatMap((row) => row.changedAt ?? []);
      cycle = seePage(cycle, { answeredAt: changes.answeredAt, changedAt });
      yield { changes, recordedAt, cycle };
      if (changes.isLast) return;
      await this.leases.extend(lease, LEASE_MS);
    }
  }

  /** Live payments on this page that we have neither recorded nor decided to leave out. */
  #undecided({ connection }: Opened, { snapshots }: DocumentChanges): Promise<readonly LedgerPayment[]> {
    const paid = snapshots.filter((row) => row.payments.length > 0);
    if (paid.length === 0) return Promise.resolve([]);
    return this.unitOfWork.run(connection.tenantId, async (store) => {
      const ids = paid.map((row) => row.ledgerId);
      const links = new Map((await store.links.byLedgerId(connection.id, ids)).map((link) => [link.ledgerId, link]));
      const known = new Set((await store.tranches.of([...links.keys()])).map(ledgerPaymentId));
      return paid.flatMap((row) => {
        const link = links.get(row.ledgerId);
        const isDecided = link?.kind === 'expense' && toldBy(link) !== undefined;
        return link === undefined || isDecided ? [] : row.payments.filter(({ id }) => !known.has(id));
      });
    });
  }

  #takeIn(
    { connection, since }: Opened,
    changes: DocumentChanges,
    recordedAt: ReadonlyMap<string, Instant>,
    lease: Lease,
  ): Promise<TakenIn & { documents: number }> {
    const now = this.clock.now();
    return this.unitOfWork.run(
      connection.tenantId,
      async (store) => {
        const ids = [...changes.snapshots.map((row) => row.ledgerId), ...changes.unreadable.map((row) => row.ledgerId)];
        const links = new Map((await store.links.byLedgerId(connection.id, ids)).map((link) => [link.ledgerId, link]));
        const known = Map.groupBy(await store.tranches.of([...links.keys()]), (tranche) => tranche.ledgerId);
        const taken = { documents: 0, tranches: 0, removals: 0, settlements: 0 };
        for (const row of changes.snapshots) {
          const link = links.get(row.ledgerId);
          if (link === undefined) continue;
          const snapshot = withRecordedAt(row, recordedAt);
          const tranches = (known.get(row.ledgerId) ?? []).filter((tranche) => !countsAfterAll(tranche, since));
          const more = await takeInSnapshot(store, link, snapshot, tranches, {
            tranches: link.kind === 'invoice' ? planTranches(snapshot, tranches, since) : undefined,
            settlement: link.kind === 'expense' ? planSettlement(snapshot, toldBy(link), since) : undefined,
            now,
          });
          taken.documents += 1;
          taken.tranches += more.tranches;
          taken.removals += more.removals;
          taken.settlements += more.settlements;
        }
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
        return taken;
      },
      lease,
    );
  }

  #finish({ connection, lowerBound }: Opened, run: PaymentImport, cycle: Cycle, lease: Lease): Promise<PaymentImport> {
    const now = this.clock.now();
    const finished: PaymentImport = { ...run, finishedAt: now };
    return this.unitOfWork.run(
      connection.tenantId,
      async (store) => {
        const watermark = (await store.watermarks.find(connection.id)) ?? { lowerBound };
        // Moved while we read, by a person or by a copy found late: the next pass begins there.
        if (watermark.lowerBound === lowerBound) await store.watermarks.save(connection.id, promote(watermark, cycle));
        await store.imports.save(finished);
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
      const address = connection && addressOf(connection);
      if (
        connection?.state !== 'connected' ||
        address === undefined ||
        (connection.pausedUntil ?? 0) > this.clock.now()
      )
        return undefined;
      const { settings } = await store.settings.find(connectionId);
      const switchedOnAt = connection.paymentsSwitchedOnAt;
      if (!settings.options.syncPayments || switchedOnAt === undefined) return undefined;
      const chosenOn = settings.payments.importSince;
      const watermark = await store.watermarks.find(connectionId);
      return {
        connection,
        address,
        since: { switchedOnAt, ...(chosenOn !== undefined && { chosenOn }) },
        lowerBound: watermark?.lowerBound ?? switchedOnAt,
      };
    });
  }
}

/** Left out at first; then a person chose a day, and it is not before it. */
function countsAfterAll(tranche: Tranche, { chosenOn }: PaymentsSince): boolean {
  return tranche.state === 'left_out' && chosenOn !== undefined && tranche.paidOn >= chosenOn;
}

/** What the source will have been told about an expense once everything decided so far has reached it. */
function toldBy(link: Link): CalendarDay | undefined {
  return link.settlement === undefined ? link.toldPaidOn : (link.settlement.paidOn ?? undefined);
}

function withRecordedAt(snapshot: LedgerSnapshot, recordedAt: ReadonlyMap<string, Instant>): LedgerSnapshot {
  return {
    ...snapshot,
    payments: snapshot.payments.map((payment) => {
      const at = recordedAt.get(payment.id);
      return at === undefined ? payment : { ...payment, recordedAt: at };
    }),
  };
}

function unread(): Problem {
  return problem('unavailable', 'ledger', 'Xero refused to list its changes.');
}
