import { driftKinds, problem, type DriftKind, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Drift } from './drifts.js';

const NAMED = 5;

/** One finding for each kind of drift, which names the first few documents; the list has them all. */
export async function noteDrifts(
  store: Store,
  connectionId: string,
  drifts: readonly Drift[],
  now: Instant,
): Promise<void> {
  await store.drifts.replaceAll(connectionId, drifts);
  const byKind = Map.groupBy(drifts, (drift) => drift.kind);
  for (const kind of driftKinds) {
    const key = `drift:${kind}`;
    const found = byKind.get(kind) ?? [];
    if (found.length === 0) await store.findings.resolve(connectionId, key, now);
    else
      await store.findings.report({
        key,
        connectionId,
        problem: problem(`drift_${kind}`, 'reconciliation', sentence(found)),
        foundAt: now,
      });
  }
}

export function countsOf(drifts: readonly Drift[]): Readonly<Partial<Record<DriftKind, number>>> {
  return Object.fromEntries([...Map.groupBy(drifts, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]));
}

function sentence(drifts: readonly Drift[]): string {
  const names = drifts.slice(0, NAMED).map(({ number, ledgerId }) => number ?? ledgerId);
  const more = drifts.length > NAMED ? ` and ${drifts.length - NAMED} more` : '';
  const count = drifts.length === 1 ? 'One document' : `${drifts.length} documents`;
  return `${count}: ${names.join(', ')}${more}.`;
}
