import { FencedOff, type Store, type UnitOfWork } from '../../runtime/unit-of-work.js';
import type { Clock } from '../../runtime/clock.js';
import type { Lease, Leases } from '../../runtime/leases.js';
import type { Wake } from '../../runtime/jobs.js';
import { MemoryConnections, MemoryGrants, MemoryTenants } from './memory-connections.js';
import { MemoryContactBook } from './memory-contact-book.js';
import { MemoryAlertSettings, MemoryDigests } from './memory-alerts.js';
import { MemoryBatches, MemoryExports } from './memory-exports.js';
import { MemoryLinks } from './memory-links.js';
import { MemoryPaymentImports, MemoryTranches, MemoryWatermarks } from './memory-payments.js';
import {
  MemoryAuditTrail,
  MemoryCharts,
  MemoryDocumentShelf,
  MemoryFindings,
  MemoryJobs,
  MemorySettings,
  MemorySettingsReviews,
} from './memory-records.js';
import { MemoryDrifts, MemoryInventories, MemoryLedgerPictures } from './memory-reconciliation.js';
import { MemoryTenant } from './memory-tenant.js';

export class MemoryTenantRows {
  readonly #tenants = new Map<string, MemoryTenant>();

  of(tenantId: string): MemoryTenant {
    const known = this.#tenants.get(tenantId);
    if (known) return known;
    const added = new MemoryTenant(tenantId);
    this.#tenants.set(tenantId, added);
    return added;
  }

  all(): readonly MemoryTenant[] {
    return [...this.#tenants.values()];
  }
}

export class MemoryLeases implements Leases {
  readonly #rows = new Map<string, { token: bigint; until: number }>();

  constructor(private readonly clock: Clock) {}

  async take(name: string, forMs: number): Promise<Lease | undefined> {
    const row = this.#rows.get(name) ?? { token: 0n, until: 0 };
    if (row.until > this.clock.now()) return undefined;
    const token = row.token + 1n;
    this.#rows.set(name, { token, until: this.clock.now() + forMs });
    return { name, token };
  }

  async extend(lease: Lease, forMs: number): Promise<boolean> {
    if (!this.isHeld(lease)) return false;
    this.#rows.set(lease.name, { token: lease.token, until: this.clock.now() + forMs });
    return true;
  }

  async release(lease: Lease): Promise<void> {
    if (this.#rows.get(lease.name)?.token === lease.token) this.#rows.set(lease.name, { token: lease.token, until: 0 });
  }

  isTaken(name: string): boolean {
    return (this.#rows.get(name)?.until ?? 0) > this.clock.now();
  }

  isHeld(lease: Lease): boolean {
    const row = this.#rows.get(lease.name);
    return row?.token === lease.token && row.until > this.clock.now();
  }
}

/** A transaction that is about to be committed. */
export interface Commit {
  readonly tenantId: string;
  /** Names of the tables it changes. */
  readonly tables: readonly string[];
  isHeld(lease: Lease): boolean;
}

/** A unit of work that asks for another one of the same tenant waits for itself: real databases hang there as well. */
export class MemoryUnitOfWork implements UnitOfWork {
  readonly #stores = new WeakMap<MemoryTenant, Store>();

  constructor(
    private readonly tenants: MemoryTenantRows,
    private readonly leases: MemoryLeases,
    private readonly wakes: Wake[],
    private readonly onCommit?: (commit: Commit) => void,
  ) {}

  run<T>(tenantId: string, work: (store: Store) => Promise<T>, lease?: Lease): Promise<T> {
    const rows = this.tenants.of(tenantId);
    return rows.alone(async () => {
      try {
        this.#fence(lease);
        const result = await work(this.#storeOf(rows));
        this.#fence(lease);
        this.onCommit?.({ tenantId, tables: rows.changedTables(), isHeld: (held) => this.leases.isHeld(held) });
        this.wakes.push(...rows.wakes.values());
        rows.wakes.rollBack();
        rows.commit();
        return result;
      } catch (error) {
        rows.rollBack();
        throw error;
      }
    });
  }

  #fence(lease: Lease | undefined): void {
    if (lease && !this.leases.isHeld(lease)) throw new FencedOff(lease);
  }

  #storeOf(rows: MemoryTenant): Store {
    const known = this.#stores.get(rows);
    if (known) return known;
    const store: Store = {
      tenants: new MemoryTenants(rows),
      connections: new MemoryConnections(rows, () => this.tenants.all()),
      grants: new MemoryGrants(rows),
      settings: new MemorySettings(rows),
      reviews: new MemorySettingsReviews(rows),
      charts: new MemoryCharts(rows),
      contacts: new MemoryContactBook(rows),
      documents: new MemoryDocumentShelf(rows),
      exports: new MemoryExports(rows),
      batches: new MemoryBatches(rows),
      links: new MemoryLinks(rows),
      tranches: new MemoryTranches(rows),
      watermarks: new MemoryWatermarks(rows),
      imports: new MemoryPaymentImports(rows),
      inventories: new MemoryInventories(rows),
      drifts: new MemoryDrifts(rows),
      pictures: new MemoryLedgerPictures(rows),
      findings: new MemoryFindings(rows),
      alerts: new MemoryAlertSettings(rows),
      digests: new MemoryDigests(rows),
      audit: new MemoryAuditTrail(rows),
      jobs: new MemoryJobs(rows),
    };
    this.#stores.set(rows, store);
    return store;
  }
}
