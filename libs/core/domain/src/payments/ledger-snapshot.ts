import type { DocumentKind } from '../documents/source-document.js';
import type { Money } from '../money/money.js';
import type { CalendarDay, Instant } from '../time/calendar-day.js';

/** `unknown`: the ledger used a word we do not know; nothing is concluded from it. */
export type LedgerStatus = 'draft' | 'submitted' | 'approved' | 'paid' | 'voided' | 'deleted' | 'unknown';

/** One cash payment of one document, in the document's currency. */
export interface LedgerPayment {
  readonly id: string;
  readonly amount: Money;
  readonly paidOn: CalendarDay;
  /** When it was entered into the books or changed last, where the ledger told us. */
  readonly recordedAt?: Instant;
  /** Its document was not there before the sync was switched on, and so nor was it. */
  readonly isOfNewDocument?: boolean;
}

/** A linked document as the ledger shows it. `payments` is the complete list of live cash payments. */
export interface LedgerSnapshot {
  readonly ledgerId: string;
  readonly kind: DocumentKind;
  readonly number?: string;
  readonly status: LedgerStatus;
  readonly total: Money;
  readonly due: Money;
  readonly paid: Money;
  /** Credit notes, prepayments and overpayments allocated to it: they reduce what is due and are not cash. */
  readonly credited: Money;
  /** The day it was fully paid. */
  readonly settledOn?: CalendarDay;
  readonly payments: readonly LedgerPayment[];
  readonly changedAt: Instant;
  readonly marker?: string;
}
