import type { Agency } from '../bridge/agencies.js';
import type { UseCases } from '../bridge/wire-use-cases.js';
import type { People } from './people.js';
import type { Stage } from './stage.js';

const MINUTE = 60_000;
/** What was late has arrived by then, and every quarantine is over. */
const SETTLING_MS = 16 * MINUTE;
const PATIENCE = 6;
const LONGEST_MS = 6 * 60 * MINUTE;

/**
 * Lets the sweeper and the schedule work, with nothing in the way, until nothing is due any more: at the longest until every
 * pause has passed. The queue is not asked: whatever stood in it is lost (L4).
 */
export async function calmDown(stage: Stage, people: readonly People[], uses: UseCases): Promise<void> {
  const { clock } = stage;
  const begunAt = clock.now();
  const asked = new Map<string, number>();
  for (let rest = 0; rest < 2 && clock.now() - begunAt < LONGEST_MS;) {
    clock.advance((clock.now() - begunAt < SETTLING_MS ? 4 : 12) * MINUTE);
    let waiting = 0;
    for (const { agency } of people) {
      await round(stage, agency, uses);
      waiting += await retryRefused(stage, agency, uses, asked);
    }
    const open = await openWork(stage, people);
    stage.tell?.(`${open} pieces of work are under way, ${waiting} were asked for again`);
    waiting += open + (clock.now() - begunAt < SETTLING_MS ? 1 : 0);
    rest = waiting === 0 ? rest + 1 : 0;
  }
}

/** The schedule’s probe and import, and whatever the sweeper finds due. */
async function round({ world, clock }: Stage, { tenantId, connectionId }: Agency, uses: UseCases): Promise<void> {
  await uses.checkConnection.run(tenantId, connectionId);
  for (let turn = 0; turn < 3; turn += 1) {
    if (turn === 1) {
      await uses.importPayments.run(tenantId, connectionId, 'schedule');
      await uses.decideReversals.run(tenantId, connectionId, 'apply', 'Ada');
    }
    const due = await world.dueWork.due(clock.now());
    for (const { task } of due.filter((wake) => wake.connectionId === connectionId)) {
      if (task === 'send') while (await uses.sendExports.run(tenantId, connectionId));
      if (task === 'settle') while (await uses.settleSource.run(tenantId, connectionId));
      if (task !== 'announce') continue;
      while (await uses.announceCopies.run(tenantId, connectionId));
      while (await uses.sendExtras.run(tenantId, connectionId));
    }
  }
}

/** A person says “again” to all of it, and after some times believes the answer. Answers how many are queued again. */
async function retryRefused(
  { world }: Stage,
  { tenantId }: Agency,
  uses: UseCases,
  asked: Map<string, number>,
): Promise<number> {
  const { rows } = await world.activityList.exports(tenantId, { states: ['refused'], offset: 0, limit: 100 });
  const ids = rows.map((row) => row.id).filter((id) => (asked.get(id) ?? 0) < PATIENCE);
  if (ids.length === 0) return 0;
  for (const id of ids) asked.set(id, 1 + (asked.get(id) ?? 0));
  const outcomes = await uses.retryExports.run(tenantId, ids, 'Ada');
  return outcomes.filter(({ problems }) => problems.length === 0).length;
}

/** What is still under way: exports without an end, tranches, what has to follow a document, broken connections. */
async function openWork({ world }: Stage, people: readonly People[]): Promise<number> {
  let open = 0;
  for (const { agency } of people) {
    const { tenantId, connectionId } = agency;
    const { rows } = await world.activityList.exports(tenantId, {
      ...{ states: ['queued', 'sending', 'uncertain'], offset: 0, limit: 100_000 },
    });
    const within = { offset: 0, limit: 100_000 };
    const tranches = (await world.activityList.tranches(tenantId, within)).rows.filter(({ state }) =>
      ['planned', 'recording', 'to_remove', 'removing'].includes(state),
    );
    const { connection, links } = await world.unitOfWork.run(tenantId, async (store) => ({
      connection: await store.connections.find(connectionId),
      links: await store.links.page(connectionId, undefined, 100_000),
    }));
    const followed = links.filter(({ extras }) => extras !== undefined);
    open += rows.length + tranches.length + followed.length + (connection?.state === 'connected' ? 0 : 1);
  }
  return open;
}
