import {
  add,
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
  type Problem,
  type LedgerTracking,
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
  /** The credit note that it comes from, where one of ours does. */
  readonly creditId?: string;
  readonly recordedAt: Instant;
  readonly isDeleted: boolean;
  readonly changedAt: Instant;
}

/** A line as the fake keeps it; tests that enter documents by hand leave out what they are not about. */
export interface FakeLine {
  readonly lineId?: string;
  readonly description?: string;
  readonly quantity?: string;
  readonly unitAmount?: string;
  readonly discountPercent?: string;
  readonly accountCode: string;
  readonly taxType: string;
  readonly tracking?: readonly LedgerTracking[];
}

/** A document as the fake keeps it. */
export interface FakeDocument {
  readonly ledgerId: string;
  readonly kind: DocumentKind;
  /** A credit note: for a customer, or of a supplier. */
  readonly isCredit?: true;
  readonly number?: string;
  readonly reference?: string;
  readonly marker?: string;
  readonly isOurs: boolean;
  readonly contactId: string;
  readonly issuedOn: CalendarDay;
  readonly status: LedgerStatus;
  readonly total: Money;
  readonly tax?: Money;
  readonly dueOn?: CalendarDay;
  readonly lines?: readonly FakeLine[];
  readonly changedAt: Instant;
  readonly files: readonly AttachedFile[];
  readonly notes: readonly string[];
}

/** The books of one organisation, with the rules that hold whoever writes. */
export class FakeBooks {
  chart: Omit<Chart, 'readAt'>;
  private lastStamp: Instant = 0;
  private lastNumber = 0;
  private lastLine = 0;
  private lastCreditNumber = 0;
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

  approvalLimit(kind: DocumentKind): number | undefined {
    return kind === 'invoice' ? this.start.approvalsPerMonth?.invoices : this.start.approvalsPerMonth?.bills;
  }

  hasSalesNumber(number: string): boolean {
    return this.salesNumbers.has(number);
  }

  hasOrderNumber(number: string): boolean {
    return [...this.documents.values()].some((row) => row.kind === 'purchase_order' && row.number === number);
  }

  /** Only numbers of credit notes for customers are unique. */
  hasCreditNumber(number: string): boolean {
    return [...this.documents.values()].some(
      (row) => row.isCredit === true && row.kind === 'invoice' && row.number === number && row.status !== 'deleted',
    );
  }

  /** Numbers a sales invoice or a customer's credit note without one, as the organisation would. */
  enter(document: Omit<FakeDocument, 'ledgerId' | 'changedAt' | 'files' | 'notes'>): FakeDocument {
    const isCustomers = document.kind === 'invoice';
    const isSale = isCustomers && document.isCredit !== true;
    const number = document.number ?? (isCustomers ? this.nextNumber(isSale) : undefined);
    if (isSale && number !== undefined) this.salesNumbers.add(number);
    const isSettled = document.status === 'approved' && document.total.minor === 0n;
    const entered: FakeDocument = {
      ...document,
      ...(number !== undefined && { number }),
      status: isSettled ? 'paid' : document.status,
      ...(document.lines && { lines: this.withIds(document.lines) }),
      ledgerId: this.world.nextId(),
      changedAt: this.stamp(),
      files: [],
      notes: [],
    };
    this.documents.set(entered.ledgerId, entered);
    return entered;
  }

  /** A line that names one of the document’s own keeps its id; any other is a new line. */
  withIds(lines: readonly FakeLine[], own: readonly FakeLine[] = []): readonly FakeLine[] {
    const free = new Set(own.map(({ lineId }) => lineId));
    return lines.map(({ lineId, ...line }) => ({
      ...line,
      lineId: lineId !== undefined && free.delete(lineId) ? lineId : this.nextLineId(),
    }));
  }

  change(ledgerId: string, change: Partial<FakeDocument>): FakeDocument {
    const changed = { ...this.document(ledgerId), ...change, changedAt: this.stamp() };
    this.documents.delete(ledgerId);
    this.documents.set(ledgerId, changed);
    // The number of a deleted draft is free again; that of a voided document is not.
    if (changed.kind === 'invoice' && changed.isCredit !== true && changed.status === 'deleted')
      this.salesNumbers.delete(changed.number ?? '');
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

  /** Everything that was allocated from a credit note. */
  allocationsOf(creditId: string): readonly FakeSettlement[] {
    return [...this.settlements.values()].filter((row) => row.creditId === creditId && !row.isDeleted);
  }

  remaining(creditId: string): Money {
    const { total } = this.document(creditId);
    const used = this.allocationsOf(creditId).map((row) => row.amount);
    return subtract(total, sum(used, total.currency));
  }

  settle(ledgerId: string, amount: Money, on: CalendarDay, isCash: boolean, creditId?: string): FakeSettlement {
    const recordedAt = this.stamp();
    const facts = {
      id: this.world.nextId(),
      ledgerId,
      amount,
      on,
      isCash,
      ...(creditId !== undefined && { creditId }),
    };
    const settlement = this.putSettlement({ ...facts, recordedAt, isDeleted: false, changedAt: recordedAt });
    this.settlementsOf.set(ledgerId, (this.settlementsOf.get(ledgerId) ?? new Set()).add(settlement.id));
    this.change(ledgerId, { status: this.due(ledgerId).minor === 0n ? 'paid' : 'approved' });
    if (creditId !== undefined)
      this.change(creditId, { status: this.remaining(creditId).minor === 0n ? 'paid' : 'approved' });
    return settlement;
  }

  unsettle(settlement: FakeSettlement): void {
    this.putSettlement({ ...settlement, isDeleted: true, changedAt: this.stamp() });
    this.change(settlement.ledgerId, { status: 'approved' });
    if (settlement.creditId !== undefined) this.change(settlement.creditId, { status: 'approved' });
  }

  addContact(contact: Omit<LedgerContact, 'id' | 'isActive'>): LedgerContact {
    return this.putContact({ ...contact, id: this.world.nextId(), isActive: true });
  }

  putContact(contact: LedgerContact): LedgerContact {
    this.contacts.delete(contact.id);
    this.contacts.set(contact.id, { ...contact, changedAt: this.stamp() });
    return contact;
  }

  /** The next create refuses the document (or contact) at this position. */
  refuse(index: number, why: Problem): void {
    this.refusals.set(index, why);
  }

  /** The refusals that a test asked for, used up by the next create. */
  takeRefusals(): ReadonlyMap<number, Problem> {
    const taken = new Map(this.refusals);
    this.refusals.clear();
    return taken;
  }

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

  private putSettlement(settlement: FakeSettlement): FakeSettlement {
    this.settlements.delete(settlement.id);
    this.settlements.set(settlement.id, settlement);
    return settlement;
  }

  private nextLineId(): string {
    this.lastLine += 1;
    return `line-${this.lastLine}`;
  }

  private nextNumber(isSale: boolean): string {
    if (!isSale) return `CN-${String((this.lastCreditNumber += 1)).padStart(4, '0')}`;
    do this.lastNumber += 1;
    while (this.salesNumbers.has(`INV-${String(this.lastNumber).padStart(4, '0')}`));
    return `INV-${String(this.lastNumber).padStart(4, '0')}`;
  }

  /** Never goes back, even when the clock does. */
  private stamp(): Instant {
    this.lastStamp = Math.max(this.lastStamp, this.world.now());
    return this.lastStamp;
  }
}
