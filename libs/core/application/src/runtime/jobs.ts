import type { Instant } from '@bridge/domain';

/**
 * What a worker can do for one connection: `send` exports, `announce` copies to the source, `import` payments from the
 * ledger, `settle` tranches in the source, `refresh` the read model of the source's documents, `reconcile` the books with
 * what we know of them.
 */
export const tasks = ['send', 'announce', 'import', 'settle', 'refresh', 'reconcile'] as const;
export type Task = (typeof tasks)[number];

export interface Wake {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly task: Task;
  /** Not before this instant; absent: at once. */
  readonly notBefore?: Instant;
  /** Why an import is due, when a webhook said so. */
  readonly trigger?: 'webhook';
  /** Found waiting with nobody at work on it: an earlier wake-up, whose worker may be dead, must not stand in its way. */
  readonly isOverdue?: true;
}

/**
 * Wakes workers. An accelerator only: the truth is in the rows, and whatever is lost here is found again by `DueWork`.
 * Within a unit of work the wake-up becomes visible together with the rows, or not at all.
 */
export abstract class Jobs {
  abstract wake(wake: Wake): Promise<void>;
}

/**
 * Finds rows that wait for a worker, over all tenants, unless somebody is at work on them: holds the lease `task:connection`.
 * A pass of an import that began and never ended waits as well. Answers ids only.
 */
export abstract class DueWork {
  abstract due(now: Instant): Promise<readonly Wake[]>;
}
