import type { Instant } from '@bridge/domain';

/** One event that the source tells us about at an address of ours. */
export interface SourceHook {
  readonly id: string;
  readonly event: number;
  /** The address of ours that it calls. */
  readonly targetUrl: string;
  /** Signs this hook's deliveries. Encrypted at rest, never logged. */
  readonly secret: string;
  /** When the source last said that it has it. Absent where that was not kept yet. */
  readonly seenAt?: Instant;
}

/** Asks the source to tell us when documents change. Productive: webhooks, of the Ultimate plan only. */
export abstract class SourceHooks {
  /** Idempotent: hooks that call this address already are taken over. Faults: `refused` when the plan has none. */
  abstract subscribe(tenantId: string, targetUrl: string): Promise<readonly SourceHook[]>;
  /** Idempotent: what is gone already counts as removed. */
  abstract unsubscribe(tenantId: string, ids: readonly string[]): Promise<void>;
}
