import type { CalendarDay, Instant } from '@bridge/domain';
import { decide, type Decision } from '../faults/fault-policy.js';
import { isFault } from '../faults/fault.js';
import { later } from '../exports/announce-copies.js';
import type { Link } from '../exports/links.js';
import { noteRefusals } from '../exports/note-refusals.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { ApplyTranche } from './apply-tranche.js';
import { beginTelling, nextTelling } from './next-telling.js';
import { paidByAnother } from './paid-by-another.js';
import type { SourcePayments } from './source-payments.js';

const LEASE_MS = 120_000;
const AT_ONCE = 100;
/** The quarantine counts from the word that it is about to be told: nearly all of it is left for what is late on its way. */
const LEAVES_WITHIN_MS = 60_000;

/** Tells the source what the ledger says was paid: each tranche of an invoice, and the paid day of expenses. */
export class SettleSource {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly source: SourcePayments,
    private readonly applyTranche: ApplyTranche,
    private readonly leases: Leases,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: string, connectionId: string): Promise<boolean> {
    const lease = await this.leases.take(`settle:${connectionId}`, LEASE_MS);
    if (lease === undefined) return false;
    try {
      const now = this.clock.now();
      const { tranches, links } = await this.unitOfWork.run(tenantId, async (store) => ({
        tranches: await store.tranches.due(connectionId, now, AT_ONCE),
        links: await store.links.due(connectionId, 'settlement', now, AT_ONCE),
      }));
      for (const tranche of tranches) {
        if (!(await this.leases.extend(lease, LEASE_MS))) return false;
        if ((await this.applyTranche.run(tranche, lease)) === 'stop') return false;
      }
      for (const link of links) {
        if (!(await this.leases.extend(lease, LEASE_MS))) return false;
        if (!(await this.#settle(link, lease))) return false;
      }
      return tranches.length === AT_ONCE || links.length === AT_ONCE;
    } finally {
      await this.leases.release(lease);
    }
  }

  async #settle(link: Link, lease: Lease): Promise<boolean> {
    const begun = await this.#begin(link, lease);
    // Stalled since: sent this late, it could arrive after the quarantine, over something newer. It is told after that, if at all.
    if (begun === undefined || this.clock.now() >= begun.leavesBefore) return true;
    const { shown } = begun;
    const { paidOn, attempts } = begun.settlement;
    const decision = await this.#tell(link, shown, attempts);
    await this.unitOfWork.run(
      link.tenantId,
      async (store) => {
        const now = this.clock.now();
        const [current] = await store.links.byLedgerId(link.connectionId, [link.ledgerId]);
        // The ledger may have changed its mind meanwhile: then the newer wish stays to be told.
        if (current?.settlement === undefined) return;
        if (decision !== undefined) {
          await store.links.save({ ...current, settlement: again(current.settlement, decision, now) });
          return noteRefusals(store, link.connectionId, 'settlement', [{ link: current, decision }], now);
        }
        const { settlement, toldPaidOn: _t, ...rest } = current;
        await store.links.save({
          ...rest,
          ...(paidOn !== null && { toldPaidOn: paidOn }),
          ...(settlement.paidOn !== paidOn && { settlement: changedMeanwhile(settlement, now) }),
        });
        await noteRefusals(store, link.connectionId, 'settlement', [{ link: current, decision }], now);
        await store.audit.append({
          at: now,
          by: 'the bridge',
          action: shown === null ? 'expense_payment.removed' : 'expense_payment.recorded',
          subject: { kind: 'expense_payment', id: link.sourceId },
          connectionId: link.connectionId,
          detail: { ledgerId: link.ledgerId, ...(shown !== null && { paidOn: shown }) },
        });
      },
      lease,
    );
    return decision?.kind !== 'pause';
  }

  /** Stores that the source is about to be told. Undefined when somebody has decided otherwise since. */
  #begin(link: Link, lease: Lease): Promise<Begun | undefined> {
    const now = this.clock.now();
    return this.unitOfWork.run(
      link.tenantId,
      async (store) => {
        const [current] = await store.links.byLedgerId(link.connectionId, [link.ledgerId]);
        if (current?.settlement === undefined) return undefined;
        const { settlement: standing } = current;
        if (standing.isInDoubt || standing.nextAttemptAt > now) return undefined;
        const settlement = beginTelling(standing, now);
        await store.links.save({ ...current, settlement });
        const shown = standing.paidOn ?? (await paidByAnother(store, current));
        return { settlement, shown, leavesBefore: now + LEAVES_WITHIN_MS };
      },
      lease,
    );
  }

  async #tell(link: Link, paidOn: CalendarDay | null, attempts: number): Promise<Decision | undefined> {
    try {
      await this.source.settleExpense(link.tenantId, link.sourceId, paidOn);
      return undefined;
    } catch (error) {
      if (!isFault(error)) throw error;
      return decide(error, 'source', this.clock.now(), attempts);
    }
  }
}

type Settlement = NonNullable<Link['settlement']>;

interface Begun {
  readonly settlement: Settlement;
  /** What the expense has to show, whatever becomes of this copy. */
  readonly shown: CalendarDay | null;
  readonly leavesBefore: Instant;
}

/** The wish that came up while the one before was told; a person who is asked about it is still asked. */
function changedMeanwhile({ paidOn, isInDoubt }: Settlement, now: Instant): Settlement {
  return { ...nextTelling(undefined, paidOn, now), ...(isInDoubt && { isInDoubt }) };
}

/** It was not told. What was lost on its way is waited for; anything else was not done, and is done again in time. */
function again(settlement: Settlement, decision: Decision, now: Instant): Settlement {
  if (decision.kind === 'uncertain')
    return { ...settlement, attempts: settlement.attempts + 1, problem: decision.problem };
  const { isInDoubt, paidOn } = settlement;
  return { paidOn, ...later(settlement, decision, now), ...(isInDoubt && { isInDoubt }) };
}
