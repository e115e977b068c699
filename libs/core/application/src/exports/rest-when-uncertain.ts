import { problem, type Instant } from '@bridge/domain';
import { noteTrouble } from '../connections/connection-health.js';
import { outagePause } from '../faults/fault-policy.js';
import type { Store } from '../runtime/unit-of-work.js';

/** Of one connection. So many at once are no mishap: the ledger, or the way to it, is out of order. */
const MANY = 5;

/**
 * An outage that answers nothing, or with a gateway's error, leaves each call uncertain. Sending on would make all that
 * waits uncertain, and spend the day's calls on it. The connection rests for a minute or two; one call alone then finds out
 * whether it is over.
 */
export async function restWhenMuchIsUncertain(store: Store, connectionId: string, now: Instant): Promise<void> {
  const batches = await store.batches.open(connectionId);
  // Of a batch that is still under way the documents say so: what becomes of it is not in question yet.
  const firsts = await store.exports.find(batches.flatMap(({ exportIds }) => exportIds.slice(0, 1)));
  if (firsts.filter(({ state }) => state === 'uncertain').length < MANY) return;
  const until = now + outagePause(1, now);
  // A call beside these may have been told to wait for longer, until tomorrow even: that stands.
  if (((await store.connections.find(connectionId))?.pausedUntil ?? 0) > until) return;
  await noteTrouble(
    store,
    connectionId,
    { kind: 'pause', until, problem: problem('unavailable', 'ledger', 'Several calls in a row brought no answer.') },
    now,
  );
}
