import type { SqlEntityManager } from '@mikro-orm/sql';
import { FencedOff, type Jobs, type Lease, type Store, type UnitOfWork } from '@bridge/application';
import type { Database } from './engine/database.js';
import type { Vault } from './engine/vault.js';
import { MikroAlertSettings, MikroDigests } from './repositories/alerts.js';
import { MikroAuditTrail } from './repositories/audit-trail.js';
import {
  MikroCharts,
  MikroConnections,
  MikroGrants,
  MikroSettings,
  MikroSettingsReviews,
  MikroTenants,
} from './repositories/connections.js';
import { MikroContactBook } from './repositories/contact-book.js';
import { MikroDocumentShelf } from './repositories/documents.js';
import { MikroBatches, MikroExports } from './repositories/exports.js';
import { MikroFindings } from './repositories/findings.js';
import { MikroLinks } from './repositories/links.js';
import { BREATH_MS, type RenewedLeases } from './renewed-leases.js';
import { MikroDrifts, MikroInventories, MikroLedgerPictures } from './repositories/reconciliation.js';
import { MikroPaymentImports, MikroTranches, MikroWatermarks } from './repositories/payments.js';

/** Makes the `Jobs` of one transaction: what it wakes is committed or rolled back together with the rows. */
export type JobsFor = (kysely: ReturnType<SqlEntityManager['getKysely']>) => Jobs;

/**
 * One transaction of a tenant at a time, on all servers together. They are short, since no network call happens inside,
 * and it spares every rule from asking what a transaction beside it may be doing.
 */
export class MikroUnitOfWork implements UnitOfWork {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly jobsFor: JobsFor,
    private readonly leases: Pick<RenewedLeases, 'isKept'>,
  ) {}

  run<T>(tenantId: string, work: (store: Store) => Promise<T>, lease?: Lease): Promise<T> {
    return this.database.asTenantAlone(tenantId, async (em) => {
      if (lease) await fence(em, lease, this.leases.isKept(lease));
      const session = { em, tenantId };
      const audit = new MikroAuditTrail(session);
      const result = await work({
        tenants: new MikroTenants(session, this.vault),
        connections: new MikroConnections(session),
        grants: new MikroGrants(session, this.vault),
        settings: new MikroSettings(session),
        reviews: new MikroSettingsReviews(session),
        charts: new MikroCharts(session),
        contacts: new MikroContactBook(session),
        documents: new MikroDocumentShelf(session),
        exports: new MikroExports(session),
        batches: new MikroBatches(session),
        links: new MikroLinks(session),
        tranches: new MikroTranches(session),
        watermarks: new MikroWatermarks(session),
        imports: new MikroPaymentImports(session),
        inventories: new MikroInventories(session),
        drifts: new MikroDrifts(session),
        pictures: new MikroLedgerPictures(session),
        alerts: new MikroAlertSettings(session),
        digests: new MikroDigests(session),
        findings: new MikroFindings(session),
        audit,
        jobs: this.jobsFor(em.getKysely()),
      });
      await audit.flush();
      if (lease) await fence(em, lease, this.leases.isKept(lease));
      return result;
    });
  }
}

/**
 * The share lock keeps a new holder out until this transaction has ended. It also keeps renewals waiting: a lease that has
 * ended meanwhile, though its holder is alive and nobody has taken it, is renewed from within.
 */
async function fence(em: SqlEntityManager, lease: Lease, isKept: boolean): Promise<void> {
  const place = [lease.name, lease.token.toString()];
  const [held] = await em.execute<{ isHeld: boolean }[]>(
    'select until > clock_timestamp() as "isHeld" from leases where name = ? and token = ? for share',
    place,
  );
  if (held === undefined || !(held.isHeld || isKept)) throw new FencedOff(lease);
  if (held.isHeld) return;
  const until = `clock_timestamp() + ${BREATH_MS} * interval '1 millisecond'`;
  await em.execute(`update leases set until = ${until} where name = ? and token = ? returning token`, place);
}
