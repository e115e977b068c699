import type { DocumentKindName } from './documents.js';
import type { PageView } from './money.js';
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
