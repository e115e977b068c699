import type { Instant, LedgerContact } from '@bridge/domain';

/** The ledger's contacts as last read, and which of them stands for which company. */
export abstract class ContactBook {
  abstract refreshedThrough(connectionId: string): Promise<Instant | undefined>;
  /** Takes in new and changed contacts and moves `refreshedThrough`. */
  abstract takeIn(connectionId: string, contacts: readonly LedgerContact[], refreshedThrough: Instant): Promise<void>;
  /** Contacts that could stand for one of the parties: same contact number, tax number, e-mail or name, in any case. */
  abstract candidates(connectionId: string, keys: ContactKeys): Promise<readonly LedgerContact[]>;
  /** Active contacts whose name, e-mail or number contains the text, by name, at most 50. */
  abstract search(connectionId: string, text: string): Promise<readonly LedgerContact[]>;
  /** The remembered choices: company id → contact id. With `choices`, adds to them first. */
  abstract remembered(
    connectionId: string,
    companyIds: readonly string[],
    choices?: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>>;
  /** Forgets all of it: the connection was moved to other books, whose contacts are others. */
  abstract forget(connectionId: string): Promise<void>;
}

export interface ContactKeys {
  readonly ids: readonly string[];
  readonly numbers: readonly string[];
  readonly taxNumbers: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
}
