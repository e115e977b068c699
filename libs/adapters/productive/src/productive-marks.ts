import { Fault, type SourceMarks } from '@bridge/application';
import type { ProductiveClient } from './client/productive-client.js';

const REFUSAL = 'source_refused';

/** Marks on invoices. When the ledger's number is refused, the mark is left all the same, and the refusal is handed on. */
export class ProductiveMarks implements SourceMarks {
  constructor(private readonly client: ProductiveClient) {}

  async announce(
    tenantId: string,
    invoiceId: string,
    copy: { readonly ledgerId: string; readonly url: string; readonly number?: string },
  ): Promise<void> {
    const session = await this.client.of(tenantId);
    const mark = { exported: true, export_id: copy.ledgerId, export_invoice_url: copy.url };
    if (copy.number === undefined) return session.change('invoices', invoiceId, mark, REFUSAL);
    try {
      await session.change('invoices', invoiceId, { ...mark, number: copy.number }, REFUSAL);
    } catch (error) {
      if (!(error instanceof Fault && error.fault.kind === 'refused')) throw error;
      // A sent invoice may take the mark and not the number. Without the mark it would be copied by others again.
      await session.change('invoices', invoiceId, mark, REFUSAL);
      throw error;
    }
  }

  async withdraw(tenantId: string, invoiceId: string): Promise<void> {
    const session = await this.client.of(tenantId);
    const mark = { exported: false, export_id: null, export_invoice_url: null };
    await session.change('invoices', invoiceId, mark, REFUSAL);
  }
}
