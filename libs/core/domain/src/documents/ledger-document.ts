import type { CurrencyCode } from '../money/currency.js';
import type { DecimalText } from '../money/decimal.js';
import type { Money } from '../money/money.js';
import type { Totals } from '../money/rounding.js';
import type { InitialStatus } from '../settings/settings.js';
import type { CalendarDay } from '../time/calendar-day.js';
import type { WereBooksOpen } from './closed-period.js';
import type { Party, SourceAttachment } from './source-document.js';

export interface LedgerTracking {
  readonly categoryId: string;
  readonly optionId: string;
}

export interface LedgerLine {
  readonly description: string;
  readonly quantity: DecimalText;
  /** Major units, at most four decimals: more would be rounded by the ledger. */
  readonly unitAmount: DecimalText;
  readonly discountPercent?: DecimalText;
  readonly accountCode: string;
  readonly taxType: string;
  /** One for each tracking category that has an option for this line. */
  readonly tracking?: readonly LedgerTracking[];
  /** What the ledger will make of the figures above; never sent, compared with the receipt. */
  readonly net: Money;
  readonly tax: Money;
}

interface LedgerDocumentBase {
  readonly sourceId: string;
  /**
   * Our durable marker, which finds our own writes again: the absolute link back to the source document. Purchase orders
   * and credit notes have no field for a link, and carry a reference in words or a number.
   */
  readonly marker: string;
  readonly party: Party;
  /** The contact a person chose; absent: the remembered one, a match, or a new one. */
  readonly contactId?: string;
  readonly issuedOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  /** Set where a closed period gave it other days or another status than the source and the settings would. */
  readonly wereBooksOpen?: WereBooksOpen;
  readonly currency: CurrencyCode;
  readonly status: InitialStatus;
  readonly lines: readonly LedgerLine[];
  readonly totals: Totals;
  readonly attachments: readonly SourceAttachment[];
  /** History notes, invisible to the customer. */
  readonly notes: readonly string[];
  /** Set on a credit note, whose figures are positive all the same. `ofSourceId`: the invoice that it credits. */
  readonly credit?: { readonly ofSourceId?: string };
}

export interface SalesInvoice extends LedgerDocumentBase {
  readonly kind: 'invoice';
  /** Absent: the ledger numbers it. */
  readonly number?: string;
  readonly reference?: string;
  readonly brandingThemeId?: string;
}

export interface Bill extends LedgerDocumentBase {
  readonly kind: 'expense';
  /** The supplier's number; not unique in the ledger. */
  readonly number: string;
}

export interface PurchaseOrder extends LedgerDocumentBase {
  readonly kind: 'purchase_order';
  /** Unique in the ledger. Absent: the ledger numbers it. */
  readonly number?: string;
  readonly deliverOn?: CalendarDay;
}

/** What is sent to the ledger: into the books a sales invoice, a bill or a credit note for one, beside them a purchase order. */
export type LedgerDocument = SalesInvoice | Bill | PurchaseOrder;
