import type { LedgerTracking } from '../documents/ledger-document.js';
import type { DecimalText } from '../money/decimal.js';
import type { LedgerPicture } from '../drift/ledger-picture.js';
import type { Money } from '../money/money.js';

/** One line as the ledger shows it, with the id that keeps it the same line when it is changed. */
export interface EditionLine {
  readonly lineId: string;
  readonly description: string;
  /** Major units; absent on a line of text alone. */
  readonly quantity?: DecimalText;
  readonly unitAmount?: DecimalText;
  readonly discountPercent?: DecimalText;
  /** It has a discount as an amount, which nothing that we send takes away: such a line is never kept. */
  readonly hasFixedDiscount?: boolean;
  readonly accountCode?: string;
  readonly taxType?: string;
  readonly tracking?: readonly LedgerTracking[];
  readonly net: Money;
}

/** A document as the ledger shows it at one moment, with all that an update would write over. */
export interface LedgerEdition extends Omit<LedgerPicture, 'lines'> {
  readonly contactName: string;
  /** Sales invoices. Absent: none. */
  readonly reference?: string;
  readonly lines: readonly EditionLine[];
}
