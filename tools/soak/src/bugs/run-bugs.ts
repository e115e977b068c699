import { readFile } from 'node:fs/promises';
import { beginProgress } from '../progress.js';
import { withBug, type Bug } from './bug.js';
import { creditBugs } from './credit-bugs.js';
import { edgeBugs } from './edge-bugs.js';
import { paymentBugs } from './payment-bugs.js';
import { reconciliationBugs } from './reconciliation-bugs.js';
import { sendingBugs } from './sending-bugs.js';
import { trySimulation } from './try-simulation.js';
import { trySpecs } from './try-specs.js';
import { updateBugs } from './update-bugs.js';

interface Tried {
  readonly bug: Bug;
  /** What caught it; absent: it survived. */
  readonly killer?: string;
}

const AT_ONCE = 2;

/** Builds the bridge with one bug at a time and sees what catches it. Answers whether every bug was caught. */
export async function runBugs(asJson: boolean, wanted: string | undefined): Promise<boolean> {
  const all = [...sendingBugs, ...paymentBugs, ...reconciliationBugs, ...creditBugs, ...edgeBugs, ...updateBugs];
  // Before anything runs: a snippet that is gone means that the list, not the bridge, has to be mended.
  for (const bug of all) withBug(await readFile(bug.file, 'utf8'), bug);
  const bugs = all.filter(({ name, file }) => wanted === undefined || name.includes(wanted) || file.includes(wanted));
  const progress = beginProgress('bugs', bugs.length);
  const tried: Tried[] = [];
  const queue = bugs.values();
  const work = async () => {
    for (const bug of queue) {
      const one = await tryOne(bug);
      tried.push(one);
      if (!asJson) process.stdout.write(`${bug.name.padEnd(62)}  ${one.killer ?? 'SURVIVES'}\n`);
      progress.at(tried.length, `${tried.filter(({ killer }) => killer === undefined).length} survive`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  progress.end();
  const survivors = tried.filter(({ killer }) => killer === undefined).map(({ bug }) => bug.name);
  const summary = { ok: survivors.length === 0, bugs: bugs.length, killed: bugs.length - survivors.length, survivors };
  process.stdout.write(
    asJson ? `${JSON.stringify(summary)}\n` : `${summary.killed} passed, ${survivors.length} failed\n`,
  );
  return summary.ok;
}

/** Its specs first, because they are quick; then seeds until one breaks a rule. */
async function tryOne(bug: Bug): Promise<Tried> {
  const killer = (bug.specs && (await trySpecs(bug, bug.specs))) ?? (await trySimulation(bug));
  return { bug, ...(killer !== undefined && { killer }) };
}
