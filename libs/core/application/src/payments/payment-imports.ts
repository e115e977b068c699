import type { Instant, Problem } from '@bridge/domain';

/** One pass over the ledger's changes. */
export interface PaymentImport {
  readonly id: string;
  readonly connectionId: string;
  readonly trigger: 'schedule' | 'webhook' | 'person';
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  readonly documentsSeen: number;
  readonly tranchesPlanned: number;
  readonly removalsPlanned: number;
  readonly settlementsPlanned: number;
  readonly problem?: Problem;
}

export abstract class PaymentImports {
  /** Adds or replaces by id. */
  abstract save(run: PaymentImport): Promise<void>;
  abstract latest(connectionId: string): Promise<PaymentImport | undefined>;
}
