import type { UpdateTarget } from '../updates/update-target.js';
import type { DocumentKind, ExportState, Instant, LedgerDocument, LedgerStatus, Money, Problem } from '@bridge/domain';

/** What the ledger gave back for a document. */
export interface LedgerReceipt {
  readonly ledgerId: string;
  readonly number?: string;
  readonly status: LedgerStatus;
  readonly total: Money;
  readonly contactId: string;
}

/** One attempt-with-memory to copy a document into the ledger. The row is the outbox. */
export interface Export {
  readonly id: string;
  readonly tenantId: string;
  readonly connectionId: string;
  readonly kind: DocumentKind;
  readonly sourceId: string;
  /** 1 for the first copy of a document; “Create new” makes 2, 3, … */
  readonly copy: number;
  readonly state: ExportState;
  /** As it was when the copy was asked for, and as it will be sent. */
  readonly document: LedgerDocument;
  /** Shown beside a running or finished copy: a rounding line was added, an attachment left out. */
  readonly notices: readonly Problem[];
  /** Why it was refused, or what it waits for. */
  readonly problems: readonly Problem[];
  readonly correlationId?: string;
  readonly batchId?: string;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly requestedAt: Instant;
  readonly requestedBy: string;
  readonly changedAt: Instant;
  readonly receipt?: LedgerReceipt;
  /** Set when it changes a document that is in the ledger already, and creates none. */
  readonly target?: UpdateTarget;
}
