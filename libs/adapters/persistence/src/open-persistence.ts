import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Instant } from '@bridge/domain';
import type {
  ActivityFigures,
  ActivityList,
  ApiKeys,
  CallBudget,
  Clock,
  Directory,
  DocumentList,
  Doorkeeper,
  DueWork,
  Leases,
  ReconciliationList,
  SourceBudget,
  UnitOfWork,
} from '@bridge/application';
import { MikroCallBudget } from './call-budget.js';
import { MikroSourceBudget } from './source-budget.js';
import { takeDataFolder } from './data-folder.js';
import { MikroDirectory, MikroDueWork } from './directory.js';
import { MikroApiKeys, MikroDoorkeeper } from './doorkeeper.js';
import { openEmbedded, openServer, type Engine } from './engine/open-engine.js';
import { createVault, type VaultKeys } from './engine/vault.js';
import { MikroLeases } from './leases.js';
import { eraseTenant, type Erasure } from './erase-tenant.js';
import { migrateDatabase } from './migrate-database.js';
import { MikroActivityFigures } from './queries/activity-figures.js';
import { MikroActivityList } from './queries/activity-list.js';
import { MikroDocumentList } from './queries/document-list.js';
import { MikroReconciliationList } from './queries/reconciliation-list.js';
import { verifyChain, type AuditHead, type AuditReport } from './repositories/audit-trail.js';
import { rotateKeys, type RotatedRow } from './rotate-keys.js';
import { RenewedLeases } from './renewed-leases.js';
import { MikroUnitOfWork, type JobsFor } from './unit-of-work.js';

export interface PersistenceOptions {
  /** A PostgreSQL server. Absent: PostgreSQL inside this process. */
  readonly databaseUrl?: string;
  /** Where the embedded database lives. Absent as well: in memory, gone at the end. */
  readonly dataDir?: string;
  readonly encryptionKeys: VaultKeys;
  /** Makes the `Jobs` of one transaction. Called after `open` has answered. */
  readonly jobsFor: JobsFor;
}

export interface Persistence {
  readonly unitOfWork: UnitOfWork;
  /** For work under way: a lease ends a few seconds after the process of its holder. */
  readonly leases: Leases;
  /** For what is over and must not be repeated before its time: a lease lasts as long as it was asked for, come what may. */
  readonly lastingLeases: Leases;
  readonly doorkeeper: Doorkeeper;
  readonly apiKeys: ApiKeys;
  readonly directory: Directory;
  readonly dueWork: DueWork;
  readonly documentList: DocumentList;
  readonly activityList: ActivityList;
  readonly activityFigures: ActivityFigures;
  readonly reconciliationList: ReconciliationList;
  budget(clock: Clock): CallBudget;
  sourceBudget(clock: Clock): SourceBudget;
  /** Ids of all tenants who ever signed in, for the operator's commands. */
  tenantIds(): Promise<readonly string[]>;
  /** Walks a tenant's audit chain from its beginning to its head; `earlier` is a head that it must have passed. */
  verifyAuditChain(tenantId: string, earlier?: AuditHead): Promise<AuditReport>;
  /** Deletes everything of an organisation but its audit trail, unless it is still connected. */
  eraseTenant(tenantId: string, now: Instant): Promise<Erasure>;
  /** Seals every secret anew under the current key, row by row; may be stopped at any row and run again. */
  rotateKeys(): AsyncGenerator<RotatedRow>;
  /** Throws when the database does not answer. */
  checkReady(): Promise<void>;
  /** The embedded engine, for the queue that shares it. */
  readonly pglite: Engine['pglite'];
  close(): Promise<void>;
}

/** Opens and migrates the database. Throws FolderInUse or NewerDatabase rather than damage anything. */
export async function openPersistence(options: PersistenceOptions): Promise<Persistence> {
  const vault = createVault(options.encryptionKeys);
  const engine = await openEngine(options);
  try {
    await migrateDatabase(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const { database } = engine;
  const lastingLeases = new MikroLeases(database);
  const leases = new RenewedLeases(lastingLeases);
  return {
    unitOfWork: new MikroUnitOfWork(database, vault, options.jobsFor, leases),
    leases,
    lastingLeases,
    doorkeeper: new MikroDoorkeeper(database),
    apiKeys: new MikroApiKeys(database),
    directory: new MikroDirectory(database),
    dueWork: new MikroDueWork(database),
    documentList: new MikroDocumentList(database),
    activityList: new MikroActivityList(database),
    activityFigures: new MikroActivityFigures(database),
    reconciliationList: new MikroReconciliationList(database),
    budget: (clock) => new MikroCallBudget(database, clock),
    sourceBudget: (clock) => new MikroSourceBudget(database, clock),
    tenantIds: () => database.asClerk(tenantIdsOf),
    verifyAuditChain: (tenantId, earlier) =>
      database.asTenant(tenantId, (em) => verifyChain({ em, tenantId }, earlier)),
    eraseTenant: (tenantId, now) => eraseTenant(database, tenantId, now),
    rotateKeys: async function* () {
      yield* rotateKeys(database, vault, await database.asClerk(tenantIdsOf));
    },
    checkReady: () => database.asHousekeeper(async (em) => void (await em.execute('select 1 from leases limit 1'))),
    pglite: engine.pglite,
    close: () => {
      leases.close();
      return engine.close();
    },
  };
}

async function tenantIdsOf(em: SqlEntityManager): Promise<readonly string[]> {
  const rows = await em.execute<{ id: string }[]>(
    'select tenant_id as id from audit_heads union select tenant_id from connections order by 1',
  );
  return rows.map((row) => row.id);
}

async function openEngine({ databaseUrl, dataDir }: PersistenceOptions): Promise<Engine> {
  if (databaseUrl !== undefined) return openServer(databaseUrl);
  if (dataDir === undefined) return openEmbedded(undefined);
  const folder = takeDataFolder(dataDir);
  try {
    const engine = await openEmbedded(folder.databasePath);
    const close = async () => {
      await engine.close();
      folder.release();
    };
    return { ...engine, close };
  } catch (error) {
    folder.release();
    throw error;
  }
}
