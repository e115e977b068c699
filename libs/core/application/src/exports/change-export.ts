import { move, type ExportState, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Export } from './export.js';

/** Moves an export and writes the one audit entry that belongs to the move. An illegal move throws. */
export async function changeExport(
  store: Store,
  id: string,
  to: ExportState,
  by: string,
  now: Instant,
  change: Partial<Omit<Export, 'id' | 'state'>>,
  words: Readonly<Record<string, unknown>> = {},
): Promise<Export> {
  const changed = await store.exports.update(id, (current) => ({
    ...current,
    ...change,
    state: move(current.state, to),
    changedAt: now,
  }));
  await store.audit.append({
    at: now,
    by,
    action: `export.${to}`,
    subject: { kind: 'export', id },
    connectionId: changed.connectionId,
    detail: {
      kind: changed.kind,
      sourceId: changed.sourceId,
      ...(changed.problems.length > 0 && { problems: changed.problems }),
      ...words,
    },
  });
  return changed;
}
