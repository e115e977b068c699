import type { CalendarDay, Instant, LedgerContact, Money } from '@bridge/domain';
import type { LedgerAccess } from '../../../connections/ledger-access.js';
import type { LedgerAddress } from '../../../connections/connection.js';
import type { LedgerContacts } from '../../../exports/ledger-contacts.js';
import type { LedgerCredits } from '../../../exports/ledger-credits.js';
import type { LedgerDocuments } from '../../../exports/ledger-documents.js';
import type { LedgerChanges } from '../../../payments/ledger-changes.js';
import type { LedgerInventory } from '../../../reconciliation/ledger-inventory.js';
import type { LedgerChart } from '../../../settings/charts.js';

/** What an accountant does in the ledger itself while we look. */
export interface AccountantsHand {
  approve(ledgerId: string): void | Promise<void>;
  void(ledgerId: string): void | Promise<void>;
  delete(ledgerId: string): void | Promise<void>;
  /** Answers the payment's id. */
  pay(ledgerId: string, amount: Money, on: CalendarDay): string | Promise<string>;
  removePayment(paymentId: string): void | Promise<void>;
  credit(ledgerId: string, amount: Money, on: CalendarDay): unknown;
  addContact(contact: Pick<LedgerContact, 'name'>): string | Promise<string>;
  archiveContact(contactId: string): void | Promise<void>;
  archiveAccount(code: string): void | Promise<void>;
  archiveTrackingOption(category: string, option: string): void | Promise<void>;
  lockThrough(day: CalendarDay): void | Promise<void>;
}

/**
 * One ledger for the contract suites, as the agreed seeds have it: Brightwell Studio (GBP, VAT) and Brightwell Labs.
 * Made anew for every test, so tests do not see each other.
 */
export interface LedgerWorld {
  readonly credits: LedgerCredits;
  readonly documents: LedgerDocuments;
  readonly contacts: LedgerContacts;
  readonly chart: LedgerChart;
  readonly changes: LedgerChanges;
  readonly inventory: LedgerInventory;
  readonly access: LedgerAccess;
  readonly studio: LedgerAddress;
  readonly labs: LedgerAddress;
  /** In the books of the studio. */
  readonly hand: AccountantsHand;
  now(): Instant;
  /** Lets time pass without waiting. */
  advance(ms: number): void | Promise<void>;
  /** The next creation of documents in the studio is applied, and its answer is lost. */
  loseNextAnswer(): void | Promise<void>;
  /** The same for the next change of documents. */
  loseNextUpdate(): void | Promise<void>;
  /** The studio's owner throws us out. */
  disconnect(): void | Promise<void>;
  /** A person consents to the studio: answers the code that comes back with the state. */
  consent(state: string): string | Promise<string>;
  close?(): Promise<void>;
}

export type MakeLedgerWorld = () => LedgerWorld | Promise<LedgerWorld>;

/** Gives each test a world of its own and closes it afterwards. */
export function eachInANewWorld(make: MakeLedgerWorld): () => LedgerWorld {
  let world: LedgerWorld | undefined;
  beforeEach(async () => {
    world = await make();
  });
  afterEach(async () => {
    await world?.close?.();
    world = undefined;
  });
  return () => {
    if (!world) throw new Error('The world exists during a test only');
    return world;
  };
}
