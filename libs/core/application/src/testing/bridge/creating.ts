import type { LedgerDocuments } from '../../exports/ledger-documents.js';
import { instead } from './instead.js';
import { createMemoryBridge, type MemoryBridge } from './memory-bridge.js';

type Create = LedgerDocuments['create'];

/** A bridge whose ledger does something else when documents are created. `create` is what it would have done. */
export function createBridgeCreating(
  other: (create: Create) => Create,
  options: Omit<Parameters<typeof createMemoryBridge>[0] & object, 'between'> = {},
): Promise<MemoryBridge> {
  return createMemoryBridge({
    ...options,
    between: (ports) => ({
      ...ports,
      ledgerDocuments: instead(ports.ledgerDocuments, {
        create: other((...call) => ports.ledgerDocuments.create(...call)),
      }),
    }),
  });
}
