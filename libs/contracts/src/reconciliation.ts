import type { DocumentKindName } from './documents.js';
import type { MoneyView, PageView } from './money.js';
import type { ProblemView } from './problems.js';

/** How what is copied can drift from what Xero shows; docs/reliability.md explains each. */
export const driftKindNames = [
  'twin',
  'orphan',
  'missing',
  'voided',
  'total',
  'tax',
  'currency',
  'contact',
  'dates',
  'number',
  'accounts',
  'settled',
] as const;
export type DriftKindName = (typeof driftKindNames)[number];

/** One way in which one document of Xero differs from what was copied. */
export interface DriftView {
  readonly kind: DriftKindName;
  readonly ledgerId: string;
  readonly documentKind: DocumentKindName;
  readonly sourceId?: string;
  readonly number?: string;
  /** What we know, in words. */
  readonly expected: string;
  /** What Xero shows, in words. */
  readonly shown: string;
  /** Since when it has been found. */
  readonly foundAt: string;
  readonly title: string;
  readonly whatToDo: string;
}

export interface DriftCheckView {
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Documents of ours in Xero, and links that were held against them. */
  readonly documents: number;
  readonly links: number;
  /** Forgotten copies that were linked again. */
  readonly adopted: number;
  /** Kind → how many. */
  readonly found: Readonly<Record<string, number>>;
  /** Why it could not be ended. */
  readonly problem?: ProblemView;
}

/** GET /api/v1/connections/:id/reconciliation; POST begins a check and answers 202 at once. */
export interface ReconciliationView {
  readonly lastCheck?: DriftCheckView;
  readonly drifts: PageView<DriftView>;
}

/** `edited`: changed in Productive since it was copied; `gone`: deleted there since; the others as in drifts. */
export const differenceKindNames = [...driftKindNames, 'edited', 'gone'] as const;
export type DifferenceKindName = (typeof differenceKindNames)[number];

export interface DifferenceView {
  readonly kind: DifferenceKindName;
  /** What was copied, in words. */
  readonly expected: string;
  /** What stands there now, in words. */
  readonly shown: string;
  readonly title: string;
  readonly whatToDo: string;
}

/** A linked document as Productive has it. */
export interface SourceSideView {
  readonly number?: string;
  readonly contactName?: string;
  readonly issuedOn: string;
  readonly dueOn?: string;
  readonly tax: MoneyView;
  readonly total: MoneyView;
  /** As in DocumentView.progress. */
  readonly status: string;
  /** Expenses: only while their payment section is shown. */
  readonly paid?: MoneyView;
  readonly due?: MoneyView;
  readonly url: string;
}

/** The same as Xero showed it. */
export interface LedgerSideView {
  readonly number?: string;
  readonly contactName?: string;
  readonly issuedOn?: string;
  readonly dueOn?: string;
  readonly tax?: MoneyView;
  readonly total: MoneyView;
  /** As in CopyView.status. */
  readonly status: string;
  readonly paid: MoneyView;
  /** Credit notes, prepayments and overpayments allocated to it. */
  readonly credited: MoneyView;
  readonly due: MoneyView;
  /** When Xero showed it so. */
  readonly seenAt: string;
  readonly url: string;
}

export interface ReconciliationRowView {
  readonly kind: DocumentKindName;
  readonly sourceId: string;
  readonly ledgerId: string;
  /** A credit note: its amounts are negative in Productive and positive in Xero. */
  readonly isCredit: boolean;
  /** Absent: Productive does not show it any more. */
  readonly source?: SourceSideView;
  /** Absent: the last comparison did not find it in Xero. */
  readonly ledger?: LedgerSideView;
  readonly differences: readonly DifferenceView[];
}

export const reconciliationSortNames = ['linked_at', 'issued_on', 'number', 'company', 'total', 'due'] as const;

/**
 * GET /api/v1/connections/:id/reconciliation/documents → PageView<ReconciliationRowView>, and …/reconciliation.csv with the
 * same filters. `difference`: one of the kinds, or `any`.
 */
export interface ReconciliationListQuery {
  readonly kind?: DocumentKindName;
  readonly difference?: DifferenceKindName | 'any';
  readonly text?: string;
  readonly sort?: (typeof reconciliationSortNames)[number];
  readonly descending?: string;
  readonly offset?: string;
  readonly limit?: string;
}
