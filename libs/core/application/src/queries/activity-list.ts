import type { DocumentKind, ExportState, Instant, Money } from '@bridge/domain';
import type { Finding } from '../audit/findings.js';
import type { AuditEntry } from '../audit/audit-trail.js';
import type { Export } from '../exports/export.js';
import type { PaymentImport } from '../payments/payment-imports.js';
import type { Tranche } from '../payments/tranches.js';
import type { Page } from './document-list.js';

export interface ExportQuery {
  readonly connectionId?: string;
  readonly kind?: DocumentKind;
  readonly states?: readonly ExportState[];
  readonly from?: Instant;
  readonly to?: Instant;
  /** Part of the number, company name or problem text. */
  readonly text?: string;
  readonly offset: number;
  readonly limit: number;
}

export interface TrancheQuery {
  readonly connectionId?: string;
  readonly sourceInvoiceId?: string;
  readonly offset: number;
  readonly limit: number;
}

/** `found`: something to enter, to take out or to settle. `failed`: it ended with a problem. */
export const importOutcomes = ['found', 'failed'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

export interface ImportQuery {
  readonly connectionId?: string;
  /** Absent: quiet passes too. */
  readonly outcome?: ImportOutcome;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly offset: number;
  readonly limit: number;
}

export interface Counts {
  readonly exports: Readonly<Record<ExportState, number>>;
  /** Held, or waiting until somebody sends the invoice. */
  readonly tranchesHeld: number;
  readonly findings: number;
}

/** One day of the charts. Days are UTC. */
export interface ActivityDay {
  readonly on: string;
  readonly copied: number;
  readonly refused: number;
  readonly tranches: number;
}

export interface CallUsage {
  readonly connectionId: string;
  readonly usedToday: number;
  readonly dayLimit: number;
  readonly resetsAt?: Instant;
}

export interface ExpensePayment {
  readonly sourceId: string;
  readonly ledgerId: string;
  readonly url: string;
  readonly paid: Money;
  readonly total: Money;
  readonly settledOn?: string;
  readonly seenAt: Instant;
}

/** The log of exports and imports, of one tenant. */
export abstract class ActivityList {
  abstract exports(tenantId: string, query: ExportQuery): Promise<Page<Export>>;
  abstract tranches(tenantId: string, query: TrancheQuery): Promise<Page<Tranche>>;
  abstract imports(tenantId: string, query: ImportQuery): Promise<Page<PaymentImport>>;
  abstract expensePayments(
    tenantId: string,
    query: { readonly connectionId?: string; readonly offset: number; readonly limit: number },
  ): Promise<Page<ExpensePayment>>;
  /** Per connection id. */
  abstract counts(tenantId: string): Promise<Readonly<Record<string, Counts>>>;
}

/** Figures and the audit trail for the screens, of one tenant. */
export abstract class ActivityFigures {
  abstract days(tenantId: string, days: number, now: Instant): Promise<readonly ActivityDay[]>;
  abstract calls(tenantId: string, now: Instant): Promise<readonly CallUsage[]>;
  abstract findings(tenantId: string): Promise<readonly Finding[]>;
  abstract audit(
    tenantId: string,
    query: { readonly text?: string; readonly offset: number; readonly limit: number },
  ): Promise<Page<AuditEntry>>;
}
