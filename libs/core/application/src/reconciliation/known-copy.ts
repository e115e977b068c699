import { equal, isOpen, sum, type Instant, type KnownCopy, type LedgerPicture } from '@bridge/domain';
import type { Export } from '../exports/export.js';
import type { Link } from '../exports/links.js';
import type { Store } from '../runtime/unit-of-work.js';
import type { Tranche } from '../payments/tranches.js';

/** Gone from the ledger, or decided to stay in the source although they are. */
const NOT_IN_THE_LEDGER = new Set<Tranche['state']>(['to_remove', 'removing', 'removed', 'in_doubt', 'kept']);

/**
 * What the books must show of a linked copy: the document as it was sent and received, and the payments as they were taken
 * in. A copy that a person linked, or that was found again without its export, was never sent by anything that we remember.
 */
export function knownCopy(
  link: Link,
  sent: Export | undefined,
  tranches: readonly Tranche[],
  seen: LedgerPicture,
  importedThrough: Instant | undefined,
): KnownCopy {
  const isImported = importedThrough !== undefined && seen.changedAt < importedThrough;
  return { ...asSent(link, sent), ...(isImported && settledOf(link, tranches)) };
}

/**
 * The newest version of each document that the ledger took, by `kind/id`. Left out while the books may show another one: an
 * update is on its way, or was settled after the check began to read.
 */
export async function sentVersions(
  store: Store,
  links: readonly Link[],
  startedAt: Instant,
): Promise<ReadonlyMap<string, Export>> {
  const versions = new Map<string, Export>();
  for (const kind of ['invoice', 'expense'] as const) {
    const ids = links.filter((link) => link.kind === kind).map((link) => link.sourceId);
    const latest = new Map((await store.exports.latestOf(kind, ids)).map((row) => [row.sourceId, row]));
    for (const sent of await store.exports.latestSentOf(kind, ids)) {
      const last = latest.get(sent.sourceId);
      const isOnItsWay = last?.target !== undefined && isOpen(last.state);
      const isFresh = sent.target !== undefined && sent.changedAt >= startedAt;
      if (!isOnItsWay && !isFresh) versions.set(`${kind}/${sent.sourceId}`, sent);
    }
  }
  return versions;
}

function asSent(link: Link, sent: Export | undefined): KnownCopy {
  if (sent?.copy !== link.copy || sent.receipt === undefined) return {};
  const { document, receipt } = sent;
  return {
    total: receipt.total,
    contactId: receipt.contactId,
    ...(receipt.number !== undefined && { number: receipt.number }),
    // Where the ledger came to another total, that was said when it was copied; its tax is then its own as well.
    ...(equal(receipt.total, document.totals.total) && { tax: document.totals.tax }),
    issuedOn: document.issuedOn,
    ...(document.dueOn !== undefined && { dueOn: document.dueOn }),
    lines: document.lines,
  };
}

function settledOf(link: Link, tranches: readonly Tranche[]): Pick<KnownCopy, 'settled'> {
  const { paid, credited } = link;
  if (link.kind !== 'invoice') return { settled: { paid, credited } };
  const live = tranches.filter((tranche) => !NOT_IN_THE_LEDGER.has(tranche.state)).map(({ amount }) => amount);
  if (live.some(({ currency }) => currency !== paid.currency)) return {};
  return { settled: { paid: sum(live, paid.currency), credited } };
}
