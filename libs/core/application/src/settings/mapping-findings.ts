import { driftedMappings, type CardStates, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';

const PREFIX = 'mapping:';

/**
 * One finding for each mapping that the ledger no longer offers, so that it is counted and people are told before copies
 * are refused. Resolved once the mapping is mended on either side.
 */
export async function noteDriftedMappings(
  store: Store,
  connectionId: string,
  cards: CardStates,
  now: Instant,
): Promise<void> {
  const drifted = new Map(driftedMappings(cards).map((found) => [`${PREFIX}${found.path}`, found]));
  const open = (await store.findings.open(connectionId)).filter(({ key }) => key.startsWith(PREFIX));
  const since = new Map(open.map(({ key, foundAt }) => [key, foundAt]));
  for (const [key, problem] of drifted)
    await store.findings.report({ key, connectionId, problem, foundAt: since.get(key) ?? now });
  for (const { key } of open) if (!drifted.has(key)) await store.findings.resolve(connectionId, key, now);
}
