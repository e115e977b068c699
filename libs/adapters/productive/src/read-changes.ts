import type { CarriedReceipt, DocumentRow, SourceChanges } from '@bridge/application';
import { dayInUtc, type DocumentKind, type Instant } from '@bridge/domain';
import { BadQuery } from './client/answers.js';
import { related, type Resource, type ResourcePage } from './client/json-api.js';
import type { ProductiveSession, Query } from './client/productive-client.js';
import { toAttachment } from './mappers/attachment.js';
import { purchaseOrderIncludes } from './mappers/purchase-order.js';
import {
  expenseRowIncludes,
  invoiceRowIncludes,
  toExpenseRow,
  toInvoiceRow,
  toPurchaseOrderRow,
} from './mappers/rows.js';
import { readText } from './mappers/values.js';
import type { WebLinks } from './mappers/web-links.js';

/**
 * How far we read back behind the asked instant: Productive may cut times to dates, in the zone of the token's owner,
 * and a row that is touched while pages are being read moves another one across their border.
 */
const OVERLAP_MS = 24 * 3_600_000;

export interface ChangeFilters {
  /** Tenants whose Productive does not know `filter[updated_at]` of expenses, which is recent. */
  readonly withoutUpdatedAt: Set<string>;
}

interface Asked {
  readonly tenantId: string;
  readonly kind: DocumentKind;
  readonly since: Instant | undefined;
  readonly page: number;
}

/**
 * One page of rows, oldest change first within the page. Without `since`, pages follow the day of creation, which no
 * edit changes under our feet. Productive's examples are none of them. Expenses cannot be sorted by their change: their pages follow the id.
 */
export async function readChanges(
  session: ProductiveSession,
  asked: Asked,
  filters: ChangeFilters,
  links: WebLinks,
): Promise<SourceChanges> {
  const page = await readPage(session, asked, filters);
  const toRow = ROWS[asked.kind];
  const real = page.rows.filter(({ attributes }) => attributes['sample_data'] !== true);
  const rows: DocumentRow[] = real.map((resource) => toRow(resource, asked.tenantId, links));
  return {
    rows: rows.sort((a, b) => a.changedAt - b.changedAt),
    deletedIds: await deletedIds(session, asked),
    receipts: asked.kind === 'expense' ? page.rows.flatMap(receiptOf) : [],
    isLast: page.isLast,
  };
}

function receiptOf(expense: Resource): readonly CarriedReceipt[] {
  const attachment = related(expense, 'attachment');
  return attachment ? [{ expenseId: expense.id, attachment: toAttachment(attachment) }] : [];
}

const ROWS = { invoice: toInvoiceRow, expense: toExpenseRow, purchase_order: toPurchaseOrderRow } as const;

function readPage(session: ProductiveSession, asked: Asked, filters: ChangeFilters): Promise<ResourcePage> {
  switch (asked.kind) {
    case 'invoice':
      return invoicePage(session, asked);
    case 'expense':
      return expensePage(session, asked, filters);
    case 'purchase_order':
      return orderPage(session, asked);
    default:
      return asked.kind satisfies never;
  }
}

/**
 * Productive does not tell which orders changed. Once all were read, the newest page is read again and again: an older
 * order that is edited shows its old row, and a preview or a copy of it reads the order itself.
 */
async function orderPage(session: ProductiveSession, { since, page }: Asked): Promise<ResourcePage> {
  const include = purchaseOrderIncludes;
  if (since === undefined) return session.page('purchase_orders', { sort: 'id', include }, page);
  return { ...(await session.page('purchase_orders', { sort: '-id', include }, 1)), isLast: true };
}

async function invoicePage(session: ProductiveSession, { since, page }: Asked): Promise<ResourcePage> {
  const query: Query =
    since === undefined
      ? { sort: 'created_at' }
      : { 'filter[last_activity_at][gt_eq]': overlapped(since), sort: 'last_activity_at' };
  return session.page('invoices', { ...query, include: invoiceRowIncludes }, page);
}

async function expensePage(session: ProductiveSession, asked: Asked, filters: ChangeFilters): Promise<ResourcePage> {
  const { tenantId, since, page } = asked;
  const query: Query = { sort: 'id', include: expenseRowIncludes };
  if (since === undefined || filters.withoutUpdatedAt.has(tenantId)) return session.page('expenses', query, page);
  try {
    return await session.page('expenses', { ...query, 'filter[updated_at][gt_eq]': overlapped(since) }, page);
  } catch (error) {
    if (!(error instanceof BadQuery)) throw error;
    filters.withoutUpdatedAt.add(tenantId);
    return session.page('expenses', query, page);
  }
}

/** With the first page only: a document is deleted once. What was restored since is left out. */
async function deletedIds(session: ProductiveSession, { kind, since, page }: Asked): Promise<readonly string[]> {
  if (since === undefined || page > 1) return [];
  const items = await session.all('deleted_items', {
    'filter[created_at][gt_eq]': dayInUtc(since - OVERLAP_MS),
  });
  const gone = items.filter((item) => isOf(kind, item) && readText(item, 'recovered_at') === undefined);
  return [...new Set(gone.flatMap((item) => readText(item, 'item_id') ?? []))];
}

/** How Productive writes the types of deleted items is not known for certain: capitals, underscores and a plural do not matter. */
function isOf(kind: DocumentKind, item: Resource): boolean {
  const type = readText(item, 'item_type')?.toLowerCase().replaceAll('_', '').replace(/s$/, '');
  return type === kind.replaceAll('_', '');
}

function overlapped(since: Instant): string {
  return new Date(Math.max(0, since - OVERLAP_MS)).toISOString();
}
