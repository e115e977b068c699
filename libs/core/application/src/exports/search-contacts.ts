import type { LedgerContact } from '@bridge/domain';
import { addressOf } from '../connections/connection.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerContacts } from './ledger-contacts.js';
import { BOOK_AGE_MS, refreshContacts } from './refresh-contacts.js';

/** Active contacts of the ledger that a text is part of, for a person to choose from; read afresh when the book is old. */
export class SearchContacts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerContacts,
    private readonly clock: Clock,
  ) {}

  /** Undefined when there is no such connection. A connection that does not work is searched as it was last seen. */
  async run(tenantId: string, connectionId: string, text: string): Promise<readonly LedgerContact[] | undefined> {
    const connection = await this.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
    if (connection === undefined) return undefined;
    const address = addressOf(connection);
    if (address !== undefined && connection.state === 'connected')
      await refreshContacts(this.unitOfWork, this.ledger, this.clock, address, BOOK_AGE_MS);
    return this.unitOfWork.run(tenantId, (store) => store.contacts.search(connectionId, text));
  }
}
