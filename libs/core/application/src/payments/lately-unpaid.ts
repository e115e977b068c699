import { compare, sum, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Tranche } from './tranches.js';

/** Reversals within it count together: where the ledger calls us, a pass sees one or two of them, however many there are. */
const TOGETHER_MS = 3_600_000;
const GONE = new Set<Tranche['state']>(['to_remove', 'removing', 'removed']);
/** They count among the paid documents anyway. */
const STANDS = new Set<Tranche['state']>(['recorded', 'in_doubt']);

export interface LatelyUnpaid {
  /** By ledger id. */
  readonly documents: ReadonlySet<string>;
  /** How many of them show no payment in the source any more, and did before. */
  readonly paidBefore: number;
}

/**
 * Documents that show less paid in the source than an hour ago. Only invoices: of an expense nothing tells when it turned
 * unpaid. Those that a person let go count as well: whoever is asked once too often has lost nothing.
 */
export async function latelyUnpaid(store: Store, connectionId: string, now: Instant): Promise<LatelyUnpaid> {
  const since = now - TOGETHER_MS;
  const out = Map.groupBy(await store.tranches.takenOutSince(connectionId, since), (tranche) => tranche.ledgerId);
  const all = Map.groupBy(await store.tranches.of([...out.keys()]), (tranche) => tranche.ledgerId);
  const documents = [...out].filter(([id, gone]) => !isMadeUpFor(gone, all.get(id) ?? [], since)).map(([id]) => id);
  const paidBefore = documents.filter((id) => !all.get(id)?.some(({ state }) => STANDS.has(state))).length;
  return { documents: new Set(documents), paidBefore };
}

/** Entered again since, under another id, in other parts or for another invoice: a correction. */
function isMadeUpFor(gone: readonly Tranche[], all: readonly Tranche[], since: Instant): boolean {
  const cameIn = all.filter(({ state, seenAt }) => seenAt > since && state !== 'left_out' && !GONE.has(state));
  const currency = gone[0]?.amount.currency ?? '';
  const amounts = (rows: readonly Tranche[]) =>
    sum(
      rows.map(({ amount }) => amount).filter((amount) => amount.currency === currency),
      currency,
    );
  return compare(amounts(cameIn), amounts(gone)) >= 0;
}
