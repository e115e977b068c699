import type { Instant } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { Store } from '../runtime/unit-of-work.js';
import type { Batch } from './batches.js';
import { changeExport, changeExports } from './change-export.js';
import type { Export } from './export.js';
import type { AddressedDocument, LedgerDocuments } from './ledger-documents.js';
import type { ResolvedContact } from './resolve-contacts.js';

const BY = 'the bridge';

/** Stores bytes, key and members before anything leaves. Undefined when every document was refused for its contact. */
export async function freezeBatch(
  store: Store,
  ledger: LedgerDocuments,
  address: LedgerAddress,
  due: readonly Export[],
  resolved: ReadonlyMap<string, ResolvedContact>,
  id: string,
  now: Instant,
): Promise<Batch | undefined> {
  const addressed: { id: string; document: AddressedDocument }[] = [];
  for (const { id: exportId, document, state } of await store.exports.find(due.map((waiting) => waiting.id))) {
    if (state !== 'queued') continue;
    const contact =
      document.contactId === undefined
        ? resolved.get(document.party.companyId)
        : ({ ok: true, contactId: document.contactId } as const);
    // Rebuilt for another company since its contact was asked for: the next turn asks for that one.
    if (contact === undefined) continue;
    if (contact.ok) addressed.push({ id: exportId, document: { ...document, contactId: contact.contactId } });
    else await changeExport(store, exportId, 'refused', BY, now, { problems: contact.problems });
  }
  if (addressed.length === 0) return undefined;
  const batch: Batch = {
    id,
    tenantId: address.tenantId,
    connectionId: address.connectionId,
    key: `send:${id}`,
    isUpdate: false,
    wire: ledger.compose(addressed.map(({ document }) => document)),
    exportIds: addressed.map((member) => member.id),
    firstSentAt: now,
    isReplayable: true,
    nextAttemptAt: now,
  };
  await store.batches.add(batch);
  const change = { batchId: id, problems: [] };
  await changeExports(
    store,
    addressed.map((member) => ({ id: member.id, to: 'sending', change })),
    BY,
    now,
  );
  return batch;
}
