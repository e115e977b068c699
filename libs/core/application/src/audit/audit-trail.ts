import type { Instant } from '@bridge/domain';

export interface AuditSubject {
  readonly kind:
    'connection' | 'settings' | 'export' | 'link' | 'tranche' | 'expense_payment' | 'api_key' | 'session' | 'tenant';
  readonly id: string;
}

export interface AuditEntry {
  readonly at: Instant;
  /** A person's name and id, an API key's name, or `the bridge`. */
  readonly by: string;
  /** Past tense, dotted: `export.queued`, `settings.saved`, `tranche.recorded`. */
  readonly action: string;
  readonly subject: AuditSubject;
  readonly connectionId?: string;
  /** What a person needs to understand it. JSON-safe, no secrets. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Append-only. Every change of state of an export or a tranche has exactly one entry, written in the same transaction. */
export abstract class AuditTrail {
  abstract append(entry: AuditEntry): Promise<void>;
  /** The story of one thing, oldest first. */
  abstract about(subject: AuditSubject): Promise<readonly AuditEntry[]>;
}
