import { isOpen, type DocumentKind, type Instant } from '@bridge/domain';
import type { Export } from '../../exports/export.js';
import type { Agency } from '../bridge/agencies.js';
import type { UseCases } from '../bridge/wire-use-cases.js';
import type { Dice } from './dice.js';
import type { Stage } from './stage.js';
import type { Job } from './workers.js';

/** Who updates what is left in the end. */
const LAST = 'Zoe';
const KINDS = ['invoice', 'expense'] as const;

/** “Update existing”, on some documents: now and then with the word that edits in the books are written over. */
export function updateJob(agency: Agency, dice: Dice, documents: number): Job {
  const kind: DocumentKind = dice.happens(0.5) ? 'invoice' : 'expense';
  const sourceIds = Array.from({ length: 1 + dice.below(3) }, () => String(1 + dice.below(documents)));
  const overwritesEdits = dice.happens(0.2);
  return {
    what: `update ${kind} ${sourceIds.join(', ')}${overwritesEdits ? ', edits and all' : ''}`,
    run: (uses) => press(uses, agency, kind, sourceIds, overwritesEdits),
  };
}

/** When everything is calm somebody updates whatever people have changed; what cannot be updated says why. */
export async function updateAll(uses: UseCases, agency: Agency, disturbed: ReadonlySet<string>): Promise<void> {
  for (const kind of KINDS) {
    const ids = [...disturbed].filter((name) => name.startsWith(`${kind}/`)).map((name) => name.slice(kind.length + 1));
    if (ids.length === 0) continue;
    await press(uses, agency, kind, ids, true, LAST);
  }
}

/** `kind/id` of what was updated last of all, edits and all: both sides agree about it. */
export async function mended({ world }: Stage, { tenantId }: Agency): Promise<readonly string[]> {
  const { rows } = await world.activityList.exports(tenantId, { offset: 0, limit: 100_000 });
  const newest = new Map<string, Export>();
  for (const row of rows) {
    const name = `${row.kind}/${row.sourceId}`;
    if (row.requestedAt >= (newest.get(name)?.requestedAt ?? -1)) newest.set(name, row);
  }
  return [...newest].flatMap(([name, { state, target, requestedBy }]) =>
    state === 'exported' && target !== undefined && requestedBy === LAST ? [name] : [],
  );
}

/** Ledger ids of documents over which an update may go before anybody can look again: it was read for that, or has left. */
export async function beyondRecall(
  { world, readForSending }: Stage,
  { tenantId }: Agency,
): Promise<ReadonlySet<string>> {
  const { rows } = await world.activityList.exports(tenantId, { offset: 0, limit: 100_000 });
  const ids = rows.flatMap(({ state, target, changedAt }) => {
    if (target === undefined || !isOpen(state)) return [];
    const isRead = (readForSending.get(target.ledgerId) ?? -1) >= changedAt;
    return state !== 'queued' || isRead ? [target.ledgerId] : [];
  });
  return new Set(ids);
}

/** Whether somebody confirmed, from then on, that edits of this document are written over. */
export async function isOverwritten(
  { world }: Stage,
  { tenantId }: Agency,
  ledgerId: string,
  since: Instant,
): Promise<boolean> {
  const { rows } = await world.activityList.exports(tenantId, { states: ['exported'], offset: 0, limit: 100_000 });
  return rows.some(
    ({ target, requestedAt }) => target?.ledgerId === ledgerId && target.overwritesEdits && requestedAt >= since,
  );
}

function press(
  uses: UseCases,
  agency: Agency,
  kind: DocumentKind,
  ids: readonly string[],
  overwritesEdits: boolean,
  by = 'Ada',
) {
  const { tenantId } = agency;
  const choices = { isUpdate: true, overwritesEdits };
  return uses.requestExports.run({ tenantId, kind, sourceIds: ids, choices, by });
}
