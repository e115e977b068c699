import type { MoneyView } from './money.js';
import type { ProblemView } from './problems.js';

export const documentKinds = ['invoice', 'expense', 'purchase_order'] as const;
export type DocumentKindName = (typeof documentKinds)[number];

/** `changed`: copied, and since then edited in Productive or in Xero. */
export const copyStatusNames = [
  'not_copied',
  'queued',
  'copied',
  'changed',
  'attention',
  'skipped',
  'elsewhere',
] as const;
export type CopyStatusName = (typeof copyStatusNames)[number];

export interface CopyView {
  readonly ledgerId: string;
  /** Opens the copy in Xero. */
  readonly url: string;
  readonly number?: string;
  /** draft, submitted, approved, paid, voided, deleted or unknown. */
  readonly status: string;
  readonly paid: MoneyView;
  readonly credited: MoneyView;
  readonly due: MoneyView;
  readonly settledOn?: string;
  /** Why it cannot be updated, as far as is known without asking Xero; empty: it may be tried. */
  readonly notUpdatable: readonly ProblemView[];
}

export interface DayChange {
  readonly copied: string;
  readonly now: string;
}

export interface AmountChange {
  readonly copied: MoneyView;
  readonly now: MoneyView;
}

export interface DocumentView {
  readonly kind: DocumentKindName;
  readonly sourceId: string;
  readonly subsidiaryId: string;
  readonly number?: string;
  readonly title: string;
  readonly companyId?: string;
  readonly companyName?: string;
  readonly issuedOn: string;
  readonly dueOn?: string;
  /** Only while the payment section of expenses is shown, and for invoices. */
  readonly paidOn?: string;
  readonly net: MoneyView;
  readonly total: MoneyView;
  /** draft, finalised, sent (invoices); awaiting, approved, rejected (expenses); draft, finalised (purchase orders). */
  readonly progress: string;
  readonly isCreditNote: boolean;
  readonly url: string;
  readonly copyStatus: CopyStatusName;
  readonly exportId?: string;
  readonly problems: readonly ProblemView[];
  /** A failure that heals by itself is tried next at. */
  readonly nextAttemptAt?: string;
  readonly copy?: CopyView;
  /** Of one that is `changed`: what is not as it was copied. `ledgerTotal` in Xero, everything else in Productive. */
  readonly changes?: {
    readonly issuedOn?: DayChange;
    readonly dueOn?: DayChange;
    readonly total?: AmountChange;
    readonly ledgerTotal?: AmountChange;
  };
}

/**
 * GET /api/v1/documents → PageView<DocumentView>. Query: kind (required), copyStatus and progress (comma lists),
 * sourceId (that one only), subsidiaryId, text, issuedFrom, issuedTo, sort (issued_on | number | company | total |
 * changed_at), descending (true | false), offset, limit (at most 200).
 */
export interface DocumentsQuery {
  readonly kind: DocumentKindName;
  readonly copyStatus?: string;
  readonly progress?: string;
  readonly sourceId?: string;
  readonly subsidiaryId?: string;
  readonly text?: string;
  readonly issuedFrom?: string;
  readonly issuedTo?: string;
  readonly sort?: string;
  readonly descending?: string;
  readonly offset?: string;
  readonly limit?: string;
}
