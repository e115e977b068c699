import type { Drift, Drifts, Inventories, Inventory, LedgerPictures, Page, SeenPicture } from '@bridge/application';
import type { DriftKind } from '@bridge/domain';
import { pick, put, without, type TenantSession } from '../engine/rows.js';
import { DriftTable, InventoryTable, LedgerPictureTable } from '../tables/records.js';

export class MikroInventories implements Inventories {
  constructor(private readonly session: TenantSession) {}

  async find(connectionId: string): Promise<Inventory | undefined> {
    const [row] = await pick(this.session, InventoryTable, { connectionId });
    return row && without(row, 'tenantId', 'connectionId');
  }

  async save(connectionId: string, inventory: Inventory): Promise<void> {
    await put(this.session, InventoryTable, [{ connectionId, ...inventory }]);
  }
}

export class MikroDrifts implements Drifts {
  constructor(private readonly session: TenantSession) {}

  async replaceAll(connectionId: string, drifts: readonly Drift[]): Promise<void> {
    const { em, tenantId } = this.session;
    const nameOf = ({ kind, ledgerId }: Pick<Drift, 'kind' | 'ledgerId'>) => `${kind} ${ledgerId}`;
    const before = new Map(
      (await pick(this.session, DriftTable, { connectionId })).map((row) => [nameOf(row), row.foundAt]),
    );
    await em.nativeDelete(DriftTable, { tenantId, connectionId });
    const rows = drifts.map((drift) => ({
      ...drift,
      connectionId,
      foundAt: before.get(nameOf(drift)) ?? drift.foundAt,
    }));
    await put(this.session, DriftTable, rows);
  }

  async list(
    connectionId: string,
    { kind, offset, limit }: { readonly kind?: DriftKind; readonly offset: number; readonly limit: number },
  ): Promise<Page<Drift>> {
    const { em, tenantId } = this.session;
    const where = { connectionId, ...(kind !== undefined && { kind }) };
    const orderBy = { foundAt: 'asc', kind: 'asc', ledgerId: 'asc' } as const;
    const rows = await pick(this.session, DriftTable, where, { orderBy, offset, limit });
    const total = await em.count(DriftTable, { tenantId, ...where });
    return { rows: rows.map((row) => without(row, 'tenantId', 'connectionId')), total };
  }
}

export class MikroLedgerPictures implements LedgerPictures {
  constructor(private readonly session: TenantSession) {}

  async keep(connectionId: string, seen: readonly SeenPicture[]): Promise<void> {
    const ids = seen.map(({ picture }) => picture.ledgerId);
    const known = new Map(
      (await this.of(connectionId, ids)).map(({ picture }) => [picture.ledgerId, looksOf(picture)]),
    );
    const news = seen.filter(({ picture }) => known.get(picture.ledgerId) !== looksOf(picture));
    const rows = news.map(({ picture, seenAt }) => ({ connectionId, ledgerId: picture.ledgerId, picture, seenAt }));
    await put(this.session, LedgerPictureTable, rows);
  }

  async of(connectionId: string, ledgerIds: readonly string[]): Promise<readonly SeenPicture[]> {
    const rows = await pick(this.session, LedgerPictureTable, { connectionId, ledgerId: { $in: ledgerIds } });
    return rows.map(({ picture, seenAt }) => ({ picture, seenAt }));
  }
}

/** The database keeps no order of fields. */
function looksOf(picture: SeenPicture['picture']): string {
  return Object.entries(picture)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? `${value.minor} ${value.currency}` : String(value)}`)
    .sort()
    .join('\n');
}
