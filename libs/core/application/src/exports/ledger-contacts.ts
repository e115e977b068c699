import type { Instant, LedgerContact, Party, Problem } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';

export interface ContactPage {
  readonly contacts: readonly LedgerContact[];
  readonly isLast: boolean;
  /** The ledger's clock when it answered. */
  readonly answeredAt: Instant;
}

export type ContactOutcome =
  | { readonly ok: true; readonly contact: LedgerContact }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export abstract class LedgerContacts {
  /**
   * Contacts changed since, archived and merged ones included; everything when `since` is absent. Pages from 1, cut so that
   * a contact that changes while they are turned lets no other slip past.
   */
  abstract changedSince(address: LedgerAddress, since: Instant | undefined, page: number): Promise<ContactPage>;
  /**
   * Creates at most 50 contacts, each under the contact number of its company (`contactNumberOf`): a repeat is refused
   * by the ledger instead of doubling it. Outcomes in the order asked for. Faults as usual, `uncertain` included.
   */
  abstract create(address: LedgerAddress, parties: readonly Party[], key: string): Promise<readonly ContactOutcome[]>;
}
