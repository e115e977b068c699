import type { LedgerAddress } from './connection.js';

/** Who may use up the ledger's calls first. `person` keeps working when the others have spent their share of the day. */
export type CallPurpose = 'person' | 'send' | 'import' | 'check';

/** What the ledger said about its limits in an answer. */
export interface RemainingCalls {
  readonly minute?: number;
  readonly day?: number;
}

/** One budget per organisation for all workers together: 60 calls a minute, 5 at once, 5,000 a day (Xero). */
export abstract class CallBudget {
  /** Reserves a call before it is made, waiting briefly if need be. Faults: `rate_limited` when the wait would be long. */
  abstract take(address: LedgerAddress, purpose: CallPurpose): Promise<void>;
  /** Gives the place back and learns from the answer: what the ledger says beats our own counting. */
  abstract done(address: LedgerAddress, remaining?: RemainingCalls): Promise<void>;
}
