import type { CalendarDay, Difference, DocumentKind, DriftKind, Instant, LedgerStatus, Money } from '@bridge/domain';
import type { DocumentRow } from '../documents/document-shelf.js';
import type { Page } from './document-list.js';

/**
 * A difference between both sides. `edited`: changed in the source since it was copied; `gone`: deleted there since; the
 * others: in the ledger.
 */
export interface SideDifference extends Omit<Difference, 'kind'> {
  readonly kind: DriftKind | 'edited' | 'gone';
}

/** A document as the source has it, and what the source shows as paid. */
export interface SourceSide extends Pick<
  DocumentRow,
  'number' | 'companyName' | 'issuedOn' | 'dueOn' | 'net' | 'total' | 'progress' | 'url'
> {
  readonly paid: Money;
  readonly due: Money;
}

/** Its copy as the ledger showed it: at the last comparison, or when its payments were read if that was later. */
export interface LedgerSide {
  readonly number?: string;
  readonly contactName?: string;
  readonly issuedOn?: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly tax?: Money;
  readonly total: Money;
  readonly status: LedgerStatus;
  readonly paid: Money;
  readonly credited: Money;
  readonly due: Money;
  readonly seenAt: Instant;
}

export interface ReconciliationRow {
  readonly kind: DocumentKind;
  readonly sourceId: string;
  readonly ledgerId: string;
  readonly ledgerUrl: string;
  readonly linkedAt: Instant;
  /** A credit note: negative in the source, positive in the ledger. */
  readonly isCredit: boolean;
  /** Absent: the source does not show it any more. */
  readonly source?: SourceSide;
  /** Absent: the last comparison did not find it. */
  readonly ledger?: LedgerSide;
  readonly differences: readonly SideDifference[];
}

export const reconciliationSorts = ['linked_at', 'issued_on', 'number', 'company', 'total', 'due'] as const;

export interface ReconciliationFilter {
  readonly connectionId: string;
  readonly kind?: DocumentKind;
  /** `any`: one of them at least. */
  readonly difference?: SideDifference['kind'] | 'any';
  /** Part of either side's number, or of the title or company name, in any case. */
  readonly text?: string;
}

export interface ReconciliationQuery extends ReconciliationFilter {
  /** By what the source has, `total` and `due` by what the ledger has. */
  readonly sort: (typeof reconciliationSorts)[number];
  readonly descending: boolean;
  readonly offset: number;
  /** At most 200. */
  readonly limit: number;
}

/** Both sides of every linked document, from what is kept: no vendor is asked. */
export abstract class ReconciliationList {
  abstract page(tenantId: string, query: ReconciliationQuery): Promise<Page<ReconciliationRow>>;
  /** The next ones in order of their ledger ids, for walking through all of them however many there are. */
  abstract after(
    tenantId: string,
    filter: ReconciliationFilter,
    ledgerId: string | undefined,
    limit: number,
  ): Promise<readonly ReconciliationRow[]>;
}
