import type { Instant, LedgerPicture } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { UnreadableRow } from '../payments/ledger-changes.js';

export interface InventoryPage {
  readonly pictures: readonly LedgerPicture[];
  readonly unreadable: readonly UnreadableRow[];
  readonly isLast: boolean;
}

/** Everything that this app ever created in the books, whatever became of it. */
export abstract class LedgerInventory {
  /**
   * Changed since (0: all of it), 1,000 a page, pages from 1. Pages are cut by id: what changes while they are turned is
   * never passed over.
   */
  abstract ours(address: LedgerAddress, since: Instant, page: number): Promise<InventoryPage>;
}
