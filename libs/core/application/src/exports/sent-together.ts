import type { Export } from './export.js';

/**
 * Documents that failed together before go in smaller batches: 50, 25, 12 … 1. Purchase orders go in calls of their own, and
 * so do changes of documents that are in the ledger.
 */
export function sentTogether(due: readonly Export[], batchSize: number): readonly Export[] {
  const attempts = due[0]?.attempts ?? 0;
  const callOf = ({ kind, target }: Export) => (target ? 'update' : kind === 'purchase_order' ? 'orders' : 'create');
  return due
    .filter((waiting) => waiting.attempts === attempts && due[0] && callOf(waiting) === callOf(due[0]))
    .slice(0, Math.max(1, Math.floor(batchSize / 2 ** attempts)));
}
