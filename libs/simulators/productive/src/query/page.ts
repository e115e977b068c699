import type { Assumptions } from '../assumptions.js';
import type { Resource } from '../resources/resource.js';
import { badQuery, Refusal } from '../wire/refusal.js';
import type { Json, JsonObject } from '../world/json.js';
import type { Row } from '../world/row.js';
import type { World } from '../world/world.js';

const defaultSize = 30;
const maximalSize = 200;

export interface Page {
  readonly rows: readonly Row[];
  readonly links: JsonObject;
  readonly meta: JsonObject;
}

interface SortKey {
  readonly name: string;
  readonly descending: boolean;
}

/** Sorts and cuts the rows, by page number or, when `page[after]` is there, by cursor. `address` is the endpoint's URL. */
export function pageOf(
  world: World,
  resource: Resource,
  rows: readonly Row[],
  query: URLSearchParams,
  address: string,
  assumptions: Readonly<Assumptions>,
): Page {
  const keys = readSort(resource, query.get('sort'));
  const size = readSize(query, assumptions);
  const sorted = [...rows].sort((left, right) => compareRows(world, resource, keys, left, right));
  return query.has('page[after]')
    ? byCursor(world, resource, keys, sorted, size, query, address)
    : byNumber(sorted, size, query, address);
}

function byNumber(sorted: readonly Row[], size: number, query: URLSearchParams, address: string): Page {
  const number = Math.max(1, Number.parseInt(query.get('page[number]') ?? '1', 10) || 1);
  const pages = Math.ceil(sorted.length / size);
  const link = (target: number): string => addressOf(query, address, { 'page[number]': target, 'page[size]': size });
  return {
    rows: sorted.slice((number - 1) * size, number * size),
    links: {
      first: link(1),
      last: link(Math.max(pages, 1)),
      ...(number > 1 ? { prev: link(number - 1) } : {}),
      ...(number < pages ? { next: link(number + 1) } : {}),
    },
    meta: {
      current_page: number,
      total_pages: pages,
      total_count: sorted.length,
      page_size: size,
      max_page_size: maximalSize,
    },
  };
}

function byCursor(
  world: World,
  resource: Resource,
  keys: readonly SortKey[],
  sorted: readonly Row[],
  size: number,
  query: URLSearchParams,
  address: string,
): Page {
  if (query.has('page[number]'))
    throw keysetError('keyset_conflict', 'page[after] can not be combined with page[number]');
  const unsupported = keys.find(({ name }) => /_name$|^custom_fields$/.test(name));
  if (unsupported !== undefined)
    throw keysetError('keyset_unsupported_sort', `Sort '${unsupported.name}' is not supported with page[after]`);
  const cursor = query.get('page[after]') ?? '';
  const remaining =
    cursor === ''
      ? sorted
      : sorted.filter((row) => compareKeys(keys, keyOf(world, resource, keys, row), readCursor(keys, cursor)) > 0);
  const rows = remaining.slice(0, size);
  const last = rows.at(-1);
  const next =
    last !== undefined && remaining.length > size
      ? addressOf(query, address, {
          'page[after]': Buffer.from(JSON.stringify(keyOf(world, resource, keys, last))).toString('base64url'),
          'page[size]': size,
        })
      : undefined;
  return {
    rows,
    links: next === undefined ? {} : { next },
    meta: { page_size: size, max_page_size: maximalSize },
  };
}

function readSort(resource: Resource, text: string | null): SortKey[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const name = part.replace(/^-/, '');
      if (resource.sorts?.[name] === undefined)
        throw new Refusal(400, [
          {
            code: 'sort_param_unsupported',
            title: 'Sort param unsupported',
            detail: `Sort '${name}' is not supported on this endpoint`,
            bodyStatus: 'unprocessable_content',
          },
        ]);
      return { name, descending: part.startsWith('-') };
    });
}

function readSize(query: URLSearchParams, assumptions: Readonly<Assumptions>): number {
  const text = query.get('page[size]') ?? query.get('per_page');
  if (text === null || text === '') return defaultSize;
  const size = Number.parseInt(text, 10);
  if (!(size > 0)) throw badQuery('Filter Value', `page[size]=${text}`);
  if (size > maximalSize && assumptions.pageSizeAbove200 === 'error')
    throw badQuery('Filter Value', `page[size]=${text}`);
  return Math.min(size, maximalSize);
}

function compareRows(world: World, resource: Resource, keys: readonly SortKey[], left: Row, right: Row): number {
  return compareKeys(keys, keyOf(world, resource, keys, left), keyOf(world, resource, keys, right));
}

/** The values that place a row, the id last so that no two rows share a place. */
function keyOf(world: World, resource: Resource, keys: readonly SortKey[], row: Row): Json[] {
  return [...keys.map(({ name }) => resource.sorts?.[name]?.(row, world) ?? null), Number(row.id)];
}

function compareKeys(keys: readonly SortKey[], left: readonly Json[], right: readonly Json[]): number {
  for (let index = 0; index <= keys.length; index += 1) {
    const order = compareValues(left[index] ?? null, right[index] ?? null);
    if (order !== 0) return keys[index]?.descending === true ? -order : order;
  }
  return 0;
}

/** Nulls come last, as PostgreSQL sorts them. */
function compareValues(left: Json, right: Json): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : 1;
}

function readCursor(keys: readonly SortKey[], cursor: string): Json[] {
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Json;
    if (Array.isArray(values) && values.length === keys.length + 1) return values;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
  }
  throw keysetError('keyset_invalid_cursor', 'The cursor is invalid');
}

function keysetError(code: string, detail: string): Refusal {
  return new Refusal(400, [{ code, title: 'Invalid Cursor', detail }]);
}

/** The request's own query with encoded brackets, its page replaced. */
function addressOf(query: URLSearchParams, address: string, page: Readonly<Record<string, string | number>>): string {
  const kept = [...query].filter(([name]) => !name.startsWith('page[') && name !== 'per_page');
  const all = [...kept, ...Object.entries(page).map(([name, value]) => [name, String(value)] as [string, string])];
  return `${address}?${all.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}
