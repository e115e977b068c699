import type { EntityName, FindOptions, LockMode, QueryOrderMap } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';

/** One transaction of one tenant. The walls stand in the database; naming the tenant as well lets indexes be used. */
export interface TenantSession {
  readonly em: SqlEntityManager;
  readonly tenantId: string;
}

const ROWS_PER_STATEMENT = 500;

/** Adds rows, or replaces those with the same primary key. Absent properties become null. */
export async function put<Row extends object>(
  { em, tenantId }: TenantSession,
  table: EntityName<Row>,
  rows: readonly Unfilled<Row>[],
): Promise<void> {
  const { props, primaryKeys } = em.getMetadata().get<Row>(table);
  const names = props.map((prop) => prop.name);
  const complete = rows.map((row) => {
    const given: Partial<Record<string, unknown>> = { ...row, tenantId };
    return Object.fromEntries(names.map((name) => [name, given[name] ?? null]));
  });
  for (let from = 0; from < complete.length; from += ROWS_PER_STATEMENT)
    await em
      .createQueryBuilder<Row>(table)
      .insert(complete.slice(from, from + ROWS_PER_STATEMENT) as never)
      .onConflict(primaryKeys as never)
      .merge()
      .execute();
}

export interface Picking<Row> {
  readonly orderBy?: QueryOrderMap<Row> | QueryOrderMap<Row>[];
  readonly limit?: number;
  readonly offset?: number;
  readonly lock?: LockMode.PESSIMISTIC_WRITE;
}

/** Rows of the tenant that fit, as they stand in the database now. */
export async function pick<Row extends object>(
  { em, tenantId }: TenantSession,
  table: EntityName<Row>,
  where: object,
  { lock, ...options }: Picking<Row> = {},
): Promise<Filled<Row>[]> {
  const found = await em.find(
    table,
    { tenantId, ...where } as never,
    { ...options, disableIdentityMap: true, ...(lock && { lockMode: lock }) } as FindOptions<Row>,
  );
  return found.map((row) => filled<Row>(row));
}

/** A row without its nulls: absent is absent. */
export type Filled<Row> = {
  [Key in StringKey<Row> as null extends Row[Key] ? never : Key]: Row[Key];
} & {
  [Key in StringKey<Row> as null extends Row[Key] ? Key : never]?: Exclude<Row[Key], null | undefined>;
};

/** What `put` takes: nullable properties may be left out. The tenant is the session's. */
export type Unfilled<Row> = Omit<Filled<Row>, 'tenantId'>;

type StringKey<Row> = Extract<keyof Row, string>;

function filled<Row extends object>(row: object): Filled<Row> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  ) as Filled<Row>;
}

/** Refuses a row of another tenant before the database does. */
export function own<Row extends { readonly tenantId: string }>({ tenantId }: TenantSession, row: Row): Row {
  if (row.tenantId !== tenantId) throw new RangeError(`A row of tenant ${row.tenantId} was offered to ${tenantId}`);
  return row;
}

/** One per line, in lower case, for searching by part. */
export function searchable(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter((text) => text !== undefined && text !== '')
    .join('\n')
    .toLowerCase();
}

/** A pattern for `like` that finds the text as it is, wherever it stands. */
export function containing(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

/** A row without what only the table needs. */
export function without<Row extends object, Key extends keyof Row>(row: Row, ...keys: readonly Key[]): Omit<Row, Key> {
  const names = new Set<PropertyKey>(keys);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name))) as Omit<Row, Key>;
}
