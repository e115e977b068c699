import type { DocumentKind, Instant, LedgerDocument, Problem } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { LedgerReceipt } from './export.js';

/** A document whose contact is settled: ready to send. */
export type AddressedDocument = LedgerDocument & { readonly contactId: string };

export type CreateOutcome =
  | { readonly ok: true; readonly receipt: LedgerReceipt; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface CreateAnswer {
  /** One per document, in the order of the wire. */
  readonly outcomes: readonly CreateOutcome[];
  readonly correlationId?: string;
}

export interface AttachedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Puts documents into the books and finds them there again. */
export abstract class LedgerDocuments {
  /** Pure: what will go over the wire for these documents (at most 50). Same documents, same text. */
  abstract compose(documents: readonly AddressedDocument[]): string;
  /**
   * Creates the composed documents under an idempotency key. Never updates an existing one.
   * Faults: `uncertain` when the answer was lost or the server failed; everything else wrote nothing.
   */
  abstract create(address: LedgerAddress, key: string, wire: string): Promise<CreateAnswer>;
  /**
   * Our own documents, created by this app and changed since, that carry one of the markers. Deleted and voided ones
   * are among them. A marker that is not found is absent.
   */
  abstract findByMarker(
    address: LedgerAddress,
    markers: readonly string[],
    since: Instant,
  ): Promise<ReadonlyMap<string, readonly LedgerReceipt[]>>;
  /** Adds a file, replacing one of the same name. */
  abstract attach(address: LedgerAddress, kind: DocumentKind, ledgerId: string, file: AttachedFile): Promise<void>;
  /** Adds history notes. */
  abstract note(address: LedgerAddress, ledgerId: string, notes: readonly string[], key: string): Promise<void>;
}
