import {
  add,
  compare,
  describeMoney,
  problem,
  sum,
  type CalendarDay,
  type DocumentKind,
  type Instant,
  type Money,
  type ProblemCode,
  type SourceExpense,
  type SourceInvoice,
  type SourcePurchaseOrder,
} from '@bridge/domain';
import { Fault } from '../../faults/fault.js';
import type { SourcePayment } from '../../payments/source-payments.js';
import type { Clock } from '../../runtime/clock.js';
import type { SourceOrganisation } from './source-organisations.js';

/** A document with what its own type does not say. */
export interface Held<T> {
  readonly document: T;
  readonly changedAt: Instant;
  /** Invoices: when the whole total has been paid. */
  readonly paidOn?: CalendarDay | undefined;
  /** Invoices: the link that was left by whoever announced a copy. */
  readonly copyUrl?: string | undefined;
}

interface HeldPayment {
  readonly invoiceId: string;
  readonly payment: SourcePayment;
}

/** One organisation of the fake source: its documents and the rules of the source, and the hand of a person who works in it. */
export class FakeSourceOrganisation {
  readonly #clock: Clock;
  readonly #invoices = new Map<string, Held<SourceInvoice>>();
  readonly #expenses = new Map<string, Held<SourceExpense>>();
  readonly #orders = new Map<string, Held<SourcePurchaseOrder>>();
  readonly #payments = new Map<string, HeldPayment>();
  readonly #deleted: { readonly kind: DocumentKind; readonly id: string; readonly at: Instant }[] = [];
  #lastPaymentId = 9000;

  constructor(
    clock: Clock,
    public facts: SourceOrganisation,
  ) {
    this.#clock = clock;
  }

  // A person's hand.

  /** Has the source's own integrations enter the ledger's payments, of the subsidiaries that are given. */
  importsPayments(paymentImports: SourceOrganisation['reference']['paymentImports']): void {
    this.facts = { ...this.facts, reference: { ...this.facts.reference, paymentImports } };
  }

  addInvoice(invoice: SourceInvoice): void {
    if (this.#invoices.has(invoice.id)) throw new RangeError(`There is an invoice ${invoice.id} already`);
    this.#keepInvoice(invoice.id, { document: invoice, changedAt: 0 });
  }

  addExpense(expense: SourceExpense): void {
    if (this.#expenses.has(expense.id)) throw new RangeError(`There is an expense ${expense.id} already`);
    this.#keepExpense(expense);
  }

  addPurchaseOrder(order: SourcePurchaseOrder): void {
    if (this.#orders.has(order.id)) throw new RangeError(`There is a purchase order ${order.id} already`);
    this.#keepOrder(order);
  }

  editPurchaseOrder(id: string, change: Partial<SourcePurchaseOrder>): void {
    const held = this.#orders.get(id);
    if (!held) throw notFound('purchase_order', id);
    this.#keepOrder({ ...held.document, ...change, id });
  }

  editInvoice(id: string, change: Partial<SourceInvoice>): void {
    const held = this.#heldInvoice(id);
    this.#keepInvoice(id, { ...held, document: { ...held.document, ...change, id } });
  }

  editExpense(id: string, change: Partial<SourceExpense>): void {
    this.#keepExpense({ ...this.#heldExpense(id).document, ...change, id });
  }

  approve(expenseId: string): void {
    this.editExpense(expenseId, { approval: 'approved' });
  }

  markSent(invoiceId: string): void {
    this.editInvoice(invoiceId, { isSent: true });
  }

  /** Payments of a deleted invoice go with it. */
  delete(kind: DocumentKind, id: string): void {
    const held = { invoice: this.#invoices, expense: this.#expenses, purchase_order: this.#orders };
    if (!held[kind].delete(id)) throw notFound(kind, id);
    this.#deleted.push({ kind, id, at: this.#clock.now() });
    if (kind === 'invoice') for (const payment of this.payments(id)) this.#payments.delete(payment.id);
  }

  // What the source shows.

  invoices(): readonly Held<SourceInvoice>[] {
    return [...this.#invoices.values()];
  }

  expenses(): readonly Held<SourceExpense>[] {
    return [...this.#expenses.values()];
  }

  purchaseOrders(): readonly Held<SourcePurchaseOrder>[] {
    return [...this.#orders.values()];
  }

  purchaseOrder(id: string): Held<SourcePurchaseOrder> | undefined {
    return this.#orders.get(id);
  }

  invoice(id: string): Held<SourceInvoice> | undefined {
    return this.#invoices.get(id);
  }

  expense(id: string): Held<SourceExpense> | undefined {
    return this.#expenses.get(id);
  }

  deletedSince(kind: DocumentKind, since: Instant): readonly string[] {
    return this.#deleted.filter((entry) => entry.kind === kind && entry.at >= since).map((entry) => entry.id);
  }

  /** Live payments, oldest entry first. */
  payments(invoiceId: string): readonly SourcePayment[] {
    return [...this.#payments.values()].filter((held) => held.invoiceId === invoiceId).map((held) => held.payment);
  }

  // The rules of the source.

  record(payment: { invoiceId: string; amount: Money; paidOn: CalendarDay; note: string }): string {
    const { document } = this.#heldInvoice(payment.invoiceId);
    if (!document.isSent) throw refused('invoice_not_sent', 'The invoice is not sent');
    if (payment.amount.currency !== document.currency || payment.amount.minor <= 0n)
      throw refused('payment_refused', `The invoice takes no payment of ${describeMoney(payment.amount)}`);
    if (compare(add(this.#paid(document), payment.amount), document.total) > 0)
      throw refused('overpaid', `The invoice is over ${describeMoney(document.total)}`);
    this.#lastPaymentId += 1;
    const id = String(this.#lastPaymentId);
    const { invoiceId, amount, paidOn, note } = payment;
    this.#payments.set(id, { invoiceId, payment: frozen({ id, amount, paidOn, note }) });
    this.#settle(document.id, payment.paidOn);
    return id;
  }

  remove(paymentId: string): void {
    const payment = this.#payments.get(paymentId);
    if (!payment) return;
    this.#payments.delete(paymentId);
    this.#settle(payment.invoiceId, undefined);
  }

  sendOnce(invoiceId: string): void {
    if (!this.#heldInvoice(invoiceId).document.isSent) this.markSent(invoiceId);
  }

  settleExpense(expenseId: string, paidOn: CalendarDay | null): void {
    const expense = this.#heldExpense(expenseId).document;
    this.#keepExpense(paidOn === null ? unpaid(expense) : { ...expense, paidOn });
  }

  announce(invoiceId: string, copy: { ledgerId: string; url: string; number?: string }): void {
    const held = this.#heldInvoice(invoiceId);
    const exportMark = { isExported: true, ledgerId: copy.ledgerId };
    const number = copy.number !== undefined && { number: copy.number };
    this.#keepInvoice(invoiceId, { ...held, document: { ...held.document, exportMark, ...number }, copyUrl: copy.url });
  }

  withdraw(invoiceId: string): void {
    const held = this.#heldInvoice(invoiceId);
    const document = { ...held.document, exportMark: { isExported: false } };
    this.#keepInvoice(invoiceId, { ...held, document, copyUrl: undefined });
  }

  #settle(invoiceId: string, paidOn: CalendarDay | undefined): void {
    const held = this.#heldInvoice(invoiceId);
    const isPaid = compare(this.#paid(held.document), held.document.total) >= 0;
    this.#keepInvoice(invoiceId, { ...held, paidOn: isPaid ? paidOn : undefined });
  }

  #paid(invoice: SourceInvoice): Money {
    return sum(
      this.payments(invoice.id).map((payment) => payment.amount),
      invoice.currency,
    );
  }

  #heldInvoice(id: string): Held<SourceInvoice> {
    const held = this.#invoices.get(id);
    if (!held) throw notFound('invoice', id);
    return held;
  }

  #heldExpense(id: string): Held<SourceExpense> {
    const held = this.#expenses.get(id);
    if (!held) throw notFound('expense', id);
    return held;
  }

  #keepInvoice(id: string, held: Held<SourceInvoice>): void {
    this.#invoices.set(id, { ...held, document: frozen(held.document), changedAt: this.#clock.now() });
  }

  #keepOrder(order: SourcePurchaseOrder): void {
    this.#orders.set(order.id, { document: frozen(order), changedAt: this.#clock.now() });
  }

  #keepExpense(expense: SourceExpense): void {
    this.#expenses.set(expense.id, { document: frozen(expense), changedAt: this.#clock.now() });
  }
}

/** A copy that nobody can change: what the source holds is never what a caller holds. What is frozen is taken as it is. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T;
  const copy = { ...value };
  for (const key in copy) copy[key] = frozen(copy[key]);
  return Object.freeze(copy);
}

function unpaid(expense: SourceExpense): SourceExpense {
  return Object.fromEntries(
    Object.entries(expense).filter(([field]) => field !== 'paidOn'),
  ) as unknown as SourceExpense;
}

function refused(code: ProblemCode, detail: string): Fault {
  return new Fault({ kind: 'refused', problems: [problem(code, 'payment', detail)] }, detail);
}

function notFound(kind: DocumentKind, id: string): Fault {
  return new Fault({ kind: 'not_found' }, `The source has no ${kind} ${id}`);
}
