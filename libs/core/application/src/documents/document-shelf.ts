import type { CalendarDay, DocumentKind, Instant, Money } from '@bridge/domain';

/** One line of the Invoices or Expenses list: the source's own facts, without any state of ours. */
export interface DocumentRow {
  readonly kind: DocumentKind;
  readonly sourceId: string;
  readonly subsidiaryId: string;
  readonly number?: string;
  readonly title: string;
  readonly companyId?: string;
  readonly companyName?: string;
  readonly issuedOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly paidOn?: CalendarDay;
  readonly net: Money;
  readonly total: Money;
  /** Invoices: `draft`, `finalised`, `sent`. Expenses: `awaiting`, `approved`, `rejected`. Orders: `draft`, `finalised`. */
  readonly progress: 'draft' | 'finalised' | 'sent' | 'awaiting' | 'approved' | 'rejected';
  /** Since when it is finalised or approved, and sent, as far as that was seen to happen. See `eligibility`. */
  readonly eligibleSince?: Instant;
  readonly sentSince?: Instant;
  /** A credit note, or an expense over less than nothing. */
  readonly isCreditNote: boolean;
  /** The source's own export mark. */
  readonly exportedAs?: string;
  readonly url: string;
  readonly changedAt: Instant;
}

export interface WaitingQuery {
  readonly kind: DocumentKind;
  readonly subsidiaryId: string;
  /** The instant that is asked for: of having been sent, or of being finalised or approved. */
  readonly by: 'eligibleSince' | 'sentSince';
  readonly since: Instant;
}

/** The read model of the source's documents. Lists only: a preview or a copy reads the document itself again. */
export abstract class DocumentShelf {
  abstract put(rows: readonly DocumentRow[]): Promise<void>;
  abstract remove(kind: DocumentKind, sourceIds: readonly string[]): Promise<void>;
  /** How far the shelf has been filled, per kind; absent: never. */
  abstract filledThrough(kind: DocumentKind): Promise<Instant | undefined>;
  abstract markFilled(kind: DocumentKind, through: Instant): Promise<void>;
  /** Documents that nothing was ever copied of, in the given progress since then; those that came so far last come first. */
  abstract waiting(query: WaitingQuery, limit: number): Promise<readonly DocumentRow[]>;
  abstract find(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly DocumentRow[]>;
}
