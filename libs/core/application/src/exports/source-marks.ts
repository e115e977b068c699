/** Tells the source about copies of its invoices. Productive takes such marks on invoices only. */
export abstract class SourceMarks {
  /** Idempotent. `number` is given when the ledger numbered the invoice. */
  abstract announce(
    tenantId: string,
    invoiceId: string,
    copy: { readonly ledgerId: string; readonly url: string; readonly number?: string },
  ): Promise<void>;
  /** Takes the mark off again (unlink). */
  abstract withdraw(tenantId: string, invoiceId: string): Promise<void>;
}
