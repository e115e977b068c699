import type { Instant, Problem } from '@bridge/domain';

/** Something seen that a person must know and that belongs to no export and no tranche: an unreadable row, a drift. */
export interface Finding {
  /** Stable for the thing found, so that finding it again does not repeat it: `unreadable:<ledger id>`. */
  readonly key: string;
  readonly connectionId: string;
  readonly problem: Problem;
  readonly foundAt: Instant;
  readonly resolvedAt?: Instant;
}

export abstract class Findings {
  /** Adds it, or refreshes the one with the same key. */
  abstract report(finding: Finding): Promise<void>;
  abstract resolve(connectionId: string, key: string, at: Instant): Promise<void>;
  abstract open(connectionId: string): Promise<readonly Finding[]>;
}
