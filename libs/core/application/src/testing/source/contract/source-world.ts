import type { DocumentKind, Instant } from '@bridge/domain';
import type { SourceDocuments } from '../../../documents/source-documents.js';
import type { SourceMarks } from '../../../exports/source-marks.js';
import type { SourceIdentity } from '../../../identity/source-identity.js';
import type { SourcePayments } from '../../../payments/source-payments.js';
import type { SourceReference } from '../../../settings/source-reference.js';

/** A person who works in the first organisation. Everything is in GBP, VAT is 20 %. */
export interface SourcePersonsHand {
  /** A finalised invoice of one line over `net`, for Acme Ltd; answers its id. */
  addInvoice(facts: {
    readonly net: string;
    readonly subject?: string;
    readonly isSent?: boolean;
    readonly isDraft?: boolean;
    /** The invoice that it takes back: then it is a credit note, and `net` is negative. */
    readonly creditFor?: string;
  }): Promise<string>;
  /** An expense over `net`, not yet approved; answers its id. `isReimbursable`: to a person of the organisation. */
  addExpense(facts: {
    readonly net: string;
    readonly name?: string;
    readonly isReimbursable?: boolean;
  }): Promise<string>;
  /** A finalised purchase order of one expense per net; answers its id. */
  addPurchaseOrder(facts: { readonly nets: readonly string[]; readonly subject?: string }): Promise<string>;
  /** Adds a receipt of three bytes to an expense; answers its id. */
  addReceipt(expenseId: string, name: string): Promise<string>;
  approve(expenseId: string): Promise<void>;
  rename(kind: DocumentKind, id: string, title: string): Promise<void>;
  delete(kind: DocumentKind, id: string): Promise<void>;
}

/** What a contract suite of the source tests: Brightwell Studio (1001), and Coolabah Digital (1002) as the stranger. */
export interface SourceWorld {
  readonly identity: SourceIdentity;
  readonly documents: SourceDocuments;
  readonly reference: SourceReference;
  readonly marks: SourceMarks;
  readonly payments: SourcePayments;
  readonly hand: SourcePersonsHand;
  now(): Instant;
}

export type MakeSourceWorld = () => Promise<SourceWorld>;

export const brightwell = '1001';
export const coolabah = '1002';
