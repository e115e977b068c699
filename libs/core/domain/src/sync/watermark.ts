import type { Instant } from '../time/calendar-day.js';

/** Rows repeat within the overlap and are harmless; a row missed for ever is not. */
export const OVERLAP_MS = 5 * 60_000;
/** The feed tells changes apart by the second. */
const SECOND_MS = 1_000;

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

/**
 * The next watermark after the last page was committed: never back, and never past the second of the latest change that was
 * seen. Within the overlap a change may still come to light late; once the ledger's clock has passed it, what was read is all
 * there was, and is not read again.
 */
export function promote(watermark: Watermark, cycle: Cycle): Watermark {
  if (cycle.maxSeen === undefined || cycle.startedAt === undefined) return watermark;
  const reached = Math.min(cycle.maxSeen, cycle.startedAt) - OVERLAP_MS;
  const isSettled = cycle.startedAt >= cycle.maxSeen + OVERLAP_MS;
  return { lowerBound: Math.max(watermark.lowerBound, isSettled ? cycle.maxSeen + SECOND_MS : reached) };
}
