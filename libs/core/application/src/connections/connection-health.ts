import type { Instant, Problem } from '@bridge/domain';
import type { Decision } from '../faults/fault-policy.js';
import type { Store } from '../runtime/unit-of-work.js';
import type { Connection } from './connection.js';

/** Writes down what a failed call means for the whole connection: a pause until a time, or access lost. Work is kept. */
export async function noteTrouble(store: Store, connectionId: string, decision: Decision, now: Instant): Promise<void> {
  if (decision.kind === 'pause') {
    await store.connections.update(connectionId, (current) => ({
      ...current,
      pausedUntil: decision.until,
      pausedFor: decision.problem.code,
    }));
  }
  if (decision.kind === 'lost') await markLost(store, connectionId, decision.problem, now);
}

/** Access is gone: the queue waits, and everybody sees why. */
export async function markLost(store: Store, connectionId: string, problem: Problem, now: Instant): Promise<void> {
  const before = await store.connections.find(connectionId);
  if (before?.state !== 'connected') return;
  await store.connections.update(connectionId, (current) => ({
    ...current,
    state: 'lost',
    disconnectedAt: now,
    pausedFor: problem.code,
  }));
  await store.audit.append({
    at: now,
    by: 'the bridge',
    action: 'connection.lost',
    subject: { kind: 'connection', id: connectionId },
    connectionId,
    detail: { reason: problem.detail },
  });
}

/** A call succeeded: a connection that was thought lost works again, and a pause is over. */
export async function markWorking(store: Store, connectionId: string, now: Instant): Promise<void> {
  await restore(store, await store.connections.find(connectionId), now);
}

/** The same of a call that left beside others: trouble that one of them has met meanwhile is newer than it, and stands. */
export async function markStillWorking(store: Store, connectionId: string, now: Instant): Promise<void> {
  const before = await store.connections.find(connectionId);
  if (before?.state === 'connected' && (before.pausedUntil ?? 0) <= now) await restore(store, before, now);
}

async function restore(store: Store, before: Connection | undefined, now: Instant): Promise<void> {
  if (before === undefined || (before.state === 'connected' && before.pausedUntil === undefined)) return;
  if (before.state !== 'connected' && before.state !== 'lost') return;
  await store.connections.update(before.id, (current) => {
    const { pausedUntil: _u, pausedFor: _f, disconnectedAt: _d, ...rest } = current;
    return { ...rest, state: 'connected' };
  });
  if (before.state === 'lost')
    await store.audit.append({
      at: now,
      by: 'the bridge',
      action: 'connection.restored',
      subject: { kind: 'connection', id: before.id },
      connectionId: before.id,
      detail: {},
    });
}
