import { dayInUtc, type Instant, type LedgerPayment, type PaymentsSince } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { LedgerChanges } from './ledger-changes.js';

/**
 * When payments were entered into the books: those from before the sync was switched on do not count. The ledger's
 * documents do not say it, its list of payments does. It is read only for payments that a pass has to decide about, from the
 * pass's own lower bound first, and as far back as the switch only for one that may have been entered on either side of it.
 */
export class PaymentAges {
  #recent: ReadonlyMap<string, Instant> | undefined;
  #sinceSwitch: ReadonlyMap<string, Instant> | undefined;

  constructor(
    private readonly ledger: LedgerChanges,
    private readonly address: LedgerAddress,
    private readonly lowerBound: Instant,
    private readonly since: PaymentsSince,
  ) {}

  /** By payment id. One that is absent is older than the lower bound and dated before the day of the switch. */
  async of(payments: readonly LedgerPayment[]): Promise<ReadonlyMap<string, Instant>> {
    const { chosenOn, switchedOnAt } = this.since;
    if (payments.length === 0 || chosenOn !== undefined) return new Map();
    this.#recent ??= await this.#read(this.lowerBound);
    const known = new Map(this.#recent);
    const doubtful = payments.filter(({ id, paidOn }) => !known.has(id) && paidOn >= dayInUtc(switchedOnAt));
    if (doubtful.length === 0) return known;
    this.#sinceSwitch ??= this.lowerBound <= switchedOnAt ? this.#recent : await this.#read(switchedOnAt);
    for (const { id } of doubtful) known.set(id, this.#sinceSwitch.get(id) ?? switchedOnAt - 1);
    return known;
  }

  async #read(since: Instant): Promise<ReadonlyMap<string, Instant>> {
    const all = new Map<string, Instant>();
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const answer = await this.ledger.payments(this.address, since, page);
      for (const [id, at] of answer.recordedAt) all.set(id, at);
      isLast = answer.isLast;
    }
    return all;
  }
}
