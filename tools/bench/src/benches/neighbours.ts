import { atMost, measured, percentile, rounded, type Measure } from '../measure.js';
import { openTown, type Resident, type Town } from '../world/town.js';

const ASKED = 300;
const BURST = 10_000;
/** All that one organisation may have under way and waiting once it has a line: each of its requests is answered. */
const AT_ONCE = 200;
const NOWHERE = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

/**
 * S1 and S4: what one organisation notices of another. Both are times, so that they are measured here and not tested:
 * whether a refusal takes as long for somebody else's thing as for nothing, and how long others wait beside a flood.
 */
export async function neighbours(): Promise<readonly Measure[]> {
  const town = await openTown(2, { workers: 1 });
  try {
    const [one, other] = town.residents;
    if (one === undefined || other === undefined) throw new Error('Nobody moved in');
    for (const resident of [one, other]) await settle(town, resident);
    return [await refusals(one, other), await besideAFlood(one, other)];
  } finally {
    await town.close();
  }
}

async function settle(town: Town, resident: Resident): Promise<void> {
  const ids = town.addInvoices(resident, 200);
  await town.copy(resident, ids);
  await town.untilCopied(resident, ids.length);
}

async function refusals(one: Resident, other: Resident): Promise<Measure> {
  const [foreign, none]: [number[], number[]] = [[], []];
  const ask = (id: string) => timed(() => one.bridge.read(`connections/${id}/settings`));
  for (let asked = -20; asked < ASKED; asked += 1) {
    const [first, second] = [await ask(other.connectionId), await ask(NOWHERE)];
    if (asked < 0) continue;
    foreign.push(first);
    none.push(second);
  }
  const [slow, quick] = [percentile(foreign, 0.5), percentile(none, 0.5)];
  return measured({
    id: 'S1',
    what: 'A refusal of another organisation’s connection by that of one that does not exist, medians, the longer by the shorter',
    unit: '×',
    goal: atMost(1.1),
    runs: [rounded(Math.max(slow / quick, quick / slow))],
    note: `${ASKED} of each in turns, over HTTP: ${slow} ms and ${quick} ms`,
  });
}

async function besideAFlood(flooding: Resident, other: Resident): Promise<Measure> {
  const ask = () => timed(() => other.bridge.read('documents?kind=invoice'));
  const quiet: number[] = [];
  for (let asked = -20; asked < ASKED; asked += 1) {
    const ms = await ask();
    if (asked >= 0) quiet.push(ms);
  }
  const statuses = new Map<string, number>();
  let left = BURST;
  const lane = async () => {
    while ((left -= 1) >= 0) {
      const outcome = await flooding.bridge.read('documents?kind=invoice').then(
        () => 'answered',
        () => 'refused',
      );
      statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1);
    }
  };
  const flood = Promise.all(Array.from({ length: AT_ONCE }, lane));
  const beside: number[] = [];
  while (left > 0) beside.push(await ask());
  await flood;
  const counts = [...statuses].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  return measured({
    id: 'S4',
    what: `p99 of another organisation’s lists beside ${BURST} requests of one, by the p99 without`,
    unit: '×',
    goal: atMost(2),
    runs: [rounded(percentile(beside, 0.99) / percentile(quiet, 0.99))],
    note: `${beside.length} answers beside it: p50 ${percentile(beside, 0.5)} ms, p99 ${percentile(beside, 0.99)} ms; ${ASKED} without: p50 ${percentile(quiet, 0.5)} ms, p99 ${percentile(quiet, 0.99)} ms. Of the flood, ${AT_ONCE} at once, ${counts}. One web process, and both senders on the same processors`,
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work().catch(refused);
  return performance.now() - startedAt;
}

/** A refusal is what is timed. */
function refused(error: unknown): void {
  if (!(error instanceof Error)) throw error;
}
