import { readInstant } from '../calendar.js';
import { say } from '../messages.js';
import type { Row, Table } from '../table.js';
import { compileOrder } from './order.js';
import { compileWhere } from './where.js';
import type { Fields, Pins } from './where.js';

export interface ListRequest<T extends Row> {
  readonly table: Table<T>;
  readonly fields: Fields<T>;
  /** The entity's name in messages. */
  readonly type: string;
  readonly query: URLSearchParams;
  readonly modifiedSince: string | undefined;
  /** Rows that changed later do not show; undefined: all show. */
  readonly shownThrough?: number | undefined;
  /** Rows to start from when an equality pins an indexed property. */
  readonly fromIndex?: (pins: Pins) => T[] | undefined;
  /** Restrictions from list parameters (`IDs`, `Statuses`, `createdByMyApp`…). */
  readonly keep?: (row: T) => boolean;
  /** Candidates named by a list parameter, instead of the whole table. */
  readonly among?: readonly T[] | undefined;
  /** Can this endpoint page, and must it here (`Statuses`, `summaryOnly`)? */
  readonly paging: 'never' | 'on request' | 'forced';
}

export interface Pagination {
  readonly page: number;
  readonly pageSize: number;
  readonly pageCount: number;
  readonly itemCount: number;
}

export type ListResult<T> =
  | { readonly ok: true; readonly rows: readonly T[]; readonly pagination: Pagination | undefined }
  | { readonly ok: false; readonly kind: 'query' | 'size'; readonly message: string };

const MOST_ROWS = 100_000;

export function list<T extends Row>(request: ListRequest<T>): ListResult<T> {
  const { query, table, fields, type } = request;
  const where = compileWhere(query.get('where')?.trim() || 'true', fields, type);
  const order = compileOrder(query.get('order'), fields, type);
  if (!where.ok) return { ok: false, kind: 'query', message: where.message };
  if (!order.ok) return { ok: false, kind: 'query', message: order.message };
  const filtered = Boolean(query.get('where')?.trim());
  if (table.size > MOST_ROWS && filtered && !where.optimised) return tooMany();

  const since = request.modifiedSince === undefined ? undefined : readInstant(request.modifiedSince);
  const candidates = request.among ?? request.fromIndex?.(where.pinned) ?? from(table.ordered(), since);
  const chosen: T[] = [];
  for (const row of candidates) {
    if (since !== undefined && row.updatedAt < since) continue;
    if (request.shownThrough !== undefined && row.updatedAt > request.shownThrough) continue;
    if (request.keep && !request.keep(row)) continue;
    if (filtered && !where.matches(row)) continue;
    chosen.push(row);
  }
  if (!order.byDefault) chosen.sort(order.compare);
  if (request.paging === 'never') return { ok: true, rows: chosen, pagination: undefined };
  if (request.paging === 'on request' && !query.has('page')) {
    return chosen.length > MOST_ROWS ? tooMany() : { ok: true, rows: chosen, pagination: undefined };
  }
  return { ok: true, ...cut(chosen, query) };
}

function cut<T>(rows: readonly T[], query: URLSearchParams): { rows: readonly T[]; pagination: Pagination } {
  const page = Math.max(1, whole(query.get('page'), 1));
  const pageSize = Math.min(1000, Math.max(1, whole(query.get('pageSize'), 100)));
  const pageCount = Math.ceil(rows.length / pageSize);
  return {
    rows: rows.slice((page - 1) * pageSize, page * pageSize),
    pagination: { page, pageSize, pageCount, itemCount: rows.length },
  };
}

function whole(text: string | null, otherwise: number): number {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : otherwise;
}

/** The tail of rows updated at or after `since`, found by halving. */
function from<T extends Row>(rows: readonly T[], since: number | undefined): readonly T[] {
  if (since === undefined) return rows;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.updatedAt ?? 0) < since) low = middle + 1;
    else high = middle;
  }
  return rows.slice(low);
}

function tooMany<T>(): ListResult<T> {
  return { ok: false, kind: 'size', message: say('tooManyRows') };
}
