import type { DocumentKind, Instant, SourceAttachment, SourceExpense, SourceInvoice } from '@bridge/domain';
import type { DocumentRow } from './document-shelf.js';

export interface SourceChanges {
  readonly rows: readonly DocumentRow[];
  /** Ids the source reports as deleted. */
  readonly deletedIds: readonly string[];
  readonly isLast: boolean;
}

/** Reads the source's documents. Ids that do not exist (any more) are absent from the answer. */
export abstract class SourceDocuments {
  /** With lines, rates, service types and the bill-to; a few calls for any number of ids. */
  abstract invoices(tenantId: string, ids: readonly string[]): Promise<readonly SourceInvoice[]>;
  abstract expenses(tenantId: string, ids: readonly string[]): Promise<readonly SourceExpense[]>;
  /**
   * Rows for the read model, changed since (everything when absent), oldest change first within a page. Pages from 1.
   * When everything is read, a row that changes while pages are turned pushes no other over the edge of a page.
   */
  abstract changedSince(
    tenantId: string,
    kind: DocumentKind,
    since: Instant | undefined,
    page: number,
  ): Promise<SourceChanges>;
  abstract download(tenantId: string, attachment: SourceAttachment): Promise<Uint8Array>;
}
