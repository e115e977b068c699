import type { Clock } from '../../runtime/clock.js';
import type { Wake } from '../../runtime/jobs.js';
import { FixedClock } from './fixed-clock.js';
import { MemoryActivityFigures, MemoryActivityList } from './memory-activity.js';
import { MemoryCallBudget } from './memory-call-budget.js';
import { MemoryDocumentList } from './memory-document-list.js';
import { MemoryApiKeys, MemoryDirectory, MemoryDoorkeeper, MemoryDueWork } from './memory-door.js';
import { MemoryReconciliationList } from './memory-reconciliation-list.js';
import { MemoryLeases, MemoryTenantRows, MemoryUnitOfWork, type Commit } from './memory-runtime.js';

export type { Commit };

/** Everything the database does for the core, in memory, with real transactions. `wakes` holds committed wake-ups only. */
export function createMemoryWorld({
  clock = new FixedClock(),
  onCommit,
}: { readonly clock?: Clock; readonly onCommit?: (commit: Commit) => void } = {}) {
  const tenants = new MemoryTenantRows();
  const leases = new MemoryLeases(clock);
  const wakes: Wake[] = [];
  const apiKeys = new MemoryApiKeys();
  const budget = new MemoryCallBudget();
  return {
    unitOfWork: new MemoryUnitOfWork(tenants, leases, wakes, onCommit),
    leases,
    doorkeeper: new MemoryDoorkeeper(apiKeys),
    apiKeys,
    directory: new MemoryDirectory(tenants),
    dueWork: new MemoryDueWork(tenants, leases),
    documentList: new MemoryDocumentList(tenants),
    activityList: new MemoryActivityList(tenants),
    activityFigures: new MemoryActivityFigures(tenants, budget),
    reconciliationList: new MemoryReconciliationList(tenants),
    wakes,
    budget,
    /** Answers how to put the rows of a tenant back as they are now. */
    backUp: (tenantId: string): (() => void) => tenants.of(tenantId).backUp(),
    /** The links and exports of a tenant are lost. */
    loseCopies: (tenantId: string): void => {
      const { links, exports, batches } = tenants.of(tenantId);
      for (const table of [links, exports, batches]) table.clear();
    },
  };
}

export type MemoryWorld = ReturnType<typeof createMemoryWorld>;
