import type { Instant } from '../time/calendar-day.js';

/** How far a document has come in the source. Invoices: the first three. Expenses: the last three. */
export type Progress = 'draft' | 'finalised' | 'sent' | 'awaiting' | 'approved' | 'rejected';

interface Seen {
  readonly progress: Progress;
  /** Since when it is known to be finalised (an invoice) or approved (an expense). Absent: not yet, or always was. */
  readonly eligibleSince?: Instant;
  /** The same for having been sent. */
  readonly sentSince?: Instant;
}

/**
 * When a document came so far, by what was known of it before. One that had come so far already when it was first read has
 * no such moment. `isNew`: what is not known was made since the last look, and is no old document that is read for the first time.
 */
export function eligibility(
  progress: Progress,
  before: Seen | undefined,
  isNew: boolean,
  now: Instant,
): Pick<Seen, 'eligibleSince' | 'sentSince'> {
  const since = (is: (progress: Progress) => boolean, known: Instant | undefined) => {
    if (!is(progress)) return undefined;
    if (before === undefined) return isNew ? now : undefined;
    return is(before.progress) ? known : now;
  };
  const eligibleSince = since(isEligible, before?.eligibleSince);
  const sentSince = since((at) => at === 'sent', before?.sentSince);
  return { ...(eligibleSince !== undefined && { eligibleSince }), ...(sentSince !== undefined && { sentSince }) };
}

function isEligible(progress: Progress): boolean {
  return progress === 'finalised' || progress === 'sent' || progress === 'approved';
}
