import type {
  DocumentKind,
  Instant,
  SourceAttachment,
  SourceDocument,
  SourceExpense,
  SourceInvoice,
  SourcePurchaseOrder,
} from '@bridge/domain';
import type { CarriedReceipt } from '../exports/late-receipts.js';
import type { DocumentRow } from './document-shelf.js';

export interface SourceChanges {
  readonly rows: readonly DocumentRow[];
  /** Ids the source reports as deleted. */
  readonly deletedIds: readonly string[];
  /** The receipts of the expenses among the rows. */
  readonly receipts: readonly CarriedReceipt[];
  readonly isLast: boolean;
}

/** Reads the source's documents. Ids that do not exist (any more) are absent from the answer. */
export abstract class SourceDocuments {
  /** With lines, rates, service types and the bill-to; a few calls for any number of ids. */
  abstract invoices(tenantId: string, ids: readonly string[]): Promise<readonly SourceInvoice[]>;
  abstract expenses(tenantId: string, ids: readonly string[]): Promise<readonly SourceExpense[]>;
  /** With the expenses that are their lines. Faults: `refused` when the source's plan has no purchase orders. */
  abstract purchaseOrders(tenantId: string, ids: readonly string[]): Promise<readonly SourcePurchaseOrder[]>;
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

/** Documents of one kind, whichever it is. */
export function readDocuments(
  sources: SourceDocuments,
  tenantId: string,
  kind: DocumentKind,
  ids: readonly string[],
): Promise<readonly SourceDocument[]> {
  switch (kind) {
    case 'invoice':
      return sources.invoices(tenantId, ids);
    case 'expense':
      return sources.expenses(tenantId, ids);
    case 'purchase_order':
      return sources.purchaseOrders(tenantId, ids);
    default:
      return kind satisfies never;
  }
}

/** As a person says it. */
export function nameOf(kind: DocumentKind): string {
  return kind === 'purchase_order' ? 'purchase order' : kind;
}
