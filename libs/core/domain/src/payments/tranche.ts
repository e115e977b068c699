import type { Money } from '../money/money.js';
import type { CalendarDay, Instant } from '../time/calendar-day.js';

/**
 * `left_out`: recorded before the sync was switched on. `held`: it cannot be entered yet and says why. `in_doubt`: gone from
 * the ledger together with suspiciously many others; it stays in the source until a person decides. `kept`: a person decided
 * that it stays there.
 * `recording` and `removing` are stored before the source is asked, so that a lost answer is known to be lost. `planned`
 * again after that, it may stand in the source all the same: such a one is removed there, not just forgotten.
 */
export const trancheStates = [
  'planned',
  'recording',
  'recorded',
  'to_remove',
  'removing',
  'removed',
  'held',
  'left_out',
  'in_doubt',
  'kept',
] as const;
export type TrancheState = (typeof trancheStates)[number];

const LEGAL_MOVES: Readonly<Record<TrancheState, readonly TrancheState[]>> = {
  planned: ['recording', 'held', 'removed', 'to_remove'],
  recording: ['recorded', 'planned', 'held', 'to_remove'],
  recorded: ['to_remove', 'in_doubt'],
  to_remove: ['removing', 'held'],
  removing: ['removed', 'to_remove', 'held'],
  removed: [],
  held: ['planned', 'to_remove', 'removed'],
  left_out: ['planned', 'removed'],
  in_doubt: ['recorded', 'to_remove', 'kept'],
  kept: ['recorded', 'to_remove'],
};

export function moveTranche(from: TrancheState, to: TrancheState): TrancheState {
  if (!LEGAL_MOVES[from].includes(to)) throw new RangeError(`A tranche that is ${from} cannot become ${to}`);
  return to;
}

/** One part-payment of one document, known by the ledger's payment id. */
export interface KnownTranche {
  readonly paymentId: string;
  readonly amount: Money;
  readonly paidOn: CalendarDay;
  readonly state: TrancheState;
  /** It came in for another invoice of the source: the document has been made the copy of this one since. */
  readonly isElsewhere?: boolean;
  /** It was entered in the source, or may have been. */
  readonly hasStood?: boolean;
}

/** Out of the source, or on its way out. */
export function isGone({ state }: Pick<KnownTranche, 'state'>): boolean {
  return state === 'removed' || state === 'to_remove' || state === 'removing';
}

/** The sentence in a payment's note that names the ledger payment: how a lost answer is found again in the source. */
export function trancheToken(paymentId: string): string {
  return `[xero:${paymentId}]`;
}

/** From when payments count: those entered into the books since, or dated on or after a chosen day. */
export interface PaymentsSince {
  readonly switchedOnAt: Instant;
  readonly chosenOn?: CalendarDay;
}
