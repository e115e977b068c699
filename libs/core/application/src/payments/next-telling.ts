import { problem, QUARANTINE_MS, type CalendarDay, type Instant } from '@bridge/domain';
import type { Link } from '../exports/links.js';

type Settlement = NonNullable<Link['settlement']>;

/**
 * The source is about to be told, and nobody knows yet what becomes of it. A mark that is lost on its way may still arrive
 * within the quarantine: whatever is told next waits until then, or the older mark would come last and stand.
 */
export function beginTelling(settlement: Settlement, now: Instant): Settlement {
  const words = 'Productive is being told, and has not answered yet.';
  return { ...settlement, nextAttemptAt: now + QUARANTINE_MS, problem: problem('answer_lost', 'source', words) };
}

/** What an expense has to show from now on: told at once, unless an older mark may still arrive. */
export function nextTelling(standing: Link['settlement'], paidOn: CalendarDay | null, now: Instant): Settlement {
  const wish = { paidOn, attempts: 0, nextAttemptAt: now };
  if (standing?.problem?.code !== 'answer_lost') return wish;
  return { ...wish, nextAttemptAt: Math.max(now, standing.nextAttemptAt), problem: standing.problem };
}
