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
import { latelyUnpaid } from './lately-unpaid.js';
import { planDocument } from './plan-document.js';
import { openFindings, takeInSnapshot, type TakenIn } from './take-in-snapshot.js';

/** The finding that asks a person, one per connection. */
export const MASS_REVERSAL = 'mass_reversal';

export interface TakenReversals extends TakenIn {
  /** Set while documents wait for a person's word. */
  readonly problem?: Problem;
}

interface PaidLately {
  readonly lately: ReadonlySet<string>;
  readonly paid: number;
}

const NOTHING: PaidLately = { lately: new Set(), paid: 0 };

/**
 * The documents of a whole pass that would turn unpaid in the source. Only now is it known how many they are: when they are
 * suspiciously many, together with those of the passes lately, nothing is taken out of the source until a person has decided.
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
  const { lately, paid } = reversed.size === 0 ? NOTHING : await paidLately(store, connectionId, now);
  const isDoubted = isMassReversal(new Set([...reversed, ...lately]).size, paid);
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
  const others = [...lately].filter((id) => !waiting.has(id)).length;
  const words = `${waiting.size} of ${paid} paid documents show no payment any more`;
  const asked = problem(
    MASS_REVERSAL,
    'payments',
    others === 0 ? `${words}.` : `${words}, after ${others} others within an hour.`,
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

/** The documents that turned unpaid lately, and how many were paid before. */
async function paidLately(store: Store, connectionId: string, now: Instant): Promise<PaidLately> {
  const { documents, paidBefore } = await latelyUnpaid(store, connectionId, now);
  const invoices = paidBefore + (await store.tranches.paidDocuments(connectionId));
  return { lately: documents, paid: invoices + (await store.links.paidExpenses(connectionId)) };
}
