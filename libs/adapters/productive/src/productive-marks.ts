import type { SourceMarks } from '@bridge/application';
import type { ProductiveClient } from './client/productive-client.js';

export class ProductiveMarks implements SourceMarks {
  constructor(private readonly client: ProductiveClient) {}

  async announce(
    tenantId: string,
    invoiceId: string,
    copy: { readonly ledgerId: string; readonly url: string; readonly number?: string },
  ): Promise<void> {
    const session = await this.client.of(tenantId);
    const mark = { exported: true, export_id: copy.ledgerId, export_invoice_url: copy.url };
    const { number } = copy;
    await session.change(
      'invoices',
      invoiceId,
      { ...mark, ...(number !== undefined && { number }) },
      'source_forbidden',
    );
  }

  async withdraw(tenantId: string, invoiceId: string): Promise<void> {
    const session = await this.client.of(tenantId);
    const mark = { exported: false, export_id: null, export_invoice_url: null };
    await session.change('invoices', invoiceId, mark, 'source_forbidden');
  }
}
