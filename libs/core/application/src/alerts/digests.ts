import type { Instant, Problem } from '@bridge/domain';
import type { Letter } from './mail.js';

/** One letter about what failed. It is stored before it is sent and marked after: lost never, sent twice at worst. */
export interface Digest {
  readonly id: string;
  readonly createdAt: Instant;
  readonly mail: Letter;
  readonly sentAt?: Instant;
  readonly sentTo?: readonly string[];
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  /** Why it could not be sent last time. */
  readonly problem?: Problem;
}

export abstract class Digests {
  /** Adds it, or replaces the one with the same id. */
  abstract save(digest: Digest): Promise<void>;
  abstract latest(): Promise<Digest | undefined>;
  /** Not sent yet, oldest first. */
  abstract waiting(): Promise<readonly Digest[]>;
  /** Drops what waits: nobody wants to be written to any more. */
  abstract dropWaiting(): Promise<void>;
  /** Keys of failures that stand in a digest, and have not healed since. */
  abstract told(): Promise<ReadonlySet<string>>;
  abstract markTold(keys: readonly string[], at: Instant): Promise<void>;
  /** They healed: should they come again, they are news. */
  abstract forget(keys: readonly string[]): Promise<void>;
}
