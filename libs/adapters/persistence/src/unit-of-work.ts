import type { SqlEntityManager } from '@mikro-orm/sql';
import { FencedOff, type Jobs, type Lease, type Store, type UnitOfWork } from '@bridge/application';
import type { Database } from './engine/database.js';
import type { Vault } from './engine/vault.js';
import { MikroAuditTrail } from './repositories/audit-trail.js';
import { MikroCharts, MikroConnections, MikroGrants, MikroSettings, MikroTenants } from './repositories/connections.js';
import { MikroContactBook } from './repositories/contact-book.js';
import { MikroDocumentShelf } from './repositories/documents.js';
import { MikroBatches, MikroExports } from './repositories/exports.js';
import { MikroFindings } from './repositories/findings.js';
import { MikroLinks } from './repositories/links.js';
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
  ) {}

  run<T>(tenantId: string, work: (store: Store) => Promise<T>, lease?: Lease): Promise<T> {
    return this.database.asTenant(tenantId, async (em) => {
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`tenant ${tenantId}`]);
      if (lease) await fence(em, lease);
      const session = { em, tenantId };
      const audit = new MikroAuditTrail(session);
      const result = await work({
        tenants: new MikroTenants(session, this.vault),
        connections: new MikroConnections(session),
        grants: new MikroGrants(session, this.vault),
        settings: new MikroSettings(session),
        charts: new MikroCharts(session),
        contacts: new MikroContactBook(session),
        documents: new MikroDocumentShelf(session),
        exports: new MikroExports(session),
        batches: new MikroBatches(session),
        links: new MikroLinks(session),
        tranches: new MikroTranches(session),
        watermarks: new MikroWatermarks(session),
        imports: new MikroPaymentImports(session),
        findings: new MikroFindings(session),
        audit,
        jobs: this.jobsFor(em.getKysely()),
      });
      await audit.flush();
      if (lease) await fence(em, lease);
      return result;
    });
  }
}

/** The share lock keeps a new holder out until this transaction has ended. */
async function fence(em: SqlEntityManager, lease: Lease): Promise<void> {
  const held = await em.execute(
    'select token from leases where name = ? and token = ? and until > clock_timestamp() for share',
    [lease.name, lease.token.toString()],
  );
  if (held.length === 0) throw new FencedOff(lease);
}
