import type { Instant } from '../time/calendar-day.js';

const MINUTE = 60_000;

/**
 * Why these two numbers: Xero keeps an idempotency key for 6 minutes from its first use, so a replay within 5 cannot run
 * twice; and a request whose answer was lost may still be applied late, so nobody looks before 10 minutes have passed.
 */
export const REPLAY_WINDOW_MS = 5 * MINUTE;
export const QUARANTINE_MS = 10 * MINUTE;

export interface LostAnswer {
  readonly firstSentAt: Instant;
  /** False after the ledger answered with a server error under this key: it would only repeat the stored error. */
  readonly isReplayable: boolean;
}

export type UncertainStep =
  /** Send the same bytes under the same key once more. */
  | { readonly step: 'replay' }
  /** Do nothing before `until`. */
  | { readonly step: 'wait'; readonly until: Instant }
  /** Ask the ledger for our marker: found, adopt it; not found, a new key; not answered, stay uncertain. */
  | { readonly step: 'look_up' };

/** What may safely be done about a write whose answer was lost. */
export function resolveUncertain(lost: LostAnswer, now: Instant): UncertainStep {
  const age = now - lost.firstSentAt;
  if (age >= QUARANTINE_MS) return { step: 'look_up' };
  if (age >= 0 && age < REPLAY_WINDOW_MS && lost.isReplayable) return { step: 'replay' };
  return { step: 'wait', until: lost.firstSentAt + QUARANTINE_MS };
}
