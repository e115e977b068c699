import type { Instant, LedgerForm, LedgerSnapshot } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';

/** A row that the adapter could not understand: shown to a person, while the rest goes on. */
export interface UnreadableRow {
  readonly ledgerId: string;
  readonly reason: string;
  readonly changedAt?: Instant;
}

export interface DocumentChanges {
  readonly snapshots: readonly LedgerSnapshot[];
  readonly unreadable: readonly UnreadableRow[];
  readonly isLast: boolean;
  /** The ledger's own clock when it answered. */
  readonly answeredAt: Instant;
}

export interface PaymentChanges {
  /** Payment id → when it was entered into the books or changed last, for live ones. */
  readonly recordedAt: ReadonlyMap<string, Instant>;
  readonly deletedIds: readonly string[];
  readonly isLast: boolean;
}

/**
 * The ledger's change feed, 1,000 rows a page, pages from 1. For one `since`, a row that changes while pages are turned may
 * come twice and is never passed over. Within a page, oldest change first; across pages there is no order.
 */
export abstract class LedgerChanges {
  abstract documents(address: LedgerAddress, since: Instant, page: number): Promise<DocumentChanges>;
  abstract payments(address: LedgerAddress, since: Instant, page: number): Promise<PaymentChanges>;
  /** One document by its id or its number, whoever made it; undefined when there is none. */
  abstract find(address: LedgerAddress, form: LedgerForm, idOrNumber: string): Promise<LedgerSnapshot | undefined>;
}
