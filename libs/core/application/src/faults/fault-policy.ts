import { problem, type Instant, type Problem } from '@bridge/domain';
import type { Fault } from './fault.js';

/** What a fault means for the work at hand. */
export type Decision =
  /** A person must mend it; `problems` say what. */
  | { readonly kind: 'give_up'; readonly problems: readonly Problem[] }
  /** Nothing was written. Everything for this connection waits until then. */
  | { readonly kind: 'pause'; readonly until: Instant; readonly problem: Problem }
  /** The grant is gone: everything waits for a person to reconnect. */
  | { readonly kind: 'lost'; readonly problem: Problem }
  /** It may have been written. */
  | { readonly kind: 'uncertain'; readonly isReplayable: boolean; readonly problem: Problem }
  | { readonly kind: 'missing'; readonly problem: Problem };

const OUTAGE_PAUSE_MS = 60_000;
/** Somebody must sign in again; until then asking more often helps nobody. */
const UNAUTHORISED_PAUSE_MS = 10 * 60_000;
const LONGEST_PAUSE_MS = 30 * 60_000;

/** The one switch over fault kinds. `attempts` counts the failures so far and lengthens the pause of an outage. */
export function decide(fault: Fault, side: 'ledger' | 'source', now: Instant, attempts = 0): Decision {
  const ledger = side === 'ledger';
  const named = (code: Problem['code']): Problem =>
    problem(
      code,
      side,
      fault.message,
      code === 'scope_missing' || code === 'disconnected' ? { card: 'connection' } : undefined,
    );
  const kind = fault.fault;
  switch (kind.kind) {
    case 'refused':
      return { kind: 'give_up', problems: kind.problems };
    case 'unauthorised':
      return ledger
        ? { kind: 'lost', problem: named('scope_missing') }
        : { kind: 'pause', until: now + UNAUTHORISED_PAUSE_MS, problem: named('source_unauthorised') };
    case 'disconnected':
      return { kind: 'lost', problem: named(ledger ? 'disconnected' : 'source_unauthorised') };
    case 'rate_limited':
      return {
        kind: 'pause',
        until: now + kind.retryAfterMs,
        problem: named(ledger ? 'rate_limited' : 'source_rate_limited'),
      };
    case 'unavailable':
      return {
        kind: 'pause',
        until: now + (kind.retryAfterMs ?? outagePause(attempts, now)),
        problem: named(ledger ? 'unavailable' : 'source_unavailable'),
      };
    case 'uncertain':
      return { kind: 'uncertain', isReplayable: kind.isReplayable, problem: named('answer_lost') };
    case 'not_found':
      return { kind: 'missing', problem: named(ledger ? 'removed_in_ledger' : 'source_document_missing') };
    default:
      return kind satisfies never;
  }
}

/**
 * How long to leave a vendor alone that is out of order: longer with every failure. Half of it is certain, the other half
 * by the millisecond of the failure, so that all who failed together do not come back together (equal jitter).
 */
export function outagePause(attempts: number, now: Instant): number {
  const half = Math.min(LONGEST_PAUSE_MS, OUTAGE_PAUSE_MS * 2 ** Math.min(attempts, 10)) / 2;
  return half + Math.floor((half * (now % 1_000)) / 1_000);
}
