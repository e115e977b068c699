import type { Directory } from '../../../connections/directory.js';
import type { ApiKeys, Doorkeeper } from '../../../identity/sessions.js';
import type { ActivityFigures, ActivityList } from '../../../queries/activity-list.js';
import type { DocumentList } from '../../../queries/document-list.js';
import type { DueWork, Wake } from '../../../runtime/jobs.js';
import type { Leases } from '../../../runtime/leases.js';
import type { UnitOfWork } from '../../../runtime/unit-of-work.js';

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
  /** Committed wake-ups, oldest first. */
  readonly wakes: readonly Wake[];
  /** Lets time pass, as leases measure it. */
  readonly passTime: (ms: number) => Promise<void>;
}

export type MakeStoreWorld = () => Promise<StoreWorld>;
