import { problem, type Instant, type Problem, type Settings } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { SourceReferenceData } from './source-reference.js';

const KEY = 'payments_entered_by_source';

/** What is wrong when the source enters the payments of this subsidiary by itself: ours beside them would be there twice. */
export function enteredTwice(
  { options }: Settings,
  { paymentImports }: SourceReferenceData,
  subsidiaryId: string,
): Problem | undefined {
  const isImporting = paymentImports.some((one) => (one.subsidiaryId ?? subsidiaryId) === subsidiaryId);
  if (!options.syncPayments || !isImporting) return undefined;
  const detail = 'Productive’s own Xero integration imports the payments of this subsidiary.';
  return problem('payments_entered_by_source', 'options.syncPayments', detail, { card: 'options' });
}

/** A finding as long as that is so. Somebody may switch it on in the source after our sync was switched on. */
export async function noteEnteredTwice(
  store: Store,
  connectionId: string,
  found: Problem | undefined,
  now: Instant,
): Promise<void> {
  const open = (await store.findings.open(connectionId)).find(({ key }) => key === KEY);
  if (found) await store.findings.report({ key: KEY, connectionId, problem: found, foundAt: open?.foundAt ?? now });
  else if (open) await store.findings.resolve(connectionId, KEY, now);
}
