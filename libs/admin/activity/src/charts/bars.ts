import type { OverviewView } from '@bridge/contracts';

export const SERIES = ['copied', 'refused', 'tranches'] as const;
type Series = (typeof SERIES)[number];

export interface Bar {
  readonly series: Series;
  readonly x: number;
  readonly width: number;
  /** Of 100. */
  readonly height: number;
}

const BAR = 6;
const GAP = 6;

/** Three bars for each day beside each other; the highest of all is 100 high. */
export function barsOf(days: OverviewView['days']): {
  readonly bars: readonly Bar[];
  readonly width: number;
  readonly most: number;
} {
  const most = Math.max(1, ...days.flatMap((day) => SERIES.map((series) => day[series])));
  const step = SERIES.length * BAR + GAP;
  const bars = days.flatMap((day, index) =>
    SERIES.map((series, place) => ({
      series,
      x: index * step + GAP / 2 + place * BAR,
      width: BAR - 1,
      height: (100 * day[series]) / most,
    })),
  );
  return { bars: bars.filter(({ height }) => height > 0), width: days.length * step, most };
}
