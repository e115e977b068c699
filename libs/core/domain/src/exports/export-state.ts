/**
 * The life of one copy. `sending` is stored before the first byte leaves; `uncertain` means that the answer was lost and
 * is left only by a definite answer: a replay under the same idempotency key, or a look-up by marker.
 */
export const exportStates = ['queued', 'sending', 'uncertain', 'exported', 'refused', 'skipped'] as const;
export type ExportState = (typeof exportStates)[number];

const LEGAL_MOVES: Readonly<Record<ExportState, readonly ExportState[]>> = {
  queued: ['sending', 'refused', 'skipped'],
  sending: ['exported', 'refused', 'queued', 'uncertain'],
  uncertain: ['exported', 'refused', 'queued'],
  refused: ['queued', 'skipped'],
  skipped: ['queued'],
  exported: [],
};

export function mayMove(from: ExportState, to: ExportState): boolean {
  return LEGAL_MOVES[from].includes(to);
}

/** Returns `to`, or throws a RangeError: an illegal move is a defect, and it must not reach the database. */
export function move(from: ExportState, to: ExportState): ExportState {
  if (!mayMove(from, to)) throw new RangeError(`An export that is ${from} cannot become ${to}`);
  return to;
}

/** True while the copy still needs the worker: it may not be started again for the same document. */
export function isOpen(state: ExportState): boolean {
  return state === 'queued' || state === 'sending' || state === 'uncertain';
}
