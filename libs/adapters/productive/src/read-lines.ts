import { decimal, Decimal, type DecimalText } from '@bridge/domain';
import { relatedId, type Resource } from './client/json-api.js';
import type { ProductiveSession } from './client/productive-client.js';
import { expenseIncludes } from './mappers/expense.js';
import { lineIncludes } from './mappers/invoice-line.js';
import { readDecimal } from './mappers/values.js';
import { chunksOf, tryAll, type ListsUnderstood } from './read-lists.js';

const INVOICES_AT_ONCE = 50;

/**
 * The lines of several invoices, by invoice id. A list over several invoices is believed only for an invoice whose lines
 * add up to its amount; the lines of any other are read alone, which is what counts.
 */
export async function readLines(
  session: ProductiveSession,
  lists: { readonly understood: ListsUnderstood; readonly tenantId: string },
  invoices: readonly Resource[],
): Promise<ReadonlyMap<string, readonly Resource[]>> {
  const lines = new Map<string, readonly Resource[]>();
  const mayList = invoices.length > 1 && lists.understood.has(lists.tenantId);
  for (const chunk of mayList ? chunksOf(invoices, INVOICES_AT_ONCE) : []) {
    const ids = chunk.map((invoice) => invoice.id);
    const all = await tryAll(session, 'line_items', { 'filter[invoice_id]': ids.join(','), include: lineIncludes });
    const byInvoice = Map.groupBy(all ?? [], (line) => relatedId(line, 'invoice') ?? '');
    if ([...byInvoice.keys()].some((id) => !ids.includes(id))) continue;
    for (const invoice of chunk) {
      const own = byInvoice.get(invoice.id) ?? [];
      if (isComplete(invoice, own)) lines.set(invoice.id, own);
    }
  }
  const rest = invoices.filter((invoice) => !lines.has(invoice.id));
  await Promise.all(rest.map(async ({ id }) => lines.set(id, await linesOf(session, id))));
  const withheld = rest.some((invoice) => isComplete(invoice, lines.get(invoice.id) ?? []));
  if (mayList && withheld) lists.understood.lose(lists.tenantId);
  return lines;
}

/** The expenses of one purchase order. */
export async function readOrderLines(session: ProductiveSession, orderId: string): Promise<readonly Resource[]> {
  const query = { 'filter[purchase_order_id]': orderId, include: `${expenseIncludes},purchase_order`, sort: 'id' };
  const rows = await session.all('expenses', query);
  const foreign = rows.find((line) => relatedId(line, 'purchase_order') !== orderId);
  if (foreign)
    throw new TypeError(
      `Expense ${foreign.id} came with those of purchase order ${orderId}, to which it does not belong`,
    );
  return rows;
}

async function linesOf(session: ProductiveSession, invoiceId: string): Promise<readonly Resource[]> {
  const query = { 'filter[invoice_id]': invoiceId, include: lineIncludes };
  const rows = await session.all('line_items', query);
  const foreign = rows.find((line) => relatedId(line, 'invoice') !== invoiceId);
  if (foreign)
    throw new TypeError(`Line ${foreign.id} came with the lines of invoice ${invoiceId}, which is not its own`);
  return rows;
}

/** Lines add up to the net of the invoice, with or without the discount on the whole, give or take one minor unit a line. */
function isComplete(invoice: Resource, lines: readonly Resource[]): boolean {
  const amount = figure(readDecimal(invoice, 'amount'));
  const sum = lines.reduce((total, line) => total.plus(figure(readDecimal(line, 'amount'))), new Decimal(0));
  const discounted = sum.times(new Decimal(100).minus(figure(readDecimal(invoice, 'discount')))).div(100);
  return lines.length > 0 && (sum.equals(amount) || discounted.minus(amount).abs().lessThanOrEqualTo(lines.length));
}

function figure(text: DecimalText | undefined): Decimal {
  return decimal(text ?? '0');
}
