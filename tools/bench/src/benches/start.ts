import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { below, measured, rounded, type Measure } from '../measure.js';
import { ownDatabase, unlessNoServer } from '../world/own-database.js';
import { startProductProcess } from '../world/product-process.js';

const RUNS = 3;
const IDLE_MS = 10_000;
const NOTE = 'The API with its jobs and schedule, without the admin and the sandbox';

/** P13: the shipped product, from its start until it is ready, and what it holds when idle: with its embedded database, and with a server. */
export async function start(): Promise<readonly Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bridge-bench-'));
  try {
    const embedded = await startsOf({ BRIDGE_DATA_DIR: folder });
    const measures = [
      measured({
        id: 'P13.first',
        what: 'The very first start to ready, making the embedded database',
        unit: 's',
        goal: below(5),
        runs: [embedded.firstSeconds],
        note: NOTE,
      }),
      ...told(embedded, 'embedded', 'the embedded database in it'),
    ];
    const database = await ownDatabase().catch(unlessNoServer);
    if (database === undefined) return measures;
    try {
      const key = Buffer.alloc(32, 7).toString('base64');
      const withServer = await startsOf({ DATABASE_URL: database.url, BRIDGE_ENCRYPTION_KEY: key });
      return [...measures, ...told(withServer, 'server', 'a PostgreSQL server beside it')];
    } finally {
      await database.drop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Starts {
  readonly firstSeconds: number;
  readonly seconds: readonly number[];
  readonly megabytes: readonly number[];
}

async function startsOf(store: Readonly<Record<string, string>>): Promise<Starts> {
  const environment = { PORT: '0', XERO_CLIENT_ID: 'bench', XERO_CLIENT_SECRET: 'bench', ...store };
  // The very first start makes the database: what everybody meets afterwards is measured apart from it.
  const first = await startProductProcess(environment);
  await first.stop();
  const seconds: number[] = [];
  const megabytes: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const product = await startProductProcess(environment);
    seconds.push(rounded(product.readyMs / 1_000));
    await sleep(IDLE_MS);
    megabytes.push(rounded(product.residentMb()));
    await product.stop();
  }
  return { firstSeconds: rounded(first.readyMs / 1_000), seconds, megabytes };
}

function told({ seconds, megabytes }: Starts, store: string, where: string): readonly Measure[] {
  return [
    measured({
      id: `P13.start.${store}`,
      what: `Start to ready, ${where}`,
      unit: 's',
      goal: below(5),
      runs: seconds,
      note: NOTE,
    }),
    measured({
      id: `P13.memory.${store}`,
      what: `Memory of the idle process, ${where}`,
      unit: 'MB',
      goal: below(400),
      runs: megabytes,
      note: 'Resident, ten seconds after the start',
    }),
  ];
}
