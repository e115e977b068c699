import { stamp } from './call.js';
import type { Work } from './call.js';
import { newId } from './identifiers.js';

/** Writes what Xero notes by itself beside a document. */
export function note(work: Work, ownerId: string, changes: string, details: string): void {
  work.ledger.history.put({ id: newId(), updatedAt: stamp(work), ownerId, changes, details, user: 'System Generated' });
}

export function noteReceived(work: Work, ownerId: string): void {
  note(work, ownerId, 'Created', `Received through the Xero API from ${work.call.app.name}`);
}

export function noteEdited(work: Work, ownerId: string): void {
  note(work, ownerId, 'Edited', `Edited through the Xero API from ${work.call.app.name}`);
}
