/** The right to act alone under a name. `token` grows with every new holder; a store refuses writes under an older one. */
export interface Lease {
  readonly name: string;
  readonly token: bigint;
}

/** Mutual exclusion that survives crashes: a queue gives none. Held in the database, not in memory. */
export abstract class Leases {
  /** Undefined when somebody else holds it. The lease ends by itself after `forMs` unless extended. */
  abstract take(name: string, forMs: number): Promise<Lease | undefined>;
  /** False when the lease was lost: the caller must stop at once. */
  abstract extend(lease: Lease, forMs: number): Promise<boolean>;
  abstract release(lease: Lease): Promise<void>;
}
