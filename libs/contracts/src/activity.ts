import type { ProblemView } from './problems.js';

/** GET /api/v1/overview */
export interface OverviewView {
  readonly connections: readonly {
    readonly connectionId: string;
    readonly exports: Readonly<Record<string, number>>;
    /** Held, or waiting until somebody sends the invoice. */
    readonly tranchesHeld: number;
    readonly findings: readonly { readonly key: string; readonly problem: ProblemView; readonly foundAt: string }[];
    readonly calls: { readonly usedToday: number; readonly dayLimit: number; readonly resetsAt?: string };
  }[];
  /** The last 30 days, oldest first. */
  readonly days: readonly {
    readonly on: string;
    readonly copied: number;
    readonly refused: number;
    readonly tranches: number;
  }[];
}

/** GET /api/v1/audit → PageView<AuditView> */
export interface AuditView {
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly words: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly connectionId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One event of GET /api/v1/events (server-sent events): something of this organisation changed; read again what is on the screen. */
export interface ChangedEvent {
  readonly about: readonly ('connections' | 'exports' | 'payments' | 'documents')[];
}
