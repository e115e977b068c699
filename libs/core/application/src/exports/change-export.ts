import { move, type ExportState, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Export } from './export.js';

export interface ExportMove {
  readonly id: string;
  readonly to: ExportState;
  readonly change: Partial<Omit<Export, 'id' | 'state'>>;
  /** More for the audit entry. */
  readonly words?: Readonly<Record<string, unknown>>;
}

/** Moves an export and writes the one audit entry that belongs to the move. An illegal move throws. */
export async function changeExport(
  store: Store,
  id: string,
  to: ExportState,
  by: string,
  now: Instant,
  change: ExportMove['change'],
  words: Readonly<Record<string, unknown>> = {},
): Promise<Export> {
  const [changed] = await changeExports(store, [{ id, to, change, words }], by, now);
  if (changed === undefined) throw new RangeError(`There is no export ${id}`);
  return changed;
}

/** Many at once, each with its own audit entry; each export once. */
export async function changeExports(
  store: Store,
  moves: readonly ExportMove[],
  by: string,
  now: Instant,
): Promise<readonly Export[]> {
  const byId = new Map(moves.map((wanted) => [wanted.id, wanted]));
  const changedRows = await store.exports.updateAll([...byId.keys()], (current) => {
    const { to = current.state, change = {} } = byId.get(current.id) ?? {};
    return { ...current, ...change, state: move(current.state, to), changedAt: now };
  });
  for (const changed of changedRows) {
    const { to = changed.state, words = {} } = byId.get(changed.id) ?? {};
    await store.audit.append({
      at: now,
      by,
      action: `export.${to}`,
      subject: { kind: 'export', id: changed.id },
      connectionId: changed.connectionId,
      detail: {
        kind: changed.kind,
        sourceId: changed.sourceId,
        ...(changed.target && { updates: changed.target.ledgerId }),
        ...(changed.problems.length > 0 && { problems: changed.problems }),
        ...words,
      },
    });
  }
  return changedRows;
}
