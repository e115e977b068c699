import { compare, isGone, sum, type Instant } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { Tranche } from './tranches.js';

/** Reversals within it count together: where the ledger calls us, a pass sees one or two of them, however many there are. */
const TOGETHER_MS = 3_600_000;
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
 * unpaid. The hour runs from when payments were missed in the ledger, not from when the source let them go. Those that a person
 * let go count as well: whoever is asked once too often has lost nothing.
 */
export async function latelyUnpaid(store: Store, connectionId: string, now: Instant): Promise<LatelyUnpaid> {
  const since = now - TOGETHER_MS;
  const out = Map.groupBy(await store.tranches.takenOutSince(connectionId, since), (tranche) => tranche.ledgerId);
  const all = Map.groupBy(await store.tranches.of([...out.keys()]), (tranche) => tranche.ledgerId);
  const documents = [...out].filter(([id, gone]) => !isMadeUpFor(gone, all.get(id) ?? [])).map(([id]) => id);
  const paidBefore = documents.filter((id) => !all.get(id)?.some(({ state }) => STANDS.has(state))).length;
  return { documents: new Set(documents), paidBefore };
}

/** Entered again since, under another id, in other parts or for another invoice: a correction. */
function isMadeUpFor(gone: readonly Tranche[], all: readonly Tranche[]): boolean {
  const first = Math.min(...gone.map(({ changedAt }) => changedAt));
  const cameIn = all.filter((tranche) => tranche.seenAt >= first && tranche.state !== 'left_out' && !isGone(tranche));
  // What came in after the first had gone, and went in its turn, takes away nothing that was there before.
  const wasThere = gone.filter(({ seenAt }) => seenAt < first);
  const currency = gone[0]?.amount.currency ?? '';
  const amounts = (rows: readonly Tranche[]) =>
    sum(
      rows.map(({ amount }) => amount).filter((amount) => amount.currency === currency),
      currency,
    );
  return compare(amounts(cameIn), amounts(wasThere)) >= 0;
}
