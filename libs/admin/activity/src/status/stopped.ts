import type { ProblemView, SubsidiaryView } from '@bridge/contracts';

/** A connection through which nothing goes. */
export interface StoppedConnection {
  readonly id: string;
  readonly name: string;
  /** Absent while it is disconnected: then it does not go on by itself. */
  readonly pausedUntil?: string;
  readonly trouble?: ProblemView;
}

/** @param now in milliseconds: a pause that is over is none. */
export function stoppedOf(subsidiaries: readonly SubsidiaryView[], now: number): readonly StoppedConnection[] {
  return subsidiaries.flatMap(({ name, connection }) => {
    if (connection === undefined) return [];
    const { id, disconnectedAt, pausedUntil, trouble } = connection;
    const stopped = { id, name, ...(trouble && { trouble }) };
    // Not by the status, which speaks of the agency's plan first.
    if (disconnectedAt !== undefined) return [stopped];
    return pausedUntil !== undefined && Date.parse(pausedUntil) > now ? [{ ...stopped, pausedUntil }] : [];
  });
}
