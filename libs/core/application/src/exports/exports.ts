import type { DocumentKind, Instant } from '@bridge/domain';
import type { Export } from './export.js';

/** A document has an open export already: one writer per document. */
export class ExportConflict extends Error {
  constructor(readonly sourceIds: readonly string[]) {
    super(`Already being copied: ${sourceIds.join(', ')}`);
    this.name = 'ExportConflict';
  }
}

export abstract class Exports {
  /** Throws ExportConflict, and adds none, when one of the documents has an open export. */
  abstract add(exports: readonly Export[]): Promise<void>;
  abstract find(ids: readonly string[]): Promise<readonly Export[]>;
  /** The newest export of each document; documents without one are absent. */
  abstract latestOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Export[]>;
  /** The newest export of each document that the ledger took: what stands there as far as we know. */
  abstract latestSentOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Export[]>;
  /** The newest export of this one copy of a document that the ledger took. */
  abstract sentAs(kind: DocumentKind, sourceId: string, copy: number): Promise<Export | undefined>;
  /** Queued and due, oldest first. */
  abstract due(connectionId: string, now: Instant, limit: number): Promise<readonly Export[]>;
  /** Reads, changes and writes in one step; throws a RangeError when there is no such export or the move is illegal. */
  abstract update(id: string, change: (current: Export) => Export): Promise<Export>;
  /** The same for many, all or none, in the order of the ids; each id once. */
  abstract updateAll(ids: readonly string[], change: (current: Export) => Export): Promise<readonly Export[]>;
}
