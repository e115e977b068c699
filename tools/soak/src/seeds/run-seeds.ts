import { eachByCrew } from '../crew.js';
import type { Options } from '../options.js';
import { beginProgress } from '../progress.js';
import type { Task } from '../worker.js';
import { NOTHING, plus, type SeedTotals } from './try-seeds.js';

const AT_ONCE = 25;

/** Tries every seed and says what became of all of them together. Answers whether every rule held. */
export async function runSeeds({ firstSeed, seeds, asJson }: Options): Promise<boolean> {
  const startedAt = performance.now();
  const progress = beginProgress('seeds', seeds);
  let totals = NOTHING;
  await eachByCrew(new URL('./worker.js', import.meta.url), ranges(firstSeed, seeds), (answer: SeedTotals) => {
    totals = plus(totals, answer);
    progress.at(totals.seeds, `${totals.bad.length} bad`);
    return true;
  });
  progress.end();
  const bad = [...totals.bad].sort((a, b) => a.seed - b.seed);
  const ok = bad.length === 0 && totals.duplicates + totals.lost + totals.stuck === 0;
  const { bad: _, ...counts } = totals;
  const seedsPerSecond = Math.round(totals.seeds / ((performance.now() - startedAt) / 1000));
  const violations = bad.reduce((sum, one) => sum + one.violations.length, 0);
  const summary = { ok, ...counts, violations, seedsPerSecond, firstBadSeed: bad[0]?.seed ?? null };
  process.stdout.write(asJson ? `${JSON.stringify(summary)}\n` : forPeople(summary, bad));
  return ok;
}

function* ranges(first: number, seeds: number): Generator<Task> {
  for (let done = 0; done < seeds; done += AT_ONCE)
    yield { kind: 'seeds', from: first + done, count: Math.min(AT_ONCE, seeds - done) };
}

function forPeople(summary: Record<string, unknown>, bad: SeedTotals['bad']): string {
  const figures = Object.entries(summary).map(([name, value]) => `${name.padEnd(16)}${String(value)}\n`);
  const found = bad
    .slice(0, 10)
    .flatMap(({ seed, violations }) => violations.map((words) => `seed ${seed}: ${words}\n`));
  const again = bad[0] && `Its story: npm run soak -- --seed ${bad[0].seed}\n`;
  return `${figures.join('')}${found.join('')}${again ?? ''}${bad.length > 0 ? '0 passed, 1 failed' : '1 passed, 0 failed'}\n`;
}
