import type { CalendarDay, Money } from '@bridge/domain';

export interface SourcePayment {
  readonly id: string;
  readonly amount: Money;
  readonly paidOn?: CalendarDay;
  readonly note?: string;
}

/** Records in the source what the ledger says was paid. Productive has no idempotency key: look before a repeat. */
export abstract class SourcePayments {
  abstract of(tenantId: string, invoiceId: string): Promise<readonly SourcePayment[]>;
  /** Answers the new payment's id. Faults: `refused` (`invoice_not_sent`, `overpaid`, `payment_refused`), `not_found`, `uncertain`, … */
  abstract record(
    tenantId: string,
    payment: {
      readonly invoiceId: string;
      readonly amount: Money;
      readonly paidOn: CalendarDay;
      readonly note: string;
    },
  ): Promise<string>;
  /** Idempotent: a payment that is gone counts as removed. */
  abstract remove(tenantId: string, paymentId: string): Promise<void>;
  /** Idempotent. */
  abstract markSent(tenantId: string, invoiceId: string, sentOn: CalendarDay): Promise<void>;
  /** Idempotent. `null`: not paid. */
  abstract settleExpense(tenantId: string, expenseId: string, paidOn: CalendarDay | null): Promise<void>;
}
