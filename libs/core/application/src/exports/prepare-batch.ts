import type { Instant } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { Store } from '../runtime/unit-of-work.js';
import { freezeUpdates } from '../updates/freeze-updates.js';
import type { Batch } from './batches.js';
import type { Export } from './export.js';
import { freezeBatch } from './freeze-batch.js';
import type { LedgerDocuments } from './ledger-documents.js';
import type { ResolveContacts } from './resolve-contacts.js';

/** Stores what will leave, within a unit of work. Undefined when every document was refused. */
export type Freeze = (store: Store, id: string, now: Instant) => Promise<Batch | undefined>;

/**
 * Asks the ledger what has to be known before these documents leave: the contacts of new ones, and how it shows those that
 * are to be changed at this moment. Faults of the ledger pass through.
 */
export async function prepareBatch(
  ledger: LedgerDocuments,
  contacts: ResolveContacts,
  address: LedgerAddress,
  due: readonly Export[],
  keyPrefix: string,
): Promise<Freeze> {
  const targets = due.flatMap(({ target }) => target?.ledgerId ?? []);
  if (targets.length > 0) {
    const editions = await ledger.editions(address, targets, 'send');
    return (store, id, now) => freezeUpdates(store, ledger, address, due, editions, id, now);
  }
  const parties = due.filter(({ document }) => document.contactId === undefined).map(({ document }) => document.party);
  const resolved = await contacts.run(address, parties, keyPrefix);
  return (store, id, now) => freezeBatch(store, ledger, address, due, resolved, id, now);
}
