import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { below, measured, rounded, type Measure } from '../measure.js';
import { startProductProcess } from '../world/product-process.js';

const RUNS = 3;
const IDLE_MS = 10_000;

/** P13: the shipped product with its embedded database, from its start until it is ready, and what it holds when idle. */
export async function start(): Promise<readonly Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bridge-bench-'));
  const environment = { PORT: '0', BRIDGE_DATA_DIR: folder, XERO_CLIENT_ID: 'bench', XERO_CLIENT_SECRET: 'bench' };
  const seconds: number[] = [];
  const megabytes: number[] = [];
  try {
    // The very first start makes the database: what everybody meets afterwards is measured apart from it.
    const first = await startProductProcess(environment);
    await first.stop();
    for (let run = 0; run < RUNS; run += 1) {
      const product = await startProductProcess(environment);
      seconds.push(rounded(product.readyMs / 1_000));
      await sleep(IDLE_MS);
      megabytes.push(rounded(product.residentMb()));
      await product.stop();
    }
    return [
      measured({
        id: 'P13.first',
        what: 'The very first start to ready, making the embedded database',
        unit: 's',
        goal: below(5),
        runs: [rounded(first.readyMs / 1_000)],
        note: 'The API with its jobs and schedule, without the admin and the sandbox',
      }),
      measured({
        id: 'P13.start',
        what: 'Start to ready with the embedded database',
        unit: 's',
        goal: below(5),
        runs: seconds,
        note: 'The API with its jobs and schedule, without the admin and the sandbox',
      }),
      measured({
        id: 'P13.memory',
        what: 'Memory of the idle process, the embedded database in it',
        unit: 'MB',
        goal: below(400),
        runs: megabytes,
        note: 'Resident, ten seconds after the start',
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
