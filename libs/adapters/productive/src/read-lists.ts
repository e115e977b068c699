import { Fault } from '@bridge/application';
import { BadQuery } from './client/answers.js';
import type { Resource } from './client/json-api.js';
import type { ProductiveSession, Query } from './client/productive-client.js';

/** Fits one page of 200. */
const IDS_AT_ONCE = 100;

/**
 * Whether Productive understands `filter[…]=1,2,3`, per tenant. It is not documented: the answer is checked every time,
 * and once it turned out to be wrong, everything is read one by one.
 */
export class ListsUnderstood {
  readonly #broken = new Set<string>();

  has(tenantId: string): boolean {
    return !this.#broken.has(tenantId);
  }

  lose(tenantId: string): void {
    this.#broken.add(tenantId);
  }
}

/** Resources by id, in the order of the ids. Those that do not exist (any more) are absent. */
export async function readByIds(
  session: ProductiveSession,
  lists: { readonly understood: ListsUnderstood; readonly tenantId: string },
  path: string,
  ids: readonly string[],
  include: string,
): Promise<readonly Resource[]> {
  const found = new Map<string, Resource>();
  const chunks = ids.length > 1 && lists.understood.has(lists.tenantId) ? chunksOf(ids, IDS_AT_ONCE) : [];
  for (const chunk of chunks) {
    const rows = await tryList(session, path, chunk, include);
    for (const row of rows) found.set(row.id, row);
  }
  const missing = ids.filter((id) => !found.has(id));
  const single = await Promise.all(missing.map((id) => readOne(session, path, id, include)));
  const hidden = single.filter((resource) => resource !== undefined);
  for (const resource of hidden) found.set(resource.id, resource);
  if (chunks.length > 0 && hidden.length > 0) lists.understood.lose(lists.tenantId);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Undefined when it does not exist. */
async function readOne(
  session: ProductiveSession,
  path: string,
  id: string,
  include: string,
): Promise<Resource | undefined> {
  try {
    return await session.get(`${path}/${encodeURIComponent(id)}`, { include });
  } catch (error) {
    if (error instanceof Fault && error.fault.kind === 'not_found') return undefined;
    throw error;
  }
}

/** What the list has of what was asked for: nothing when it was refused, and whatever else it holds does not count. */
async function tryList(
  session: ProductiveSession,
  path: string,
  ids: readonly string[],
  include: string,
): Promise<readonly Resource[]> {
  const page = await orNothing(session.page(path, { 'filter[id]': ids.join(','), include }, 1));
  return page?.rows.filter((row) => ids.includes(row.id)) ?? [];
}

/** A list of everything that belongs to several owners, or undefined when Productive refused to make it. */
export async function tryAll(
  session: ProductiveSession,
  path: string,
  query: Query,
): Promise<readonly Resource[] | undefined> {
  return orNothing(session.all(path, query));
}

export function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const isRefused = error instanceof Fault && error.fault.kind === 'refused';
    if (error instanceof BadQuery || isRefused) return undefined;
    throw error;
  }
}
