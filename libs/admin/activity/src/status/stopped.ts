import type { ProblemView, SubsidiaryView } from '@bridge/contracts';

/** A connection through which nothing goes. */
export interface StoppedConnection {
  readonly id: string;
  readonly name: string;
  /** `choosing`: it was connected and has a new consent, whose organisation nobody has chosen yet. */
  readonly why: 'choosing' | 'disconnected' | 'paused';
  /** While it is paused; the others do not go on by themselves. */
  readonly pausedUntil?: string;
  readonly trouble?: ProblemView;
}

/** @param now in milliseconds: a pause that is over is none. */
export function stoppedOf(subsidiaries: readonly SubsidiaryView[], now: number): readonly StoppedConnection[] {
  return subsidiaries.flatMap<StoppedConnection>(({ name, connection }) => {
    if (connection === undefined) return [];
    const { id, offered, connectedAt, disconnectedAt, pausedUntil, trouble } = connection;
    // Not by the status, which speaks of the agency's plan first: something is offered just while it is to be chosen.
    // Trouble and the end of the connection are then those of the consent before.
    if (offered.length > 0) return connectedAt === undefined ? [] : [{ id, name, why: 'choosing' }];
    const stopped = { id, name, ...(trouble && { trouble }) };
    if (disconnectedAt !== undefined) return [{ ...stopped, why: 'disconnected' }];
    const isPaused = pausedUntil !== undefined && Date.parse(pausedUntil) > now;
    return isPaused ? [{ ...stopped, why: 'paused', pausedUntil }] : [];
  });
}
