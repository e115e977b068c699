import {
  addressOf,
  type AlertPeople,
  type AccessTokens,
  type CheckConnection,
  type CheckPlan,
  type Clock,
  type Directory,
  type DueWork,
  isFault,
  type Jobs,
  type Task,
  type UnitOfWork,
} from '@bridge/application';
import type { Tick } from './pulse.js';

const MINUTE_MS = 60_000;
/** With the few seconds that a lease outlives its holder: work goes on within 15 seconds of a worker's death. */
const SWEEP_MS = 3_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;

export interface TickPorts {
  readonly directory: Directory;
  readonly dueWork: DueWork;
  readonly jobs: Jobs;
  readonly unitOfWork: UnitOfWork;
  readonly tokens: Pick<AccessTokens, 'current'>;
  readonly checkConnection: Pick<CheckConnection, 'run'>;
  readonly checkPlan: Pick<CheckPlan, 'run'>;
  readonly clock: Clock;
  /** Absent: this server sends no mail. */
  readonly alertPeople?: Pick<AlertPeople, 'run'>;
}

/** What happens by the clock. `importEveryMs` shortens the sweep as well: it is never slower than the imports. */
export function ticksOf(ports: TickPorts, importEveryMs: number): readonly Tick[] {
  return [
    { name: 'sweep', everyMs: Math.min(SWEEP_MS, importEveryMs), run: () => sweep(ports) },
    { name: 'import', everyMs: importEveryMs, run: () => wakeAll(ports, 'import') },
    { name: 'refresh', everyMs: 5 * MINUTE_MS, run: () => refresh(ports) },
    { name: 'check', everyMs: HOUR_MS, run: (stopping) => checkAll(ports, stopping) },
    { name: 'plan', everyMs: HOUR_MS, run: (stopping) => checkPlans(ports, stopping) },
    { name: 'reconcile', everyMs: 24 * HOUR_MS, run: () => wakeAll(ports, 'reconcile') },
    { name: 'keep-alive', everyMs: WEEK_MS, run: (stopping) => keepAlive(ports, stopping) },
    ...alerting(ports),
  ];
}

/** Wakes a worker for rows that wait with nobody at work on them: wake-ups get lost and workers die, rows do not. */
async function sweep({ dueWork, jobs, clock }: TickPorts): Promise<void> {
  for (const wake of await dueWork.due(clock.now())) await jobs.wake({ ...wake, isOverdue: true });
}

async function wakeAll({ directory, jobs }: TickPorts, task: Task): Promise<void> {
  for (const connection of await directory.liveConnections()) await jobs.wake({ ...connection, task });
}

/** The read model belongs to the tenant: one of its connections stands for all. */
async function refresh({ directory, jobs }: TickPorts): Promise<void> {
  const byTenant = new Map((await directory.liveConnections()).map((connection) => [connection.tenantId, connection]));
  for (const connection of byTenant.values()) await jobs.wake({ ...connection, task: 'refresh' });
}

/** Probes every connection and reads its chart anew. One that fails unexpectedly does not keep the others waiting. */
async function checkAll({ directory, checkConnection }: TickPorts, stopping: AbortSignal): Promise<void> {
  await forEach(await directory.liveConnections(), stopping, async ({ tenantId, connectionId }) => {
    await checkConnection.run(tenantId, connectionId);
  });
}

/** Asks again within the hour where the source did not answer; whoever reads documents from it says so to people. */
async function checkPlans({ directory, checkPlan }: TickPorts, stopping: AbortSignal): Promise<void> {
  const tenantIds = new Set((await directory.liveConnections()).map(({ tenantId }) => tenantId));
  await forEach([...tenantIds], stopping, async (tenantId) => {
    try {
      await checkPlan.run(tenantId);
    } catch (error) {
      if (!isFault(error)) throw error;
    }
  });
}

/** A refresh token that nobody uses ends after 60 days. What cannot be renewed is noticed and shown by the probe. */
async function keepAlive({ directory, unitOfWork, tokens }: TickPorts, stopping: AbortSignal): Promise<void> {
  await forEach(await directory.liveConnections(), stopping, async ({ tenantId, connectionId }) => {
    const connection = await unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    const address = connection && addressOf(connection);
    if (address === undefined) return;
    try {
      await tokens.current(address);
    } catch (error) {
      if (!isFault(error)) throw error;
    }
  });
}

/** A broken connection is told within a minute; what need not be told yet is left alone by the use case. */
function alerting({ directory, alertPeople }: TickPorts): readonly Tick[] {
  if (alertPeople === undefined) return [];
  const run = async (stopping: AbortSignal) =>
    forEach(await directory.alertedTenants(), stopping, (tenantId) => alertPeople.run(tenantId));
  return [{ name: 'alerts', everyMs: MINUTE_MS, run }];
}

/** One whose vendor makes it wait keeps few others waiting. */
const AT_ONCE = 8;

/** All are tried; what went wrong is thrown at the end, together. */
async function forEach<T>(items: readonly T[], stopping: AbortSignal, work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) {
      if (stopping.aborted) break;
      await work(item).catch((error: unknown) => void failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${items.length} failed`);
}
