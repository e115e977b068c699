/** One resource of Productive's JSON:API, as it came. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
  /** Resources that came along because `include` named them. */
  readonly included: Included;
}

export type Included = ReadonlyMap<string, Resource>;

export interface ResourcePage {
  readonly rows: readonly Resource[];
  readonly totalCount: number;
  readonly isLast: boolean;
}

/** Undefined when the body is not a single resource. */
export function readResource(body: unknown): Resource | undefined {
  const { data, included } = asObject(body);
  return resourceOf(data, readIncluded(included));
}

/** Undefined when the body is not a collection. `page` is the number that was asked for. */
export function readPage(body: unknown, page: number): ResourcePage | undefined {
  const { data, included, links, meta } = asObject(body);
  if (!Array.isArray(data)) return undefined;
  const along = readIncluded(included);
  const rows = data.flatMap((each) => resourceOf(each, along) ?? []);
  const { total_pages: totalPages, total_count: totalCount } = asObject(meta);
  return {
    rows,
    totalCount: typeof totalCount === 'number' ? totalCount : rows.length,
    isLast: typeof totalPages === 'number' ? page >= totalPages : typeof asObject(links).next !== 'string',
  };
}

/** The one resource behind a relationship, undefined when it is empty. Throws like `relatedId`. */
export function related(resource: Resource, name: string): Resource | undefined {
  const linkage = linkageOf(resource, name);
  if (!linkage) return undefined;
  const found = resource.included.get(`${linkage.type}/${linkage.id}`);
  if (!found) throw new TypeError(`"${name}" of ${resource.type} ${resource.id} did not come along`);
  return found;
}

/**
 * Whatever came along behind a relationship, to one or to many; nothing when it did not come. For what only sorts documents:
 * its absence must not stand in their way.
 */
export function alongWith(resource: Resource | undefined, name: string): readonly Resource[] {
  const { data } = asObject(resource?.relationships[name]);
  return (Array.isArray(data) ? data : [data]).flatMap((each) => {
    const { type, id } = asObject(each);
    return resource?.included.get(`${String(type)}/${String(id)}`) ?? [];
  });
}

/**
 * The id behind a relationship, undefined when it is empty. Productive leaves out even the id of what `include` did not
 * name, so asking for such a relationship is our own mistake: a TypeError, never a guess that there is none.
 */
export function relatedId(resource: Resource, name: string): string | undefined {
  return linkageOf(resource, name)?.id;
}

function linkageOf(resource: Resource, name: string): { readonly type: string; readonly id: string } | undefined {
  const { data } = asObject(resource.relationships[name]);
  if (data === null) return undefined;
  const { type, id } = asObject(data);
  if (typeof type !== 'string' || typeof id !== 'string')
    throw new TypeError(`The relationship "${name}" of ${resource.type} ${resource.id} was not included`);
  return { type, id };
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function readIncluded(included: unknown): Included {
  const along = new Map<string, Resource>();
  for (const each of Array.isArray(included) ? included : []) {
    const resource = resourceOf(each, along);
    if (resource) along.set(`${resource.type}/${resource.id}`, resource);
  }
  return along;
}

function resourceOf(value: unknown, included: Included): Resource | undefined {
  const { type, id, attributes, relationships } = asObject(value);
  if (typeof type !== 'string' || typeof id !== 'string') return undefined;
  return { type, id, attributes: asObject(attributes), relationships: asObject(relationships), included };
}
