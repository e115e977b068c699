import type { Connection } from '../../../connections/connection.js';
import type { Directory } from '../../../connections/directory.js';
import type { ApiKeys, Doorkeeper } from '../../../identity/sessions.js';
import type { ActivityFigures, ActivityList } from '../../../queries/activity-list.js';
import type { DocumentList } from '../../../queries/document-list.js';
import type { ReconciliationList } from '../../../queries/reconciliation-list.js';
import type { DueWork, Wake } from '../../../runtime/jobs.js';
import type { Leases } from '../../../runtime/leases.js';
import type { UnitOfWork } from '../../../runtime/unit-of-work.js';
import { aConnection, aTenant, freshTenantId } from './examples.js';

/** What a contract suite tests. It may hold other suites' rows: every example brings ids of its own. */
export interface StoreWorld {
  readonly unitOfWork: UnitOfWork;
  readonly leases: Leases;
  readonly doorkeeper: Doorkeeper;
  readonly apiKeys: ApiKeys;
  readonly directory: Directory;
  readonly dueWork: DueWork;
  readonly documentList: DocumentList;
  readonly activityList: ActivityList;
  readonly activityFigures: ActivityFigures;
  readonly reconciliationList: ReconciliationList;
  /** Committed wake-ups, oldest first. */
  wakes(): Promise<readonly Wake[]>;
  /** Lets time pass, as leases measure it. */
  passTime(ms: number): Promise<void>;
}

export type MakeStoreWorld = () => Promise<StoreWorld>;

/** A new tenant with one live connection, for examples that need something to hang rows on. */
export async function aSettledTenant(
  world: StoreWorld,
  overrides: Partial<Connection> = {},
): Promise<{ readonly tenantId: string; readonly connectionId: string; readonly connection: Connection }> {
  const tenantId = freshTenantId();
  const connection = aConnection(tenantId, overrides);
  await world.unitOfWork.run(tenantId, async (store) => {
    await store.tenants.save(aTenant(tenantId));
    await store.connections.add(connection);
  });
  return { tenantId, connectionId: connection.id, connection };
}
