import type { CalendarDay, DocumentKind, LedgerStatus, Money, Problem, SinceCopied } from '@bridge/domain';
import type { DocumentRow } from '../documents/document-shelf.js';

/**
 * How a document stands towards the ledger, as a list shows it. `changed`: copied, and since then edited on one of the
 * sides. `elsewhere`: something else exported it.
 */
export const copyStatuses = ['not_copied', 'queued', 'copied', 'changed', 'attention', 'skipped', 'elsewhere'] as const;
export type CopyStatus = (typeof copyStatuses)[number];

export interface DocumentListRow extends DocumentRow {
  readonly copyStatus: CopyStatus;
  readonly exportId?: string;
  readonly problems: readonly Problem[];
  readonly nextAttemptAt?: number;
  /** Of one that is `changed`: what differs. */
  readonly changes?: SinceCopied;
  readonly copy?: {
    readonly ledgerId: string;
    readonly url: string;
    readonly number?: string;
    readonly status: LedgerStatus;
    readonly paid: Money;
    readonly credited: Money;
    readonly due: Money;
    readonly settledOn?: CalendarDay;
  };
}

export const documentSorts = ['issued_on', 'number', 'company', 'total', 'changed_at'] as const;

export interface DocumentQuery {
  readonly kind: DocumentKind;
  readonly sourceIds?: readonly string[];
  readonly subsidiaryIds?: readonly string[];
  readonly copyStatuses?: readonly CopyStatus[];
  readonly progress?: readonly DocumentRow['progress'][];
  /** Part of the number, title or company name, in any case. */
  readonly text?: string;
  readonly issuedFrom?: CalendarDay;
  readonly issuedTo?: CalendarDay;
  readonly sort: (typeof documentSorts)[number];
  readonly descending: boolean;
  readonly offset: number;
  /** At most 200. */
  readonly limit: number;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** The Invoices and Expenses lists: the read model joined with exports and links, of one tenant. */
export abstract class DocumentList {
  abstract page(tenantId: string, query: DocumentQuery): Promise<Page<DocumentListRow>>;
  /** Ids of all that match, at most `cap`. */
  abstract matching(tenantId: string, query: DocumentQuery, cap: number): Promise<readonly string[]>;
}
