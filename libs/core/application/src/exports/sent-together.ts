import { formOf, isCreditForm } from '@bridge/domain';
import type { Export } from './export.js';

/**
 * Documents that failed together before go in smaller batches: 50, 25, 12 … 1. Purchase orders go in calls of their own, and
 * so do credit notes and changes of documents that are in the ledger.
 */
export function sentTogether(due: readonly Export[], batchSize: number): readonly Export[] {
  const [first] = due;
  if (first === undefined) return [];
  const { attempts } = first;
  return due
    .filter((waiting) => waiting.attempts === attempts && callOf(waiting) === callOf(first))
    .slice(0, Math.max(1, Math.floor(batchSize / 2 ** attempts)));
}

function callOf({ document, target }: Export): 'updates' | 'orders' | 'credits' | 'postings' {
  if (target) return 'updates';
  if (document.kind === 'purchase_order') return 'orders';
  return isCreditForm(formOf(document)) ? 'credits' : 'postings';
}
