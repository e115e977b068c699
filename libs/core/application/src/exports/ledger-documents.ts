import type {
  Bill,
  Instant,
  KeptLine,
  LedgerDocument,
  LedgerEdition,
  LedgerForm,
  Problem,
  SalesInvoice,
} from '@bridge/domain';
import type { CallPurpose } from '../connections/call-budget.js';
import type { LedgerAddress } from '../connections/connection.js';
import type { LedgerReceipt } from './export.js';

/** A document whose contact is settled: ready to send. */
export type AddressedDocument = LedgerDocument & { readonly contactId: string };

/** A document that goes over one in the ledger, line by line. Its number is not sent: the ledger keeps its own. */
export type UpdatedDocument = (Omit<SalesInvoice, 'lines'> | Omit<Bill, 'lines'>) & {
  readonly ledgerId: string;
  readonly contactId: string;
  readonly lines: readonly KeptLine[];
};

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

/** A document of ours that is sought in the ledger. */
export type SoughtDocument = Pick<LedgerDocument, 'kind' | 'marker' | 'credit'>;

/** Puts documents into the books and finds them there again. */
export abstract class LedgerDocuments {
  /** Pure: what will go over the wire for these documents (at most 50; orders and credit notes apart). Same documents, same text. */
  abstract compose(documents: readonly AddressedDocument[]): string;
  /**
   * Creates the composed documents under an idempotency key. Never updates an existing one.
   * A request waits for a token and for its turn, and the ledger forgets keys meanwhile: one that has not left by
   * `leavesBefore` does not leave any more, and is `unavailable`.
   * Faults: `uncertain` when the answer was lost or the server failed; everything else wrote nothing.
   */
  abstract create(address: LedgerAddress, key: string, wire: string, leavesBefore?: Instant): Promise<CreateAnswer>;
  /** Pure: what will go over the wire to change these documents, at most 50. Each carries the id of what it changes. */
  abstract composeUpdates(documents: readonly UpdatedDocument[]): string;
  /**
   * Changes the composed documents under an idempotency key, and creates none: one that the ledger does not have is refused.
   * Time and faults as for `create`.
   */
  abstract update(address: LedgerAddress, key: string, wire: string, leavesBefore?: Instant): Promise<CreateAnswer>;
  /** How the ledger shows these invoices and bills now, whoever made them, by id. One that it does not have is absent. */
  abstract editions(
    address: LedgerAddress,
    ledgerIds: readonly string[],
    purpose: CallPurpose,
  ): Promise<ReadonlyMap<string, LedgerEdition>>;
  /**
   * Our own documents, created by this app and changed since, that carry one of the sought markers, by marker. Deleted and voided ones
   * are among them. A marker that is not found is absent. Of orders and credit notes the ledger does not know who made them.
   */
  abstract findByMarker(
    address: LedgerAddress,
    sought: readonly SoughtDocument[],
    since: Instant,
  ): Promise<ReadonlyMap<string, readonly LedgerReceipt[]>>;
  /** Adds a file, replacing one of the same name. */
  abstract attach(address: LedgerAddress, form: LedgerForm, ledgerId: string, file: AttachedFile): Promise<void>;
  /** Adds history notes. */
  abstract note(
    address: LedgerAddress,
    form: LedgerForm,
    ledgerId: string,
    notes: readonly string[],
    key: string,
  ): Promise<void>;
}
