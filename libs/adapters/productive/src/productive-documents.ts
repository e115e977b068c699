import { Fault, type SourceChanges, type SourceDocuments } from '@bridge/application';
import type {
  DocumentKind,
  Instant,
  SourceAttachment,
  SourceExpense,
  SourceInvoice,
  SourcePurchaseOrder,
} from '@bridge/domain';
import type { HttpClient } from '@bridge/http';
import type { ProductiveClient } from './client/productive-client.js';
import { expenseIncludes, toExpense } from './mappers/expense.js';
import { invoiceIncludes, toInvoice } from './mappers/invoice.js';
import { purchaseOrderIncludes, toPurchaseOrder } from './mappers/purchase-order.js';
import { readText, required } from './mappers/values.js';
import type { WebLinks } from './mappers/web-links.js';
import { readChanges, type ChangeFilters } from './read-changes.js';
import { ListsUnderstood, readByIds } from './read-lists.js';
import { readLines, readOrderLines } from './read-lines.js';

export class ProductiveDocuments implements SourceDocuments {
  readonly #understood = new ListsUnderstood();
  readonly #filters: ChangeFilters = { withoutUpdatedAt: new Set() };

  constructor(
    private readonly client: ProductiveClient,
    private readonly links: WebLinks,
    /** For files, which are kept elsewhere and fetched without our credentials. */
    private readonly files: HttpClient,
  ) {}

  async invoices(tenantId: string, ids: readonly string[]): Promise<readonly SourceInvoice[]> {
    const session = await this.client.of(tenantId);
    const lists = { understood: this.#understood, tenantId };
    const found = await readByIds(session, lists, 'invoices', [...new Set(ids)], invoiceIncludes);
    const lines = await readLines(session, lists, found);
    return found.map((invoice) => toInvoice(invoice, lines.get(invoice.id) ?? [], tenantId, this.links));
  }

  async expenses(tenantId: string, ids: readonly string[]): Promise<readonly SourceExpense[]> {
    const session = await this.client.of(tenantId);
    const lists = { understood: this.#understood, tenantId };
    const found = await readByIds(session, lists, 'expenses', [...new Set(ids)], expenseIncludes);
    return found.map((expense) => toExpense(expense, tenantId, this.links));
  }

  async purchaseOrders(tenantId: string, ids: readonly string[]): Promise<readonly SourcePurchaseOrder[]> {
    const session = await this.client.of(tenantId);
    const lists = { understood: this.#understood, tenantId };
    const found = await readByIds(session, lists, 'purchase_orders', [...new Set(ids)], purchaseOrderIncludes);
    return Promise.all(
      found.map(async (order) => toPurchaseOrder(order, await readOrderLines(session, order.id), tenantId, this.links)),
    );
  }

  async changedSince(
    tenantId: string,
    kind: DocumentKind,
    since: Instant | undefined,
    page: number,
  ): Promise<SourceChanges> {
    const session = await this.client.of(tenantId);
    return readChanges(session, { tenantId, kind, since, page }, this.#filters, this.links);
  }

  /** The link holds a token of its own and soon expires, so it is asked for each time and never kept or logged. */
  async download(tenantId: string, attachment: SourceAttachment): Promise<Uint8Array> {
    const session = await this.client.of(tenantId);
    const file = await session.get(`attachments/${encodeURIComponent(attachment.id)}`);
    const url = required(readText(file, 'url'), file, 'url');
    const response = await this.files.send({ method: 'GET', url, followRedirects: 3 });
    if (response.status === 200) return response.bytes;
    const isGone = response.status === 404 || response.status === 410;
    throw new Fault({ kind: isGone ? 'not_found' : 'unavailable' }, `Download of a file: status ${response.status}`);
  }
}
