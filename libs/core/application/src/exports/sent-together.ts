import type { Export } from './export.js';

/** Documents that failed together before go in smaller batches: 50, 25, 12 … 1. Purchase orders go in calls of their own. */
export function sentTogether(due: readonly Export[], batchSize: number): readonly Export[] {
  const attempts = due[0]?.attempts ?? 0;
  const isOrder = due[0]?.kind === 'purchase_order';
  return due
    .filter((waiting) => waiting.attempts === attempts && (waiting.kind === 'purchase_order') === isOrder)
    .slice(0, Math.max(1, Math.floor(batchSize / 2 ** attempts)));
}
