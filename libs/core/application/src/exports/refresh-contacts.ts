import type { Instant } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerContacts } from './ledger-contacts.js';

/** The book is read again when older than this; contacts change seldom, and a stale one is refused by the ledger, not doubled. */
export const BOOK_AGE_MS = 5 * 60_000;
const OVERLAP_MS = 5 * 60_000;

/** Takes in what changed among the ledger's contacts, unless the book is younger than `maxAgeMs`. Faults pass through. */
export async function refreshContacts(
  unitOfWork: UnitOfWork,
  ledger: LedgerContacts,
  clock: Clock,
  address: LedgerAddress,
  maxAgeMs: number,
): Promise<void> {
  const through = await unitOfWork.run(address.tenantId, (store) =>
    store.contacts.refreshedThrough(address.connectionId),
  );
  if (through !== undefined && clock.now() - through < maxAgeMs) return;
  const since = through === undefined ? undefined : through - OVERLAP_MS;
  let startedAt: Instant | undefined;
  for (let page = 1, isLast = false; !isLast; page += 1) {
    const answer = await ledger.changedSince(address, since, page);
    startedAt ??= answer.answeredAt;
    isLast = answer.isLast;
    // Only the last page moves the position: a crash between pages reads them all again.
    const reached = isLast ? startedAt : (through ?? 0);
    await unitOfWork.run(address.tenantId, (store) =>
      store.contacts.takeIn(address.connectionId, answer.contacts, reached),
    );
  }
}
