import type { DriftKind, Instant, Problem } from '@bridge/domain';

/** How the last check of the books ended. */
export interface DriftCheck {
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Documents of ours in the books, and links that were held against them. */
  readonly documents: number;
  readonly links: number;
  /** Copies that no link knew, linked again. */
  readonly adopted: number;
  readonly found: Readonly<Partial<Record<DriftKind, number>>>;
  /** Why it could not be ended; the findings are then those of the check before. */
  readonly problem?: Problem;
}

/** How far the links of a connection are known to be complete. */
export interface Inventory {
  /** Whatever we had created in the books by then is linked. Never moves back, unless the database was put back. */
  readonly through: Instant;
  /** The link that was added last: if it is not there any more, links were lost. */
  readonly witness?: string;
  /** Payments of documents that changed before this may stand in the source without our knowing: they are looked for first. */
  readonly doubtedThrough: Instant;
  readonly lastCheck?: DriftCheck;
}

export abstract class Inventories {
  abstract find(connectionId: string): Promise<Inventory | undefined>;
  abstract save(connectionId: string, inventory: Inventory): Promise<void>;
}
