import {
  compare,
  contactNumberOf,
  problem,
  type CalendarDay,
  type Chart,
  type LedgerContact,
  type LedgerStatus,
  type Money,
  type Party,
  type Problem,
} from '@bridge/domain';
import type { AccountantsHand } from './contract/ledger-world.js';
import type { FakeBooks, FakeDocument } from './fake-books.js';

/** What a person does in the ledger itself. Illegal moves throw a RangeError: the test is wrong. */
export class FakeAccountant implements AccountantsHand {
  constructor(private readonly books: FakeBooks) {}

  /** Every document, the one changed last at the end. */
  documents(): readonly FakeDocument[] {
    return this.books.all();
  }

  document(ledgerId: string): FakeDocument {
    return this.books.document(ledgerId);
  }

  /** Ids of the live payments and credits of a document. */
  payments(ledgerId: string): readonly string[] {
    return this.books.live(ledgerId).map((settlement) => settlement.id);
  }

  /** What was paid of it in cash. */
  paid(ledgerId: string): Money {
    return this.books.settledAmount(ledgerId, true);
  }

  due(ledgerId: string): Money {
    return this.books.due(ledgerId);
  }

  approve(ledgerId: string): void {
    this.step(ledgerId, ['draft', 'submitted'], 'approved');
  }

  void(ledgerId: string): void {
    if (this.books.live(ledgerId).length > 0 || this.books.allocationsOf(ledgerId).length > 0)
      throw new RangeError('A document with payments cannot be voided');
    this.step(ledgerId, ['approved'], 'voided');
  }

  /** Deletes a draft: its number is free again. */
  delete(ledgerId: string): void {
    this.step(ledgerId, ['draft', 'submitted'], 'deleted');
  }

  /** Answers the payment's id. */
  pay(ledgerId: string, amount: Money, on: CalendarDay): string {
    return this.settle(ledgerId, amount, on, true);
  }

  /** Allocates a credit note; undone by `removePayment` with the id it answers. */
  credit(ledgerId: string, amount: Money, on: CalendarDay): string {
    return this.settle(ledgerId, amount, on, false);
  }

  /** What of a credit note is not allocated. */
  remaining(creditId: string): Money {
    return this.books.remaining(creditId);
  }

  /** What was allocated from a credit note: one row for each allocation that lives. */
  allocations(creditId: string): readonly { readonly invoiceId: string; readonly amount: Money }[] {
    return this.books.allocationsOf(creditId).map(({ ledgerId, amount }) => ({ invoiceId: ledgerId, amount }));
  }

  removePayment(paymentId: string): void {
    const payment = this.books.settlements.get(paymentId);
    if (!payment || payment.isDeleted) throw new RangeError(`No live payment ${paymentId}`);
    this.books.unsettle(payment);
  }

  /** A document that our app did not create. */
  enterByHand(
    document: Pick<FakeDocument, 'kind' | 'contactId' | 'issuedOn' | 'total'> & Partial<FakeDocument>,
  ): string {
    return this.books.enter({ status: 'draft', ...document, isOurs: false }).ledgerId;
  }

  /** A document that our app created once, whatever we remember of it. */
  enterAsUs(document: Omit<FakeDocument, 'ledgerId' | 'changedAt' | 'files' | 'notes'>): string {
    return this.books.enter({ ...document, isOurs: true }).ledgerId;
  }

  /** The books lose a document altogether, which no ledger should. */
  forget(ledgerId: string): void {
    this.books.documents.delete(ledgerId);
  }

  /** Edits a document behind our back; without a change it is only saved again. */
  edit(ledgerId: string, change: Partial<Omit<FakeDocument, 'ledgerId' | 'changedAt'>>): void {
    this.books.change(ledgerId, change);
  }

  /** From now on the feed shows this document as one that cannot be understood. */
  makeUnreadable(ledgerId: string): void {
    this.books.unreadable.add(ledgerId);
    this.books.change(ledgerId, {});
  }

  /** The feed shows it again as it is. */
  makeReadable(ledgerId: string): void {
    this.books.unreadable.delete(ledgerId);
    this.books.change(ledgerId, {});
  }

  addContact(contact: Omit<LedgerContact, 'id' | 'isActive'>): string {
    return this.books.addContact(contact).id;
  }

  /** The contact that we would have created for a company. */
  addContactFor(party: Party): string {
    return this.addContact({ name: party.name, number: contactNumberOf(party) });
  }

  archiveContact(contactId: string, mergedInto?: string): void {
    const contact = this.books.contacts.get(contactId);
    if (!contact) throw new RangeError(`No contact ${contactId}`);
    this.books.putContact({ ...contact, isActive: false, ...(mergedInto !== undefined && { mergedInto }) });
  }

  archiveAccount(code: string): void {
    this.changeAccount(code, false);
  }

  archiveTrackingOption(category: string, option: string): void {
    const archived = <T extends { readonly name: string }>(one: T) =>
      one.name === option ? { ...one, isActive: false } : one;
    const { trackingCategories = [] } = this.books.chart;
    this.changeChart({
      trackingCategories: trackingCategories.map((one) =>
        one.name === category ? { ...one, options: one.options.map(archived) } : one,
      ),
    });
  }

  restoreAccount(code: string): void {
    this.changeAccount(code, true);
  }

  archiveTaxRate(taxType: string): void {
    this.changeTaxRate(taxType, false);
  }

  restoreTaxRate(taxType: string): void {
    this.changeTaxRate(taxType, true);
  }

  lockThrough(day: CalendarDay): void {
    this.changeChart({ organisation: { ...this.books.chart.organisation, lockedThrough: day } });
  }

  contacts(): readonly LedgerContact[] {
    return [...this.books.contacts.values()];
  }

  restoreContact(contactId: string): void {
    const contact = this.books.contacts.get(contactId);
    if (!contact) throw new RangeError(`No contact ${contactId}`);
    const { mergedInto: _, changedAt: __, ...rest } = contact;
    this.books.putContact({ ...rest, isActive: true });
  }

  /** The next create refuses the document (or contact) at this position. */
  refuseElement(index: number, why: Problem = problem('ledger_refused', '', 'Refused by the test')): void {
    this.books.refuse(index, why);
  }

  private settle(ledgerId: string, amount: Money, on: CalendarDay, isCash: boolean): string {
    const { status, isCredit } = this.document(ledgerId);
    if (status !== 'approved' || isCredit === true) throw new RangeError('Only approved documents can be paid');
    if (amount.minor <= 0n || compare(amount, this.books.due(ledgerId)) > 0)
      throw new RangeError('Not between 0 and the amount due');
    return this.books.settle(ledgerId, { ...amount }, on, isCash).id;
  }

  private step(ledgerId: string, from: readonly LedgerStatus[], to: LedgerStatus): void {
    const { status, total } = this.document(ledgerId);
    if (!from.includes(status)) throw new RangeError(`A document that is ${status} cannot become ${to}`);
    this.books.change(ledgerId, { status: to === 'approved' && total.minor === 0n ? 'paid' : to });
  }

  private changeAccount(code: string, isActive: boolean): void {
    const { accounts } = this.books.chart;
    this.changeChart({
      accounts: accounts.map((account) => (account.code === code ? { ...account, isActive } : account)),
    });
  }

  private changeTaxRate(taxType: string, isActive: boolean): void {
    const { taxRates } = this.books.chart;
    this.changeChart({ taxRates: taxRates.map((rate) => (rate.taxType === taxType ? { ...rate, isActive } : rate)) });
  }

  private changeChart(change: Partial<Chart>): void {
    this.books.chart = { ...this.books.chart, ...change };
  }
}
