import type {
  CalendarDay,
  DocumentKind,
  Instant,
  LedgerStatus,
  Money,
  Problem,
  SourceAttachment,
} from '@bridge/domain';

/** Work that the source is still to be told about, with its own retries. */
export interface Pending {
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly problem?: Problem;
}

/** `own`: the files and notes that a document was copied with. `credit`: the allocation of a credit note to its invoice. */
export type ExtraPart = 'own' | 'credit';

/** What still has to follow a document into the ledger. */
export interface Extras extends Pending {
  /** What stands there already. */
  readonly done?: readonly ExtraPart[];
  /** Receipts that were added to it in the source since. */
  readonly late?: readonly SourceAttachment[];
}

/** A source document and its copy in the ledger. */
export interface Link {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly kind: DocumentKind;
  readonly sourceId: string;
  readonly ledgerId: string;
  readonly copy: number;
  /** `exported` by us, `adopted` after a lost answer or a lost table, `marked` by a person. */
  readonly origin: 'exported' | 'adopted' | 'marked';
  readonly marker: string;
  readonly number?: string;
  /** Deep link into the ledger. */
  readonly url: string;
  readonly linkedAt: Instant;
  readonly linkedBy: string;
  /** How the ledger shows it, as of `seenAt`. */
  readonly status: LedgerStatus;
  readonly total: Money;
  readonly paid: Money;
  readonly credited: Money;
  readonly due: Money;
  readonly settledOn?: CalendarDay;
  readonly seenAt: Instant;
  /** Set while the source has not been told about the copy. Expenses: never, Productive takes no export marks on them. */
  readonly announcement?: Pending;
  /** Attachments and notes that still have to follow the document. */
  readonly extras?: Extras;
  /** Expenses: the paid day that the source must show (`null`: unpaid), set while it has not been told. In doubt: a person must confirm it first. */
  readonly settlement?: Pending & { readonly paidOn: CalendarDay | null; readonly isInDoubt?: boolean };
  /** Expenses: what the source was last told. */
  readonly toldPaidOn?: CalendarDay;
  /** Set when the link no longer counts: unlinked by a person, or the connection was moved to another organisation. */
  readonly archivedAt?: Instant;
}

export abstract class Links {
  /** Adds it, or replaces the one with the same ledger id. */
  abstract save(link: Link): Promise<void>;
  /** The same for many, all or none. */
  abstract saveAll(links: readonly Link[]): Promise<void>;
  /** Live links of the given documents, newest copy first. */
  abstract of(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Link[]>;
  /** Which of these documents were ever linked; archived links count. */
  abstract everOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Live links by ledger id. */
  abstract byLedgerId(connectionId: string, ledgerIds: readonly string[]): Promise<readonly Link[]>;
  /** The link that no longer counts and whose place the next one with this ledger id takes. */
  abstract archived(ledgerId: string): Promise<Link | undefined>;
  /** Which of these ledger ids were ever linked here; archived links count. */
  abstract known(connectionId: string, ledgerIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Live links in order of their ledger ids, those after the given one. */
  abstract page(connectionId: string, after: string | undefined, limit: number): Promise<readonly Link[]>;
  /** Links with an announcement, extras or a settlement that is due; one in doubt never is. */
  abstract due(
    connectionId: string,
    what: 'announcement' | 'extras' | 'settlement',
    now: Instant,
    limit: number,
  ): Promise<readonly Link[]>;
  /** Live links whose settlement waits for a person's word, by ledger id. */
  abstract inDoubt(connectionId: string): Promise<readonly Link[]>;
  /** How many live links are of expenses that the source shows as paid because we said so. */
  abstract paidExpenses(connectionId: string): Promise<number>;
  /** Archives every live link of a connection. */
  abstract archiveAll(connectionId: string, at: Instant): Promise<void>;
}
