import { addDays, dayInUtc, type Instant, type LedgerPayment, type PaymentsSince } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { LedgerChanges } from './ledger-changes.js';

/**
 * When payments were entered into the books, or changed last: those from before the sync was switched on do not count. The ledger's
 * documents do not say it, its list of payments does. It is read only for payments that a pass has to decide about, from the
 * pass's own lower bound first, and as far back as the switch only for one that may have been entered on either side of it.
 */
export class PaymentAges {
  #entered: ReadonlyMap<string, Instant> | undefined;

  constructor(
    private readonly ledger: LedgerChanges,
    private readonly address: LedgerAddress,
    private readonly lowerBound: Instant,
    private readonly since: PaymentsSince,
  ) {}

  /**
   * By payment id, for payments on a page that was read a moment ago. One that is absent is older than the lower bound, and
   * its date says on which side of the switch it lies.
   */
  async of(payments: readonly LedgerPayment[]): Promise<ReadonlyMap<string, Instant>> {
    const { chosenOn, switchedOnAt } = this.since;
    if (payments.length === 0 || chosenOn !== undefined) return new Map();
    // Only around the day of the switch does a payment's own date leave it open; east of London that day is the next one.
    const day = dayInUtc(switchedOnAt);
    const isOpen = ({ paidOn }: LedgerPayment) => paidOn >= day && paidOn <= addDays(day, 1);
    const doubtful = (known: ReadonlyMap<string, Instant>) =>
      payments.filter((payment) => !known.has(payment.id) && isOpen(payment));
    let entered = this.#entered ?? (await this.#read(this.lowerBound));
    // What was read before the page may lack what was entered since: only a list that is younger than the page proves that.
    if (this.#entered !== undefined && doubtful(entered).length > 0) entered = await this.#read(this.lowerBound);
    if (this.lowerBound > switchedOnAt && doubtful(entered).length > 0) entered = await this.#read(switchedOnAt);
    this.#entered = entered;
    return new Map([...entered, ...doubtful(entered).map(({ id }) => [id, switchedOnAt - 1] as const)]);
  }

  async #read(since: Instant): Promise<ReadonlyMap<string, Instant>> {
    const all = new Map<string, Instant>();
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const answer = await this.ledger.payments(this.address, since, page);
      // Deleted since its page was read: it counts, and the next pass takes it back.
      for (const id of answer.deletedIds) all.set(id, Number.POSITIVE_INFINITY);
      for (const [id, at] of answer.recordedAt) all.set(id, at);
      isLast = answer.isLast;
    }
    return all;
  }
}
