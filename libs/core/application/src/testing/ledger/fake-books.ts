import {
  add,
  compare,
  contactNumberOf,
  money,
  problem,
  subtract,
  sum,
  zero,
  type CalendarDay,
  type Chart,
  type DocumentKind,
  type Instant,
  type LedgerContact,
  type LedgerStatus,
  type Money,
  type Party,
  type Problem,
} from '@bridge/domain';
import type { AttachedFile } from '../../exports/ledger-documents.js';
import type { LedgerReceipt } from '../../exports/export.js';
import type { FakeOrganisation } from './fake-organisations.js';
import type { FakeWorld } from './fake-world.js';

/** Settles a part of a document: cash, or a credit note. Deleted ones stay as a trace. */
export interface FakeSettlement {
  readonly id: string;
  readonly ledgerId: string;
  readonly amount: Money;
  readonly on: CalendarDay;
  readonly isCash: boolean;
  readonly recordedAt: Instant;
  readonly isDeleted: boolean;
  readonly changedAt: Instant;
}

/** A document as the fake keeps it. */
export interface FakeDocument {
  readonly ledgerId: string;
  readonly kind: DocumentKind;
  readonly number?: string;
  readonly reference?: string;
  readonly marker?: string;
  readonly isOurs: boolean;
  readonly contactId: string;
  readonly issuedOn: CalendarDay;
  readonly status: LedgerStatus;
  readonly total: Money;
  readonly changedAt: Instant;
  readonly files: readonly AttachedFile[];
  readonly notes: readonly string[];
}

/** The books of one organisation, and the hand of its accountant. Illegal moves throw a RangeError: the test is wrong. */
export class FakeBooks {
  private chart: Omit<Chart, 'readAt'>;
  private lastStamp: Instant = 0;
  private lastNumber = 0;
  /** Each map is kept in order of the last change: a change takes the row out and puts it back at the end. */
  readonly documents = new Map<string, FakeDocument>();
  readonly settlements = new Map<string, FakeSettlement>();
  readonly contacts = new Map<string, LedgerContact & { readonly changedAt: Instant }>();
  readonly unreadable = new Set<string>();
  private readonly settlementsOf = new Map<string, Set<string>>();
  private readonly salesNumbers = new Set<string>();
  private readonly refusals = new Map<number, Problem>();
  isConnected = true;

  constructor(
    private readonly world: FakeWorld,
    private readonly start: FakeOrganisation,
  ) {
    this.chart = start;
  }

  // what the ports read and write

  currentChart(): Omit<Chart, 'readAt'> {
    return this.chart;
  }

  approvalLimit(kind: DocumentKind): number | undefined {
    return kind === 'invoice' ? this.start.approvalsPerMonth?.invoices : this.start.approvalsPerMonth?.bills;
  }

  hasSalesNumber(number: string): boolean {
    return this.salesNumbers.has(number);
  }

  /** Numbers a sales invoice without one, as the organisation would. */
  enter(document: Omit<FakeDocument, 'ledgerId' | 'changedAt' | 'files' | 'notes'>): FakeDocument {
    const isSale = document.kind === 'invoice';
    const number = document.number ?? (isSale ? this.nextNumber() : undefined);
    if (isSale && number !== undefined) this.salesNumbers.add(number);
    const isSettled = document.status === 'approved' && document.total.minor === 0n;
    const entered: FakeDocument = {
      ...document,
      ...(number !== undefined && { number }),
      status: isSettled ? 'paid' : document.status,
      ledgerId: this.world.nextId(),
      changedAt: this.stamp(),
      files: [],
      notes: [],
    };
    this.documents.set(entered.ledgerId, entered);
    return entered;
  }

  change(ledgerId: string, change: Partial<FakeDocument>): FakeDocument {
    const changed = { ...this.document(ledgerId), ...change, changedAt: this.stamp() };
    this.documents.delete(ledgerId);
    this.documents.set(ledgerId, changed);
    return changed;
  }

  receiptOf(document: FakeDocument): LedgerReceipt {
    const { ledgerId, number, status, total, contactId } = document;
    return { ledgerId, ...(number !== undefined && { number }), status, total, contactId };
  }

  live(ledgerId: string): readonly FakeSettlement[] {
    const rows = [...(this.settlementsOf.get(ledgerId) ?? [])].map((id) => this.settlements.get(id));
    return rows.filter((row): row is FakeSettlement => row !== undefined && !row.isDeleted);
  }

  settledAmount(ledgerId: string, isCash: boolean): Money {
    const rows = this.live(ledgerId).filter((row) => row.isCash === isCash);
    return sum(
      rows.map((row) => row.amount),
      this.document(ledgerId).total.currency,
    );
  }

  due(ledgerId: string): Money {
    const { total, status } = this.document(ledgerId);
    if (status === 'voided' || status === 'deleted') return zero(total.currency);
    return subtract(total, add(this.settledAmount(ledgerId, true), this.settledAmount(ledgerId, false)));
  }

  putContact(contact: LedgerContact): LedgerContact {
    this.contacts.delete(contact.id);
    this.contacts.set(contact.id, { ...contact, changedAt: this.stamp() });
    return contact;
  }

  /** The refusals that a test asked for, used up by the next create. */
  takeRefusals(): ReadonlyMap<number, Problem> {
    const taken = new Map(this.refusals);
    this.refusals.clear();
    return taken;
  }

  // the accountant's hand

  document(ledgerId: string): FakeDocument {
    this.world.settle();
    const found = this.documents.get(ledgerId);
    if (!found) throw new RangeError(`No document ${ledgerId}`);
    return found;
  }

  all(): readonly FakeDocument[] {
    this.world.settle();
    return [...this.documents.values()];
  }

  approve(ledgerId: string): void {
    this.step(ledgerId, ['draft', 'submitted'], 'approved');
  }

  void(ledgerId: string): void {
    if (this.live(ledgerId).length > 0) throw new RangeError('A document with payments cannot be voided');
    this.step(ledgerId, ['approved'], 'voided');
  }

  /** Deletes a draft: its number is free again. */
  delete(ledgerId: string): void {
    this.step(ledgerId, ['draft', 'submitted'], 'deleted');
    const { kind, number } = this.document(ledgerId);
    if (kind === 'invoice' && number !== undefined) this.salesNumbers.delete(number);
  }

  /** Answers the payment's id. */
  pay(ledgerId: string, amount: Money, on: CalendarDay): string {
    return this.settleWith(ledgerId, amount, on, true);
  }

  removePayment(paymentId: string): void {
    const payment = this.settlements.get(paymentId);
    if (!payment || payment.isDeleted) throw new RangeError(`No live payment ${paymentId}`);
    this.settlements.delete(paymentId);
    this.settlements.set(paymentId, { ...payment, isDeleted: true, changedAt: this.stamp() });
    const { status } = this.document(payment.ledgerId);
    this.change(payment.ledgerId, { status: status === 'paid' ? 'approved' : status });
  }

  /** Allocates a credit note; undone by `removePayment` with the id it answers. */
  credit(ledgerId: string, amount: Money, on: CalendarDay): string {
    return this.settleWith(ledgerId, amount, on, false);
  }

  /** A document that somebody entered in the ledger itself: our app did not create it. */
  enterByHand(
    document: Pick<FakeDocument, 'kind' | 'contactId' | 'issuedOn' | 'total'> & Partial<FakeDocument>,
  ): string {
    return this.enter({ status: 'draft', ...document, isOurs: false }).ledgerId;
  }

  makeUnreadable(ledgerId: string): void {
    this.unreadable.add(ledgerId);
    this.change(ledgerId, {});
  }

  addContact(contact: Omit<LedgerContact, 'id' | 'isActive'>): string {
    return this.putContact({ ...contact, id: this.world.nextId(), isActive: true }).id;
  }

  addContactFor(party: Party): LedgerContact {
    const { name, email, taxNumber } = party;
    const number = contactNumberOf(party);
    const more = { ...(email !== undefined && { email }), ...(taxNumber !== undefined && { taxNumber }) };
    return this.putContact({ id: this.world.nextId(), name, number, ...more, isActive: true });
  }

  archiveContact(contactId: string, mergedInto?: string): void {
    const contact = this.contacts.get(contactId);
    if (!contact) throw new RangeError(`No contact ${contactId}`);
    this.putContact({ ...contact, isActive: false, ...(mergedInto !== undefined && { mergedInto }) });
  }

  archiveAccount(code: string, isActive = false): void {
    const accounts = this.chart.accounts.map((account) => (account.code === code ? { ...account, isActive } : account));
    this.chart = { ...this.chart, accounts };
  }

  archiveTaxRate(taxType: string, isActive = false): void {
    const taxRates = this.chart.taxRates.map((rate) => (rate.taxType === taxType ? { ...rate, isActive } : rate));
    this.chart = { ...this.chart, taxRates };
  }

  lockThrough(day: CalendarDay | undefined): void {
    const { organisation } = this.start;
    this.chart = { ...this.chart, organisation: { ...organisation, ...(day !== undefined && { lockedThrough: day }) } };
  }

  /** The next create refuses the document (or contact) at this position. */
  refuseElement(index: number, why: Problem = problem('ledger_refused', '', 'Refused by the test')): void {
    this.refusals.set(index, why);
  }

  private settleWith(ledgerId: string, amount: Money, on: CalendarDay, isCash: boolean): string {
    if (this.document(ledgerId).status !== 'approved') throw new RangeError('Only approved documents can be paid');
    if (amount.minor <= 0n || compare(amount, this.due(ledgerId)) > 0)
      throw new RangeError('Not between 0 and the amount due');
    const id = this.world.nextId();
    const now = this.stamp();
    const facts = { id, ledgerId, amount: money(amount.minor, amount.currency), on, isCash };
    this.settlements.set(id, { ...facts, recordedAt: now, isDeleted: false, changedAt: now });
    this.settlementsOf.set(ledgerId, (this.settlementsOf.get(ledgerId) ?? new Set()).add(id));
    this.change(ledgerId, { status: this.due(ledgerId).minor === 0n ? 'paid' : 'approved' });
    return id;
  }

  private step(ledgerId: string, from: readonly LedgerStatus[], to: LedgerStatus): void {
    const { status, total } = this.document(ledgerId);
    if (!from.includes(status)) throw new RangeError(`A document that is ${status} cannot become ${to}`);
    this.change(ledgerId, { status: to === 'approved' && total.minor === 0n ? 'paid' : to });
  }

  private nextNumber(): string {
    do this.lastNumber += 1;
    while (this.salesNumbers.has(`INV-${String(this.lastNumber).padStart(4, '0')}`));
    return `INV-${String(this.lastNumber).padStart(4, '0')}`;
  }

  /** Never goes back, even when the clock does. */
  private stamp(): Instant {
    this.lastStamp = Math.max(this.lastStamp, this.world.clock.now());
    return this.lastStamp;
  }
}
