/** What nobody has told us for certain about the ledger, and what differs between days. A bridge must be safe either way. */
export interface LedgerHabits {
  /** Rows on a page of a change feed: 1,000 in the real ledger. */
  readonly pageSize: number;
  /** How far the ledger's clock is ahead of ours, in milliseconds; negative: behind. */
  readonly skewMs: number;
  /**
   * Whether a server error is kept under the idempotency key and repeated. Otherwise the key tells what happened: a write
   * that was applied answers, and one that was not runs anew. A key that forgets an applied write would be no key.
   */
  readonly keepsServerErrors: boolean;
  /**
   * Whether a write that is still under way holds its idempotency key: a repeat then waits for it. Otherwise the repeat may
   * overtake it, and the first finds the key used when it arrives.
   */
  readonly lateWritesHoldKey: boolean;
  /** Whether deleted payments stand in the list of payments. */
  readonly listsDeletedPayments: boolean;
  /** In which order of creation rows are cut into pages. */
  readonly pages: 'oldest_first' | 'newest_first';
  /** Whether a page begins with the last row of the page before it. */
  readonly repeatsRows: boolean;
}

/** As far as we know, the real ones. */
export const likelyHabits: LedgerHabits = {
  pageSize: 1000,
  skewMs: 0,
  keepsServerErrors: true,
  lateWritesHoldKey: true,
  listsDeletedPayments: true,
  pages: 'oldest_first',
  repeatsRows: false,
};
