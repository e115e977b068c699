import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { atMost, exactly, measured, onlyAt, rounded, type Measure } from '../measure.js';
import { inTurns, openTown, type Resident, type Town } from '../world/town.js';
import { savePlot } from '../plot/save-plot.js';

export interface MonthEnd {
  readonly tenants: number;
  readonly each: number;
}

const WORKERS = 3;
const PEOPLE_AT_ONCE = 4;
const LOOK_EVERY_MS = 1_000;
/** A run that is stuck ends by itself. */
const LONGEST_MS = 60 * 60_000;

interface Progress {
  readonly seconds: number;
  readonly settled: number;
  readonly marked: number;
}

/** P6: everybody presses the button at the end of the month. From the first click to the last export mark in Productive. */
export async function monthEnd({ tenants, each }: MonthEnd): Promise<readonly Measure[]> {
  const town = await openTown(tenants, { workers: WORKERS });
  try {
    await town.database.keepTidy();
    const wanted = new Map<Resident, readonly string[]>();
    for (const resident of town.residents) {
      wanted.set(resident, town.addInvoices(resident, each));
      // All of them take minutes, in which this process must see which of its connections the product has closed.
      await nextTurn();
    }
    const before = cpuOf(town);
    const startedAt = Date.now();
    const clicking = inTurns([...wanted], PEOPLE_AT_ONCE, ([resident, ids]) => town.copy(resident, ids));
    const [progress] = await Promise.all([untilSettled(town, tenants * each, startedAt), clicking]);
    const minutes = (progress.at(-1)?.seconds ?? 0) / 60;
    const cpu = cpuOf(town).map((seconds, index) => Math.round(seconds - (before[index] ?? 0)));
    savePlot('p6-month-end', plotOf(progress, { tenants, each }));
    const what = `${tenants} tenants × ${each} invoices, PostgreSQL, ${WORKERS} workers and a web process`;
    const violations = await violationsOf(town, wanted);
    return [
      measured({
        id: 'P6',
        what: `Month end, ${what}`,
        unit: 'minutes',
        goal: onlyAt(tenants >= 1_000 && each >= 200, atMost(10)),
        runs: [rounded(minutes)],
        note:
          `From the first click to the last export mark. Goal for 1,000 × 200. Processor seconds: web ${cpu[0]}, workers ${cpu.slice(1, -1).join(' ')}, ` +
          `both vendors’ simulators and the people ${cpu.at(-1)} on the same processors, PostgreSQL apart`,
      }),
      measured({
        id: 'P6.violations',
        what: `Documents missing, doubled or with another total afterwards, ${what}`,
        unit: 'documents',
        goal: exactly(0),
        runs: [violations],
        note: 'Both sides read and compared: one live document in Xero for each invoice, with its total',
      }),
    ];
  } finally {
    await town.close();
  }
}

async function untilSettled({ database }: Town, all: number, startedAt: number): Promise<readonly Progress[]> {
  const progress: Progress[] = [{ seconds: 0, settled: 0, marked: 0 }];
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const [row] = await database.ask<{ settled: string; marked: string }>(
      `select count(*) as settled, count(*) filter (where announcement is null) as marked from links`,
    );
    const seconds = (Date.now() - startedAt) / 1_000;
    progress.push({ seconds, settled: Number(row?.settled), marked: Number(row?.marked) });
    if (Number(row?.marked) >= all) return progress;
    if (seconds * 1_000 > LONGEST_MS) throw new Error(`${row?.marked ?? 0} of ${all} were done after an hour`);
  }
}

/** Processor seconds of the web process, of each worker, and of this process. */
function cpuOf({ product }: Town): readonly number[] {
  const { user, system } = process.cpuUsage();
  return [...[product.web, ...product.workers].map((one) => one.cpuSeconds()), (user + system) / 1_000_000];
}

async function violationsOf({ vendors }: Town, wanted: ReadonlyMap<Resident, readonly string[]>): Promise<number> {
  let violations = 0;
  for (const [{ tenantId, organisationId }, ids] of wanted) {
    const office = vendors.productive.office(tenantId);
    const documents = vendors.xero.books.accountant(organisationId).list('Invoices');
    for (const id of ids) {
      const copies = documents.filter((document) => String(document['Url']).endsWith(`/invoices/${id}`));
      const total = Number(office.find('invoices', id)?.attributes['amount_with_tax']) / 100;
      const isMarked = office.find('invoices', id)?.attributes['export_id'] !== null;
      if (copies.length !== 1 || Number(copies[0]?.['Total']) !== total || !isMarked) violations += 1;
    }
    if (documents.length !== ids.length) violations += Math.abs(documents.length - ids.length);
  }
  return violations;
}

function plotOf(progress: readonly Progress[], { tenants, each }: MonthEnd) {
  const line = (name: string, valueOf: (at: Progress) => number) => ({
    name,
    points: progress.map((at) => [at.seconds, valueOf(at)] as const),
  });
  return {
    title: `P6 Month end: ${tenants} tenants × ${each} invoices`,
    x: { name: 'seconds since the first click' },
    y: { name: 'documents' },
    lines: [line('linked in Xero', ({ settled }) => settled), line('marked in Productive', ({ marked }) => marked)],
  };
}
