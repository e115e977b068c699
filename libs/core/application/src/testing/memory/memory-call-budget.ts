import type { CallBudget } from '../../connections/call-budget.js';
import type { LedgerAddress } from '../../connections/connection.js';

/** Grants every call and counts them. */
export class MemoryCallBudget implements CallBudget {
  readonly #taken = new Map<string, number>();
  #inFlight = 0;

  async take(address: LedgerAddress): Promise<void> {
    this.#taken.set(address.organisationId, this.taken(address.organisationId) + 1);
    this.#inFlight += 1;
  }

  async done(): Promise<void> {
    this.#inFlight -= 1;
  }

  taken(organisationId: string): number {
    return this.#taken.get(organisationId) ?? 0;
  }

  /** Calls taken and not given back: zero when nothing runs. */
  get inFlight(): number {
    return this.#inFlight;
  }
}
