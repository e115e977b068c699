import type { EntityName } from '@mikro-orm/core';
import type { Page } from '@bridge/application';
import { pick, type Filled, type Picking, type TenantSession } from '../engine/rows.js';

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** One page of a tenant's rows, and how many there are in all. */
export async function pageOf<Row extends object, T>(
  session: TenantSession,
  table: EntityName<Row>,
  where: object,
  orderBy: NonNullable<Picking<Row>['orderBy']>,
  { offset, limit }: Slice,
  read: (row: Filled<Row>) => T,
): Promise<Page<T>> {
  const rows = await pick(session, table, where, { orderBy, offset, limit });
  const total = await session.em.count(table, { tenantId: session.tenantId, ...where } as never);
  return { rows: rows.map(read), total };
}
