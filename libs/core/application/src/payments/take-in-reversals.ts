import {
  isMassReversal,
  problem,
  type Instant,
  type LedgerSnapshot,
  type PaymentsSince,
  type Problem,
} from '@bridge/domain';
import type { Link } from '../exports/links.js';
import type { Store } from '../runtime/unit-of-work.js';
import { planDocument } from './plan-document.js';
import { openFindings, takeInSnapshot, type TakenIn } from './take-in-snapshot.js';

/** The finding that asks a person, one per connection. */
export const MASS_REVERSAL = 'mass_reversal';

export interface TakenReversals extends TakenIn {
  /** Set while documents wait for a person's word. */
  readonly problem?: Problem;
}

/**
 * The documents of a whole pass that would turn unpaid in the source. Only now is it known how many they are: when they are
 * suspiciously many, nothing is taken out of the source until a person has decided.
 */
export async function takeInReversals(
  store: Store,
  connectionId: string,
  since: PaymentsSince,
  reversals: readonly LedgerSnapshot[],
  now: Instant,
): Promise<TakenReversals> {
  const before = await inDoubt(store, connectionId);
  const reversed = new Set([...before, ...reversals.map((snapshot) => snapshot.ledgerId)]);
  const paid = reversed.size === 0 ? 0 : await paidDocuments(store, connectionId);
  const isDoubted = isMassReversal(reversed.size, paid);
  const ids = reversals.map((snapshot) => snapshot.ledgerId);
  const links = new Map((await store.links.byLedgerId(connectionId, ids)).map((link) => [link.ledgerId, link]));
  const known = Map.groupBy(await store.tranches.of(ids), (tranche) => tranche.ledgerId);
  const doubtedThrough = (await store.inventories.find(connectionId))?.doubtedThrough ?? 0;
  const moment = { now, isDoubted, doubtedThrough, openFindings: await openFindings(store, connectionId) };
  const taken = { tranches: 0, removals: 0, settlements: 0 };
  const seen = new Map<string, Link>();
  for (const snapshot of reversals) {
    const link = links.get(snapshot.ledgerId);
    if (link === undefined) continue;
    const document = planDocument(link, snapshot, known.get(snapshot.ledgerId) ?? [], since);
    const more = await takeInSnapshot(store, document, moment);
    seen.set(link.ledgerId, more.seen);
    taken.tranches += more.tranches;
    taken.removals += more.removals;
    taken.settlements += more.settlements;
  }
  await store.links.saveAll([...seen.values()]);
  const waiting = await inDoubt(store, connectionId);
  if (waiting.size === 0) {
    await store.findings.resolve(connectionId, MASS_REVERSAL, now);
    return taken;
  }
  const asked = problem(
    MASS_REVERSAL,
    'payments',
    `${waiting.size} of ${paid} paid documents show no payment any more.`,
  );
  await store.findings.report({ key: MASS_REVERSAL, connectionId, problem: asked, foundAt: now });
  return { ...taken, problem: asked };
}

/** Documents, by ledger id, whose payments wait for a person's word. */
async function inDoubt(store: Store, connectionId: string): Promise<ReadonlySet<string>> {
  const tranches = await store.tranches.inDoubt(connectionId);
  const links = await store.links.inDoubt(connectionId);
  return new Set([...tranches, ...links].map((row) => row.ledgerId));
}

async function paidDocuments(store: Store, connectionId: string): Promise<number> {
  return (await store.tranches.paidDocuments(connectionId)) + (await store.links.paidExpenses(connectionId));
}
