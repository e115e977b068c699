import type { JsonObject } from '../world/json.js';

export interface NewLine {
  readonly description?: string;
  /** A decimal; "1.0" unless told. */
  readonly quantity?: string;
  /** Minor units of the invoice's currency. */
  readonly unitPrice: number;
  readonly taxRateId: string;
  readonly serviceTypeId?: string;
  readonly serviceId?: string;
  readonly expenseId?: string;
  readonly discount?: string;
  /** 1 hour, 2 piece, 3 day. */
  readonly unitId?: number;
}

export interface NewInvoice {
  readonly companyId: string;
  readonly subsidiaryId?: string;
  readonly currency?: string;
  readonly invoicedOn?: string;
  readonly payOn?: string | null;
  readonly subject?: string;
  readonly note?: string;
  readonly discount?: string;
  readonly purchaseOrderNumber?: string;
  /** Makes a credit note: for an invoice by its id, or `true` for one without an original. */
  readonly creditFor?: string | true;
  readonly budgetId?: string;
  readonly customFields?: JsonObject;
  readonly lines?: readonly NewLine[];
  /** `true`, or the number to give. */
  readonly finalise?: boolean | string;
  /** `true` for today, or the day. */
  readonly sent?: boolean | string;
  /** One of Productive's own examples. */
  readonly isSample?: boolean;
}

export interface NewPayment {
  readonly amount: number;
  readonly on?: string;
  readonly note?: string;
  readonly isWriteOff?: boolean;
  /** Set as Productive's own importer sets it. */
  readonly externalId?: string;
}

export interface NewExpense {
  readonly name: string;
  readonly serviceId: string;
  readonly amount: number;
  readonly quantity?: string;
  readonly currency?: string;
  readonly date?: string;
  readonly payOn?: string | null;
  readonly vendorId?: string | null;
  readonly taxRateId?: string | null;
  readonly personId?: string;
  readonly reimbursable?: boolean;
  readonly taxInclusion?: boolean;
  readonly billableAmount?: number;
  readonly customFields?: JsonObject;
}
