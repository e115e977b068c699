import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, measured, onlyAt, percentile, rounded, type Measure } from '../measure.js';
import { savePlot } from '../plot/save-plot.js';
import { openTown, type Resident, type Town } from '../world/town.js';

export interface Flood {
  readonly smallTenants: number;
  readonly waiting: number;
}

const WORKERS = 2;
const ROUNDS = 2;
/** Between two clicks of the small tenants: all of them within a minute. */
const PAUSE_MS = 600;
/** More than Xero takes of one tenant while it is measured: these exist in Productive as well, and are announced there. */
const REAL = 6_000;
const LONGEST_MS = 120_000;

/** P7: how long a small tenant waits for its one invoice while another has tens of thousands waiting, and while it has none. */
export async function fairness({ smallTenants, waiting }: Flood): Promise<readonly Measure[]> {
  const town = await openTown(smallTenants + 1, { workers: WORKERS });
  try {
    const [large, ...small] = town.residents;
    if (large === undefined) throw new Error('There is no large tenant');
    // Whoever copies for the first time reads the list of contacts: everybody has done so before it counts.
    await waitsOf(town, small, 1);
    const calm = await waitsOf(town, small, ROUNDS);
    await flood(town, large, waiting);
    const flooded = await waitsOf(town, small, ROUNDS);
    const left = await leftOf(town, large);
    savePlot('p7-fairness', plotOf(calm, flooded));
    const [without, beside] = [percentile(calm, 0.95), percentile(flooded, 0.95)];
    return [
      measured({
        id: 'P7',
        what: `p95 of ${small.length} small tenants beside one with ${waiting} waiting, by their p95 without it`,
        unit: '×',
        goal: onlyAt(smallTenants >= 99 && waiting >= 50_000, atMost(1.1)),
        runs: [rounded(beside / without)],
        note:
          `From the click to the settled copy: p50 ${percentile(calm, 0.5)} → ${percentile(flooded, 0.5)} s, p95 ${without} → ${beside} s, ` +
          `${calm.length} copies each; ${WORKERS} workers; the large one still had ${left} waiting afterwards`,
      }),
    ];
  } finally {
    await town.close();
  }
}

/** Seconds from the click to the settled copy, of each. */
async function waitsOf(town: Town, small: readonly Resident[], rounds: number): Promise<readonly number[]> {
  const clicks = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1)
    for (const resident of small) {
      const [sourceId = ''] = town.addInvoices(resident, 1);
      const next = sleep(PAUSE_MS);
      clicks.set(`${resident.tenantId} ${sourceId}`, Date.now());
      await town.copy(resident, [sourceId]);
      await next;
    }
  const endsAt = Date.now() + LONGEST_MS;
  for (;;) {
    const rows = await town.database.ask<{ name: string; at: string }>(
      `select tenant_id || ' ' || source_id as name, changed_at as at from exports where state = 'exported'`,
    );
    const waits = rows.flatMap(({ name, at }) => {
      const clicked = clicks.get(name);
      return clicked === undefined ? [] : [(Number(at) - clicked) / 1_000];
    });
    if (waits.length === clicks.size) return waits;
    if (Date.now() > endsAt) throw new Error(`${waits.length} of ${clicks.size} copies of small tenants were made`);
    await sleep(500);
  }
}

/** The first ones over the API; the others are rows like them, too far behind to be reached while it is measured. */
async function flood(town: Town, large: Resident, waiting: number): Promise<void> {
  const real = Math.min(waiting, REAL);
  await town.copy(large, town.addInvoices(large, real));
  const { tenantId } = large;
  await town.database
    .ask(`insert into exports select (jsonb_populate_record(null::exports, to_jsonb(pattern) || jsonb_build_object(
      'id', 'flood-' || n, 'source_id', 'flood-' || n, 'state', 'queued', 'batch_id', null, 'receipt', null,
      'requested_at', ${Date.now() + 3_600_000} + n, 'next_attempt_at', 0, 'attempts', 0))).*
    from (select * from exports where tenant_id = '${tenantId}' limit 1) as pattern, generate_series(1, ${waiting - real}) as n`);
}

async function leftOf({ database }: Town, { tenantId }: Resident): Promise<number> {
  const [row] = await database.ask<{ left: string }>(
    `select count(*) as left from exports where tenant_id = '${tenantId}' and state = 'queued'`,
  );
  return Number(row?.left);
}

function plotOf(calm: readonly number[], flooded: readonly number[]) {
  const line = (name: string, waits: readonly number[]) => ({
    name,
    points: [...waits].sort((a, b) => a - b).map((wait, index) => [((index + 1) * 100) / waits.length, wait] as const),
  });
  return {
    title: 'P7 Waiting of small tenants, from the click to the settled copy',
    x: { name: 'per cent of the copies' },
    y: { name: 'seconds at the most' },
    lines: [line('nobody else', calm), line('beside a flood', flooded)],
  };
}
