import type { Instant } from '../time/calendar-day.js';

/** Rows repeat within the overlap and are harmless; a row missed for ever is not. */
export const OVERLAP_MS = 5 * 60_000;

/** Position in a change feed. `lowerBound` moves only when a cycle has been committed to its last page. */
export interface Watermark {
  readonly lowerBound: Instant;
}

/** One pass over the feed: `lowerBound` is fixed for all its pages; `maxSeen` and `startedAt` are only written. */
export interface Cycle {
  readonly lowerBound: Instant;
  /** The ledger's own clock when the first page was answered: nothing changed later may be stepped over. */
  readonly startedAt?: Instant;
  readonly maxSeen?: Instant;
}

export function beginCycle(watermark: Watermark): Cycle {
  return { lowerBound: watermark.lowerBound };
}

/** Takes in one page: when the ledger answered it, and when its rows were changed. */
export function seePage(
  cycle: Cycle,
  page: { readonly answeredAt: Instant; readonly changedAt: readonly Instant[] },
): Cycle {
  const seen = [...(cycle.maxSeen === undefined ? [] : [cycle.maxSeen]), ...page.changedAt];
  return {
    lowerBound: cycle.lowerBound,
    startedAt: cycle.startedAt ?? page.answeredAt,
    ...(seen.length > 0 && { maxSeen: seen.reduce((a, b) => Math.max(a, b)) }),
  };
}

/** The next watermark after the last page was committed: never back, never past what was seen, minus the overlap. */
export function promote(watermark: Watermark, cycle: Cycle): Watermark {
  if (cycle.maxSeen === undefined || cycle.startedAt === undefined) return watermark;
  const reached = Math.min(cycle.maxSeen, cycle.startedAt) - OVERLAP_MS;
  return { lowerBound: Math.max(watermark.lowerBound, reached) };
}
