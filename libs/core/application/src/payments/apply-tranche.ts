import { problem, QUARANTINE_MS, trancheToken, type Problem } from '@bridge/domain';
import { decide, outagePause } from '../faults/fault-policy.js';
import { isFault, type Fault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease } from '../runtime/leases.js';
import type { Store, UnitOfWork } from '../runtime/unit-of-work.js';
import { changeTranche } from './change-tranche.js';
import type { SourcePayment, SourcePayments } from './source-payments.js';
import type { Tranche } from './tranches.js';

/** An unsent invoice may be sent any time, and the next refresh of the documents says so. Should it be missed, it is tried again. */
const NOT_SENT_PAUSE_MS = 30 * 60_000;
const LONGEST_NOT_SENT_PAUSE_MS = 16 * NOT_SENT_PAUSE_MS;
const LOOK_AGAIN_MS = 60_000;
/** Gone from the ledger and not yet from the source. */
const STILL_THERE = new Set<Tranche['state']>(['to_remove', 'removing', 'in_doubt']);

type Outcome = 'next' | 'stop';
type Change = Partial<Omit<Tranche, 'paymentId' | 'state'>>;

/**
 * Enters one tranche in the source, or takes it out. The source has no idempotency key, so the state is stored before
 * it is asked, and after a lost answer the payment's token is looked for before anything is entered again. The import may
 * take a tranche back at any moment: every step begins from the row as it is now, and gives way to a newer wish.
 */
export class ApplyTranche {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly source: SourcePayments,
    private readonly clock: Clock,
  ) {}

  async run(tranche: Tranche, lease: Lease): Promise<Outcome> {
    try {
      if (tranche.state === 'planned') return await this.#record(tranche, lease, false);
      if (tranche.state === 'recording') return await this.#findLost(tranche, lease);
      return await this.#remove(tranche, lease);
    } catch (error) {
      if (!isFault(error)) throw error;
      return this.#postpone(tranche, error, lease);
    }
  }

  async #record(planned: Tranche, lease: Lease, isMarkedSent: boolean): Promise<Outcome> {
    const tranche = await this.#begin(planned, lease);
    if (tranche === undefined) return 'next';
    // Stalled since: another worker may have looked for it and entered it. It stays in `recording`, to be looked for.
    if (this.clock.now() >= tranche.nextAttemptAt) return 'next';
    try {
      const sourcePaymentId = await this.source.record(tranche.tenantId, {
        invoiceId: tranche.sourceInvoiceId,
        amount: tranche.amount,
        paidOn: tranche.paidOn,
        note: noteOf(tranche),
      });
      await this.#change(tranche, 'recorded', lease, { sourcePaymentId, problems: [] });
      return 'next';
    } catch (error) {
      if (!isFault(error)) throw error;
      return this.#afterFault(tranche, error, lease, isMarkedSent);
    }
  }

  /**
   * Stores that the source is about to be asked. Not when the copy was unlinked since, be it that it was made the copy of
   * another invoice, and not while another payment of the invoice has to go first: together they may be too much.
   */
  #begin(planned: Tranche, lease: Lease): Promise<Tranche | undefined> {
    const now = this.clock.now();
    return this.#ifUnchanged(planned, lease, async (store, current) => {
      const [link] = await store.links.byLedgerId(planned.connectionId, [planned.ledgerId]);
      if (link?.sourceId !== planned.sourceInvoiceId) {
        await changeTranche(store, current, 'held', now, { problems: [unlinked()] });
        return undefined;
      }
      const siblings = await store.tranches.of([planned.ledgerId]);
      if (siblings.some(({ state }) => STILL_THERE.has(state))) {
        await store.tranches.save({ ...current, nextAttemptAt: now + LOOK_AGAIN_MS });
        return undefined;
      }
      return changeTranche(store, current, 'recording', now, {
        firstSentAt: now,
        nextAttemptAt: now + LOOK_AGAIN_MS,
      });
    });
  }

  async #afterFault(tranche: Tranche, fault: Fault, lease: Lease, isMarkedSent: boolean): Promise<Outcome> {
    const now = this.clock.now();
    const decision = decide(fault, 'source', now, tranche.attempts);
    switch (decision.kind) {
      case 'uncertain':
        // Left in `recording`: only a look-up may lead out of it.
        await this.#save(tranche, lease, { problems: [decision.problem], nextAttemptAt: now + LOOK_AGAIN_MS });
        return 'next';
      case 'pause':
        await this.#change(tranche, 'planned', lease, {
          attempts: tranche.attempts + 1,
          nextAttemptAt: decision.until,
          problems: [decision.problem],
        });
        return 'stop';
      case 'lost':
      case 'missing':
        await this.#change(tranche, 'held', lease, { problems: [decision.problem] });
        return 'next';
      case 'give_up':
        return this.#refused(tranche, decision.problems, lease, isMarkedSent);
      default:
        return decision satisfies never;
    }
  }

  async #refused(
    tranche: Tranche,
    problems: readonly Problem[],
    lease: Lease,
    isMarkedSent: boolean,
  ): Promise<Outcome> {
    if (!problems.some((found) => found.code === 'invoice_not_sent')) {
      await this.#change(tranche, 'held', lease, { problems });
      return 'next';
    }
    const marks = await this.unitOfWork.run(
      tranche.tenantId,
      async (store) => (await store.settings.find(tranche.connectionId)).settings.payments.markUnsentInvoicesSent,
    );
    const planned = await this.#change(tranche, 'planned', lease, {
      attempts: tranche.attempts + 1,
      // Soon when it is about to be marked: should this process end before, another one marks it.
      nextAttemptAt: this.clock.now() + (marks && !isMarkedSent ? LOOK_AGAIN_MS : notSentPause(tranche.attempts)),
      problems,
    });
    if (planned === undefined || !marks || isMarkedSent) return 'next';
    await this.source.markSent(tranche.tenantId, tranche.sourceInvoiceId, tranche.paidOn);
    return this.#record(planned, lease, true);
  }

  async #findLost(tranche: Tranche, lease: Lease): Promise<Outcome> {
    const now = this.clock.now();
    const [found] = await this.#find(tranche);
    if (found) await this.#change(tranche, 'recorded', lease, { sourcePaymentId: found.id, problems: [] });
    else if (this.#mayStillArrive(tranche))
      await this.#save(tranche, lease, {
        nextAttemptAt: now + LOOK_AGAIN_MS,
        problems: [
          problem('answer_lost', 'source', 'Productive’s answer was lost; looking whether the payment is there.'),
        ],
      });
    else
      await this.#change(tranche, 'planned', lease, {
        attempts: tranche.attempts + 1,
        nextAttemptAt: now,
        problems: [],
      });
    return 'next';
  }

  async #remove(tranche: Tranche, lease: Lease): Promise<Outcome> {
    const found =
      tranche.sourcePaymentId !== undefined
        ? [tranche.sourcePaymentId]
        : (await this.#find(tranche)).map((payment) => payment.id);
    if (found.length === 0 && this.#mayStillArrive(tranche)) {
      await this.#save(tranche, lease, { nextAttemptAt: this.clock.now() + LOOK_AGAIN_MS });
      return 'next';
    }
    const removing = tranche.state === 'removing' ? tranche : await this.#change(tranche, 'removing', lease, {});
    if (removing === undefined) return 'next';
    for (const id of found) await this.source.remove(tranche.tenantId, id);
    await this.#change(removing, 'removed', lease, { problems: [] });
    return 'next';
  }

  /** A look-up, a removal or a mark failed. All three may simply be done again. */
  async #postpone(tranche: Tranche, fault: Fault, lease: Lease): Promise<Outcome> {
    const now = this.clock.now();
    const decision = decide(fault, 'source', now, tranche.attempts);
    const problems = decision.kind === 'give_up' ? decision.problems : [decision.problem];
    const nextAttemptAt = decision.kind === 'pause' ? decision.until : now + outagePause(tranche.attempts, now);
    await this.unitOfWork.run(
      tranche.tenantId,
      async (store) => {
        const current = await asItIsNow(store, tranche);
        if (current === undefined) return;
        const attempts = current.attempts + 1;
        await store.tranches.save({ ...current, attempts, nextAttemptAt, problems });
      },
      lease,
    );
    return decision.kind === 'pause' ? 'stop' : 'next';
  }

  async #find(tranche: Tranche): Promise<readonly SourcePayment[]> {
    const token = trancheToken(tranche.paymentId);
    return (await this.source.of(tranche.tenantId, tranche.sourceInvoiceId)).filter((payment) =>
      payment.note?.includes(token),
    );
  }

  #mayStillArrive(tranche: Tranche): boolean {
    return tranche.firstSentAt !== undefined && this.clock.now() - tranche.firstSentAt < QUARANTINE_MS;
  }

  #change(tranche: Tranche, to: Tranche['state'], lease: Lease, change: Change): Promise<Tranche | undefined> {
    return this.#ifUnchanged(tranche, lease, (store, current) =>
      changeTranche(store, current, to, this.clock.now(), change),
    );
  }

  async #save(tranche: Tranche, lease: Lease, change: Change): Promise<void> {
    await this.#ifUnchanged(tranche, lease, (store, current) => store.tranches.save({ ...current, ...change }));
  }

  /** Undefined, and nothing written, when somebody has decided otherwise about the tranche since it was read. */
  #ifUnchanged<T>(
    tranche: Tranche,
    lease: Lease,
    work: (store: Store, current: Tranche) => Promise<T>,
  ): Promise<T | undefined> {
    return this.unitOfWork.run(
      tranche.tenantId,
      async (store) => {
        const current = await asItIsNow(store, tranche);
        return current?.state === tranche.state ? work(store, current) : undefined;
      },
      lease,
    );
  }
}

async function asItIsNow(store: Store, tranche: Tranche): Promise<Tranche | undefined> {
  const tranches = await store.tranches.of([tranche.ledgerId]);
  return tranches.find((candidate) => candidate.paymentId === tranche.paymentId);
}

/** Half an hour, then twice as long each time, 8 hours at the most: each try costs two of the source's calls. */
function notSentPause(attempts: number): number {
  return Math.min(LONGEST_NOT_SENT_PAUSE_MS, NOT_SENT_PAUSE_MS * 2 ** Math.min(attempts, 10));
}

function unlinked(): Problem {
  return problem('payment_refused', 'link', 'The copy was unlinked before this payment was entered.');
}

function noteOf(tranche: Tranche): string {
  return `Paid in Xero ${trancheToken(tranche.paymentId)}`;
}
