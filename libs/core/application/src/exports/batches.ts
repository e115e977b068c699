import type { Instant } from '@bridge/domain';

/**
 * One call to the ledger, frozen: the same bytes under the same key for as long as it is open. A batch is never
 * recomposed under an old key, because the ledger refuses a key that comes with another request.
 */
export interface Batch {
  readonly id: string;
  readonly tenantId: string;
  readonly connectionId: string;
  readonly key: string;
  /** Changes documents that are in the ledger; otherwise creates them. Never both in one call. */
  readonly isUpdate: boolean;
  /** What `LedgerDocuments.compose`, or `composeUpdates`, made. */
  readonly wire: string;
  /** In the order of the wire: outcomes come back by position. */
  readonly exportIds: readonly string[];
  readonly firstSentAt: Instant;
  /** False after the ledger stored an error under the key. */
  readonly isReplayable: boolean;
  readonly nextAttemptAt: Instant;
  readonly closedAt?: Instant;
}

export abstract class Batches {
  abstract add(batch: Batch): Promise<void>;
  /** Open batches of a connection, oldest first: each was sent at least once, and its answer is not known yet. */
  abstract open(connectionId: string): Promise<readonly Batch[]>;
  abstract update(id: string, change: (current: Batch) => Batch): Promise<Batch>;
}
