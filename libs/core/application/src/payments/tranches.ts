import type { Instant, KnownTranche, Problem } from '@bridge/domain';

/** One part-payment on its way from the ledger to the source. */
export interface Tranche extends KnownTranche {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly ledgerId: string;
  readonly sourceInvoiceId: string;
  /** The payment in the source, once recorded. */
  readonly sourcePaymentId?: string;
  /** When the source was first asked to record it; set while the answer may be lost. */
  readonly firstSentAt?: Instant;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly problems: readonly Problem[];
  readonly seenAt: Instant;
  /** When its state changed. Of one on its way out: when it was missed, however long the source takes to let it go. */
  readonly changedAt: Instant;
}

export abstract class Tranches {
  /** Adds or replaces by payment id. Throws a RangeError when the payment belongs to another document. */
  abstract save(tranche: Tranche): Promise<void>;
  abstract of(ledgerIds: readonly string[]): Promise<readonly Tranche[]>;
  /** Planned, recording, to_remove or removing, and due: removals first, then oldest payment first. */
  abstract due(connectionId: string, now: Instant, limit: number): Promise<readonly Tranche[]>;
  /** Those that wait for a person's word, by payment id. */
  abstract inDoubt(connectionId: string): Promise<readonly Tranche[]>;
  /** Those that cannot be entered and say why, by payment id. */
  abstract held(connectionId: string, limit: number): Promise<readonly Tranche[]>;
  /** Those that stood in the source and were missed in the ledger after that moment: out of it or on their way, by payment id. */
  abstract takenOutSince(connectionId: string, since: Instant): Promise<readonly Tranche[]>;
  /** How many linked documents have a tranche that stands in the source: recorded or in doubt. */
  abstract paidDocuments(connectionId: string): Promise<number>;
}
