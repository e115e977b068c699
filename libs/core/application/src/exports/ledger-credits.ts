import type { CalendarDay, LedgerStatus, Money } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';

/** A credit note as the ledger shows it. */
export interface LedgerCredit {
  readonly status: LedgerStatus;
  /** What is not allocated yet. */
  readonly remaining: Money;
  /** What of it was allocated, by the ledger id of the invoice. */
  readonly allocated: ReadonlyMap<string, Money>;
}

export interface Allocation {
  readonly creditId: string;
  readonly invoiceId: string;
  readonly amount: Money;
  readonly on: CalendarDay;
}

/** Settles invoices with credit notes. */
export abstract class LedgerCredits {
  /** Undefined when the ledger has no such credit note. */
  abstract credit(address: LedgerAddress, creditId: string): Promise<LedgerCredit | undefined>;
  /** How an invoice stands; undefined when the ledger has none such. */
  abstract invoice(
    address: LedgerAddress,
    invoiceId: string,
  ): Promise<{ readonly status: LedgerStatus; readonly due: Money } | undefined>;
  /**
   * Refused by the ledger unless both are approved, of one contact and one currency, and the amount is at most what remains
   * of the one and what is due on the other. Faults: `uncertain` when the answer was lost or the server failed.
   */
  abstract allocate(address: LedgerAddress, allocation: Allocation, key: string): Promise<void>;
}
