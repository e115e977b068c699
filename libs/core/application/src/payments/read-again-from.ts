import type { Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';

/**
 * Makes the next pass over the ledger's changes begin no later than `at`: a document was linked after the ledger may have
 * changed it, so that a pass has gone by without knowing it as ours. The position always moves, if only by a millisecond,
 * because a pass under way leaves a position alone that was moved meanwhile.
 */
export async function readAgainFrom(store: Store, connectionId: string, at: Instant): Promise<void> {
  const watermark = await store.watermarks.find(connectionId);
  if (watermark === undefined) return;
  await store.watermarks.save(connectionId, { lowerBound: Math.min(watermark.lowerBound - 1, at) });
}
