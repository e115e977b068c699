import type { Clock } from '../../runtime/clock.js';
import type { Wake } from '../../runtime/jobs.js';
import { FixedClock } from './fixed-clock.js';
import { MemoryActivityFigures, MemoryActivityList } from './memory-activity.js';
import { MemoryCallBudget } from './memory-call-budget.js';
import { MemoryDocumentList } from './memory-document-list.js';
import { MemoryApiKeys, MemoryDirectory, MemoryDoorkeeper, MemoryDueWork } from './memory-door.js';
import { MemoryLeases, MemoryTenantRows, MemoryUnitOfWork } from './memory-runtime.js';

/** Everything the database does for the core, in memory, with real transactions. `wakes` holds committed wake-ups only. */
export function createMemoryWorld({ clock = new FixedClock() }: { readonly clock?: Clock } = {}) {
  const tenants = new MemoryTenantRows();
  const leases = new MemoryLeases(clock);
  const wakes: Wake[] = [];
  const apiKeys = new MemoryApiKeys();
  const budget = new MemoryCallBudget();
  return {
    unitOfWork: new MemoryUnitOfWork(tenants, leases, wakes),
    leases,
    doorkeeper: new MemoryDoorkeeper(apiKeys),
    apiKeys,
    directory: new MemoryDirectory(tenants),
    dueWork: new MemoryDueWork(tenants),
    documentList: new MemoryDocumentList(tenants),
    activityList: new MemoryActivityList(tenants),
    activityFigures: new MemoryActivityFigures(tenants, budget),
    wakes,
    budget,
  };
}

export type MemoryWorld = ReturnType<typeof createMemoryWorld>;
