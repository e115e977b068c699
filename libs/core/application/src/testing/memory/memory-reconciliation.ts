import type { DriftKind } from '@bridge/domain';
import type { Page } from '../../queries/document-list.js';
import type { Drift, Drifts } from '../../reconciliation/drifts.js';
import type { Inventories, Inventory } from '../../reconciliation/inventories.js';
import type { LedgerPictures, SeenPicture } from '../../reconciliation/ledger-pictures.js';
import { keyOf, type MemoryTenant } from './memory-tenant.js';
import { by } from './order.js';

export class MemoryInventories implements Inventories {
  constructor(private readonly rows: MemoryTenant) {}

  async find(connectionId: string): Promise<Inventory | undefined> {
    return this.rows.inventories.get(connectionId);
  }

  async save(connectionId: string, inventory: Inventory): Promise<void> {
    this.rows.inventories.set(connectionId, inventory);
  }
}

export class MemoryDrifts implements Drifts {
  constructor(private readonly rows: MemoryTenant) {}

  async replaceAll(connectionId: string, drifts: readonly Drift[]): Promise<void> {
    const nameOf = ({ kind, ledgerId }: Drift) => keyOf(connectionId, kind, ledgerId);
    const before = new Map(this.#of(connectionId).map((drift) => [nameOf(drift), drift]));
    for (const name of before.keys()) this.rows.drifts.delete(name);
    for (const drift of drifts) {
      const foundAt = before.get(nameOf(drift))?.foundAt ?? drift.foundAt;
      this.rows.drifts.set(nameOf(drift), { ...drift, foundAt, connectionId });
    }
  }

  async list(
    connectionId: string,
    { kind, offset, limit }: { readonly kind?: DriftKind; readonly offset: number; readonly limit: number },
  ): Promise<Page<Drift>> {
    const all = this.#of(connectionId)
      .filter((drift) => kind === undefined || drift.kind === kind)
      .sort(
        by(
          (drift) => drift.foundAt,
          (drift) => drift.kind,
          (drift) => drift.ledgerId,
        ),
      );
    const rows = all.slice(offset, offset + limit).map(({ connectionId: _c, ...drift }) => drift);
    return { rows, total: all.length };
  }

  #of(connectionId: string) {
    return this.rows.drifts.values().filter((drift) => drift.connectionId === connectionId);
  }
}

export class MemoryLedgerPictures implements LedgerPictures {
  constructor(private readonly rows: MemoryTenant) {}

  async keep(connectionId: string, seen: readonly SeenPicture[]): Promise<void> {
    for (const one of seen) {
      const key = keyOf(connectionId, one.picture.ledgerId);
      const known = this.rows.pictures.get(key);
      if (known === undefined || looksOf(known) !== looksOf(one)) this.rows.pictures.set(key, one);
    }
  }

  async of(connectionId: string, ledgerIds: readonly string[]): Promise<readonly SeenPicture[]> {
    return ledgerIds.map((id) => this.rows.pictures.get(keyOf(connectionId, id))).filter((seen) => seen !== undefined);
  }
}

function looksOf({ picture }: SeenPicture): string {
  return JSON.stringify(picture, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
}
