import type { ExportView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** What a copy is, in a word or two. */
export function kindOf({ kind, isCreditNote }: Pick<ExportView, 'kind' | 'isCreditNote'>): string {
  return (isCreditNote && texts.credits[kind]) || texts.kinds[kind];
}
