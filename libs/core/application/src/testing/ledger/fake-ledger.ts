import type { Chart } from '@bridge/domain';
import type { LedgerAddress } from '../../connections/connection.js';
import type { LedgerContacts } from '../../exports/ledger-contacts.js';
import type { LedgerCredits } from '../../exports/ledger-credits.js';
import type { LedgerDocuments } from '../../exports/ledger-documents.js';
import { Fault, type FaultKind } from '../../faults/fault.js';
import type { LedgerChanges } from '../../payments/ledger-changes.js';
import type { LedgerInventory } from '../../reconciliation/ledger-inventory.js';
import type { Clock } from '../../runtime/clock.js';
import type { LedgerChart } from '../../settings/charts.js';
import { FakeAccountant } from './fake-accountant.js';
import { FakeBooks } from './fake-books.js';
import { FakeLedgerAccess } from './fake-access.js';
import { FakeLedgerChanges } from './fake-changes.js';
import { FakeLedgerContacts } from './fake-contacts.js';
import { FakeLedgerCredits } from './fake-credits.js';
import { FakeLedgerDocuments } from './fake-documents.js';
import { FakeLedgerInventory } from './fake-inventory.js';
import { fakeOrganisations, type FakeOrganisation } from './fake-organisations.js';
import { FakeWorld } from './fake-world.js';
import { FaultScript, type LedgerCall, type Storm } from './fault-script.js';
import { likelyHabits, type LedgerHabits } from './ledger-habits.js';

/**
 * The ledger in memory: every ledger port over one world of several organisations, with the rules that bite. Deterministic:
 * time comes from the clock, ids are counted, storms bring their own dice.
 */
export class FakeLedger {
  readonly access: FakeLedgerAccess;
  readonly credits: LedgerCredits;
  readonly documents: LedgerDocuments;
  readonly contacts: LedgerContacts;
  readonly chart: LedgerChart;
  readonly changes: LedgerChanges;
  readonly inventory: LedgerInventory;
  private readonly world: FakeWorld;
  private readonly script = new FaultScript();
  private readonly organisations = new Map<string, FakeBooks>();

  /** The habits are the likely ones, except where a test says otherwise; tests of paging make `pageSize` small. */
  constructor(
    clock: Clock,
    options: { readonly organisations?: readonly FakeOrganisation[] } & Partial<LedgerHabits> = {},
  ) {
    const { organisations, ...habits } = options;
    const world = (this.world = new FakeWorld(clock, this.script, { ...likelyHabits, ...habits }));
    for (const start of organisations ?? fakeOrganisations())
      this.organisations.set(start.organisation.id, new FakeBooks(world, start));
    const booksAt = (address: LedgerAddress) => this.booksAt(address);
    this.access = new FakeLedgerAccess(world, this.organisations);
    this.credits = new FakeLedgerCredits(world, booksAt);
    this.documents = new FakeLedgerDocuments(world, booksAt);
    this.contacts = new FakeLedgerContacts(world, booksAt);
    this.changes = new FakeLedgerChanges(world, booksAt);
    this.inventory = new FakeLedgerInventory(world, booksAt);
    this.chart = {
      read: async (address): Promise<Chart> => {
        const books = booksAt(address);
        return world.read('readChart', () => ({ ...books.chart, readAt: clock.now() }));
      },
    };
  }

  /** How often an idempotency key came with another request than at first: a mistake of ours, always. */
  get keyClashes(): number {
    return this.world.clashes;
  }

  /** The accountant of an organisation. */
  accountant(organisationId: string): FakeAccountant {
    return new FakeAccountant(this.books(organisationId));
  }

  /** The next call (of this method) fails. `applied`: the ledger does it nevertheless. Several are used in order. */
  failNext(kind: FaultKind, options: { readonly method?: LedgerCall; readonly applied?: boolean } = {}): void {
    this.script.plan({ fault: kind, applied: options.applied ?? false }, options.method);
  }

  /** The next creation of documents is applied, and its answer is lost. */
  loseNextAnswer(method: LedgerCall = 'createDocuments'): void {
    this.script.plan({ fault: { kind: 'uncertain', isReplayable: true }, applied: true }, method);
  }

  /** The next creation of documents fails for us, and is applied `ms` later. */
  applyLate(ms: number, method: LedgerCall = 'createDocuments'): void {
    this.script.plan({ fault: { kind: 'uncertain', isReplayable: true }, applied: false, lateMs: ms }, method);
  }

  /** Everything may go wrong, with the given chances, until `storm(undefined)`. */
  storm(weather: Storm | undefined): void {
    this.script.storm(weather);
  }

  /** The organisation's owner throws us out: every call for it is `disconnected`, until access is given again. */
  disconnect(organisationId: string): void {
    this.books(organisationId).isConnected = false;
  }

  /** The owner lets us in again. */
  reconnect(organisationId: string): void {
    this.books(organisationId).isConnected = true;
  }

  private books(organisationId: string): FakeBooks {
    const books = this.organisations.get(organisationId);
    if (!books) throw new RangeError(`The fake ledger has no organisation ${organisationId}`);
    return books;
  }

  private booksAt(address: LedgerAddress): FakeBooks {
    const books = this.organisations.get(address.organisationId);
    if (!books?.isConnected) throw new Fault({ kind: 'disconnected' }, 'The organisation is not connected');
    return books;
  }
}
