import { endure, type Point, type Trouble } from '@bridge/application/testing';

/** A trouble at the call with this number. */
export type Ordeal = readonly [at: number, trouble: Trouble];

export interface Endurance {
  readonly runs: number;
  readonly bad: readonly { readonly ordeals: readonly Ordeal[]; readonly violations: readonly string[] }[];
}

/** Every trouble at every one of these calls, from the given number on. */
export function ordealsAt(points: readonly Point[], from = 0): readonly Ordeal[] {
  return points.flatMap(({ troubles }, at) => (at < from ? [] : troubles.map((trouble): Ordeal => [at, trouble])));
}

/** One trouble alone, and then together with every other at every later call of the run that it led to. */
export async function tryPairs(first: Ordeal): Promise<Endurance> {
  const alone = await endure(new Map([first]));
  const bad = alone.violations.length > 0 ? [{ ordeals: [first], violations: alone.violations }] : [];
  const seconds = ordealsAt(alone.points, first[0] + 1);
  for (const second of seconds) {
    const { violations } = await endure(new Map([first, second]));
    if (violations.length > 0) bad.push({ ordeals: [first, second], violations });
  }
  return { runs: 1 + seconds.length, bad };
}

/** Every single trouble, until the first that breaks a rule. */
export async function trySingles(): Promise<Endurance> {
  const calm = await endure(new Map());
  if (calm.violations.length > 0) return { runs: 1, bad: [{ ordeals: [], violations: calm.violations }] };
  let runs = 1;
  for (const ordeal of ordealsAt(calm.points)) {
    const { violations } = await endure(new Map([ordeal]));
    runs += 1;
    if (violations.length > 0) return { runs, bad: [{ ordeals: [ordeal], violations }] };
  }
  return { runs, bad: [] };
}
