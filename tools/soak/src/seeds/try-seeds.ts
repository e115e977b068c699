import { simulate } from '@bridge/application/testing';

export interface SeedRange {
  readonly from: number;
  readonly count: number;
  /** Goes no further than the first seed that breaks a rule. */
  readonly stopsAtFirst?: boolean;
}

export interface SeedTotals {
  readonly seeds: number;
  readonly documents: number;
  readonly tranches: number;
  readonly crashes: number;
  readonly lostAnswers: number;
  readonly duplicates: number;
  readonly lost: number;
  readonly stuck: number;
  readonly bad: readonly { readonly seed: number; readonly violations: readonly string[] }[];
}

export const NOTHING: SeedTotals = {
  ...{ seeds: 0, documents: 0, tranches: 0, crashes: 0, lostAnswers: 0, duplicates: 0, lost: 0, stuck: 0 },
  bad: [],
};

export async function trySeeds({ from, count, stopsAtFirst = false }: SeedRange): Promise<SeedTotals> {
  let totals = NOTHING;
  for (let seed = from; seed < from + count; seed += 1) {
    const { violations, ...run } = await simulate(seed);
    totals = plus(totals, { ...run, seeds: 1, bad: violations.length > 0 ? [{ seed, violations }] : [] });
    if (stopsAtFirst && violations.length > 0) break;
  }
  return totals;
}

export function plus(a: SeedTotals, b: SeedTotals): SeedTotals {
  return {
    seeds: a.seeds + b.seeds,
    documents: a.documents + b.documents,
    tranches: a.tranches + b.tranches,
    crashes: a.crashes + b.crashes,
    lostAnswers: a.lostAnswers + b.lostAnswers,
    duplicates: a.duplicates + b.duplicates,
    lost: a.lost + b.lost,
    stuck: a.stuck + b.stuck,
    bad: [...a.bad, ...b.bad],
  };
}
