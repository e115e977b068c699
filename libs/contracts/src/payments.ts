import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import type { MoneyView } from './money.js';
import type { ProblemView } from './problems.js';

/** GET /api/v1/payment-imports/tranches → PageView<TrancheView>, newest first. */
export interface TrancheView {
  /** Xero’s payment id. */
  readonly paymentId: string;
  readonly ledgerId: string;
  readonly connectionId: string;
  readonly sourceInvoiceId: string;
  readonly invoiceNumber?: string;
  readonly companyName?: string;
  readonly amount: MoneyView;
  readonly paidOn: string;
  /** planned, recording, recorded, to_remove, removing, removed, held, left_out, in_doubt, kept */
  readonly state: string;
  readonly problems: readonly ProblemView[];
  readonly seenAt: string;
  readonly changedAt: string;
  /** What was still due after this tranche, by date. */
  readonly balance?: MoneyView;
}

/** GET /api/v1/payment-imports → PageView<ImportView>; POST /api/v1/payment-imports {connectionId} → ImportView */
export interface ImportView {
  readonly id: string;
  readonly connectionId: string;
  readonly trigger: 'schedule' | 'webhook' | 'person';
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly documentsSeen: number;
  readonly tranchesPlanned: number;
  readonly removalsPlanned: number;
  readonly settlementsPlanned: number;
  readonly problem?: ProblemView;
}

export class SyncNowBody {
  @IsString() @MaxLength(80) connectionId!: string;
}

/** POST /api/v1/payment-imports/tranches/retry → { retried: number } */
export class RetryTranchesBody {
  @IsString() @MaxLength(80) ledgerId!: string;
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(200) @IsString({ each: true }) paymentIds!: string[];
}

/** What a person says to the finding `mass_reversal`: Productive follows Xero, or the payments stay in Productive. */
export const reversalDecisions = ['apply', 'dismiss'] as const;

/** POST /api/v1/payment-imports/reversals → { documents: number }; 409 when nothing waits for a decision */
export class DecideReversalsBody {
  @IsString() @MaxLength(80) connectionId!: string;
  @IsIn(reversalDecisions) decision!: (typeof reversalDecisions)[number];
}

/** GET /api/v1/payment-imports/expenses → PageView<ExpensePaymentView> */
export interface ExpensePaymentView {
  readonly sourceId: string;
  readonly ledgerId: string;
  readonly url: string;
  readonly title?: string;
  readonly vendorName?: string;
  readonly paid: MoneyView;
  readonly total: MoneyView;
  readonly settledOn?: string;
  readonly seenAt: string;
}
