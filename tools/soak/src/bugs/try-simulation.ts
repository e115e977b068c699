import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Endurance } from '../exhaustive/try-pairs.js';
import type { SeedTotals } from '../seeds/try-seeds.js';
import type { Task } from '../worker.js';
import type { Bug } from './bug.js';
import { bundleWith } from './bundle-with.js';

const SEEDS = 2000;
const AT_ONCE = 25;
/** A seed takes a hundredth of a second; a bug may make it go round for ever. */
const PATIENCE_MS = 90_000;

/** Every single fault, then seeds, until one breaks a rule: which, and how. Undefined when none does. */
export async function trySimulation(bug: Bug): Promise<string | undefined> {
  const worker = new Worker(pathToFileURL(await bundleWith(bug)));
  try {
    for (const task of tasks()) {
      const killer = await ask(worker, task);
      if (killer !== undefined) return killer.split('\n')[0]?.slice(0, 130);
    }
    return undefined;
  } finally {
    await worker.terminate();
  }
}

function* tasks(): Generator<Task> {
  yield { kind: 'singles' };
  for (let from = 1; from <= SEEDS; from += AT_ONCE) yield { kind: 'seeds', from, count: AT_ONCE, stopsAtFirst: true };
}

function ask(worker: Worker, task: Task): Promise<string | undefined> {
  const where = task.kind === 'seeds' ? `seed ${task.from} or soon after` : 'single faults';
  return new Promise((answer) => {
    const over = setTimeout(() => answer(`${where}: it comes to no end`), PATIENCE_MS);
    const done = (killer: string | undefined) => {
      clearTimeout(over);
      answer(killer);
    };
    worker.removeAllListeners();
    worker.once('error', (error) => done(`${where}: ${error.message}`));
    worker.once('message', (found: SeedTotals | Endurance) => done(firstBad(found)));
    worker.postMessage(task);
  });
}

function firstBad({ bad }: SeedTotals | Endurance): string | undefined {
  const [first] = bad;
  if (first === undefined) return undefined;
  const where = 'seed' in first ? `seed ${first.seed}` : first.ordeals.map(([at, trouble]) => `call ${at} ${trouble}`);
  return `${where}: ${first.violations[0]}`;
}
