import type { Instant } from '@bridge/domain';
import type { SourceHook } from './source-hooks.js';

/** Productive's plans by what they allow us. */
export type Plan = 'essential' | 'professional' | 'ultimate' | 'unknown';

/** One Productive organisation. Its id is the tenant id everywhere. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  readonly timeZone: string;
  /** Whether everybody in the organisation sees the payment section of expenses, and what it was before we turned it on. */
  readonly expensePayments: {
    readonly isVisible: boolean;
    readonly isForced: boolean;
    readonly wasVisibleBefore: boolean;
  };
  /** The source token that background work uses; encrypted at rest, never logged, never leaves the server. */
  readonly sourceToken?: string;
  /** What the source tells us about by itself; absent while it was not asked. The secrets are encrypted at rest. */
  readonly sourceHooks?: readonly SourceHook[];
  readonly checkedAt: Instant;
}

export abstract class Tenants {
  abstract find(): Promise<Tenant | undefined>;
  abstract save(tenant: Tenant): Promise<void>;
}
