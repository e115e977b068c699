import { endure } from '@bridge/application/testing';
import { eachByCrew } from '../crew.js';
import { beginProgress } from '../progress.js';
import type { Task } from '../worker.js';
import { ordealsAt, type Endurance } from './try-pairs.js';

/** Every trouble, and every pair of troubles, at every call. Answers whether every rule held. */
export async function runExhaustive(asJson: boolean): Promise<boolean> {
  const startedAt = performance.now();
  const { points, violations: calm } = await endure(new Map());
  const singles = ordealsAt(points);
  const progress = beginProgress('single faults, each with every second one', singles.length);
  const tasks = singles.map((first): Task => ({ kind: 'pairs', first })).values();
  const bad: Endurance['bad'][number][] = calm.length > 0 ? [{ ordeals: [], violations: calm }] : [];
  let [runs, done] = [1, 0];
  await eachByCrew(new URL('./worker.js', import.meta.url), tasks, (answer: Endurance) => {
    runs += answer.runs;
    done += 1;
    bad.push(...answer.bad);
    progress.at(done, `${bad.length} bad`);
    return true;
  });
  progress.end();
  const summary = {
    ...{ ok: bad.length === 0, points: points.length, faults: new Set(singles.map(([, trouble]) => trouble)).size },
    ...{ singles: singles.length, pairs: runs - 1 - singles.length, runs },
    violations: bad.reduce((sum, one) => sum + one.violations.length, 0),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
  const told = bad.slice(0, 10).map(({ ordeals, violations }) => {
    const where = ordeals.map(([at, trouble]) => `call ${at} (${points[at]?.name ?? 'later'}): ${trouble}`).join('; ');
    return `${where}: ${violations.join('; ')}\n`;
  });
  const figures = Object.entries(summary).map(([name, value]) => `${name.padEnd(16)}${String(value)}\n`);
  const end = summary.ok ? '1 passed, 0 failed\n' : '0 passed, 1 failed\n';
  process.stdout.write(asJson ? `${JSON.stringify(summary)}\n` : `${figures.join('')}${told.join('')}${end}`);
  return summary.ok;
}
