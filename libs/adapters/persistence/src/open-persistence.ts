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
  UnitOfWork,
} from '@bridge/application';
import { MikroCallBudget } from './call-budget.js';
import { takeDataFolder } from './data-folder.js';
import { MikroDirectory, MikroDueWork } from './directory.js';
import { MikroApiKeys, MikroDoorkeeper } from './doorkeeper.js';
import { openEmbedded, openServer, type Engine } from './engine/open-engine.js';
import { createVault, type VaultKeys } from './engine/vault.js';
import { MikroLeases } from './leases.js';
import { migrateDatabase } from './migrate-database.js';
import { MikroActivityFigures } from './queries/activity-figures.js';
import { MikroActivityList } from './queries/activity-list.js';
import { MikroDocumentList } from './queries/document-list.js';
import { findBreak } from './repositories/audit-trail.js';
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
  readonly leases: Leases;
  readonly doorkeeper: Doorkeeper;
  readonly apiKeys: ApiKeys;
  readonly directory: Directory;
  readonly dueWork: DueWork;
  readonly documentList: DocumentList;
  readonly activityList: ActivityList;
  readonly activityFigures: ActivityFigures;
  budget(clock: Clock): CallBudget;
  /** The position where a tenant's audit chain breaks, or undefined when it holds. */
  verifyAuditChain(tenantId: string): Promise<number | undefined>;
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
  return {
    unitOfWork: new MikroUnitOfWork(database, vault, options.jobsFor),
    leases: new MikroLeases(database),
    doorkeeper: new MikroDoorkeeper(database),
    apiKeys: new MikroApiKeys(database),
    directory: new MikroDirectory(database),
    dueWork: new MikroDueWork(database),
    documentList: new MikroDocumentList(database),
    activityList: new MikroActivityList(database),
    activityFigures: new MikroActivityFigures(database),
    budget: (clock) => new MikroCallBudget(database, clock),
    verifyAuditChain: (tenantId) => database.asTenant(tenantId, (em) => findBreak({ em, tenantId })),
    checkReady: () => database.asHousekeeper(async (em) => void (await em.execute('select 1 from leases limit 1'))),
    pglite: engine.pglite,
    close: () => engine.close(),
  };
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
