import type { Assumptions } from '../assumptions.js';
import type { Touched, Work } from './call.js';
import { abs, readDecimal } from './arithmetic/decimal.js';
import { stamp, touch } from './call.js';
import { handleCall } from './handle-call.js';
import { foldName } from './ledger.js';
import type { Ledger } from './ledger.js';
import { removeAllocation } from './payments/allocate.js';
import type { Json } from './shape.js';

/** A person in Xero with the organisation open. Every action follows the rules of the API and throws `Refused` when they forbid it. */
export interface Accountant {
  createManualInvoice(invoice: Json): Json;
  editInvoice(invoiceId: string, changes: Json): Json;
  approve(invoiceId: string): Json;
  /** Moves the total of an open invoice or bill by up to 0.10, which its lines do not show. An edit of its lines undoes it. */
  adjustTotal(invoiceId: string, by: string): void;
  void(invoiceId: string): Json;
  recordPayment(payment: PaymentRequest): Json;
  /** Matches a payment with a line of the bank statement: no API does this, and none deletes the payment any more. */
  reconcile(paymentId: string): void;
  deletePayment(paymentId: string): Json;
  batchPayment(request: {
    accountCode?: string;
    on?: string;
    reference?: string;
    payments: readonly { invoiceId: string; amount: string }[];
  }): Json;
  deleteBatch(batchId: string): Json;
  /** Makes an approved credit note; the type follows the contact's document: `ACCRECCREDIT` unless told otherwise. */
  creditNote(creditNote: Json): Json;
  /** Money received (or spent) beyond what was owed, or in advance; amounts are decimal strings. */
  overpayment(request: CreditRequest): Json;
  prepayment(request: CreditRequest): Json;
  allocate(kind: CreditKind, creditId: string, invoiceId: string, amount: string): Json;
  removeAllocation(allocationId: string): void;
  removeAllocations(creditId: string): void;
  archiveAccount(accountIdOrCode: string): Json;
  archiveContact(contactId: string): Json;
  archiveTaxRate(taxType: string): void;
  /** The loser is archived and points at the winner; its documents move. No API does this. */
  mergeContacts(loserId: string, winnerId: string): void;
  setLockDates(dates: { periodLockedOn?: string | undefined; yearLockedOn?: string | undefined }): void;
  addCurrency(code: string): Json;
  list(collection: string, query?: Readonly<Record<string, string>>): Json[];
}

export type CreditKind = 'CreditNotes' | 'Overpayments' | 'Prepayments';

/** Amounts are decimal strings in the invoice's currency, such as `40.00`. */
export interface PaymentRequest {
  readonly invoiceId: string;
  readonly amount: string;
  readonly on?: string;
  readonly accountCode?: string;
  readonly reference?: string;
  readonly rate?: string;
  readonly reconciled?: boolean;
}

export interface CreditRequest {
  readonly contactId: string;
  readonly amount: string;
  readonly on?: string;
  readonly sales?: boolean;
  readonly currency?: string;
}

/** What the books answered to an action they do not allow. */
export class Refused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

export interface Office {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly assumptions: () => Assumptions;
  /** Told what each action touched, as an API call's answer tells it. */
  readonly touched: (touched: readonly Touched[]) => void;
}

const BANK = '090';
const MOST_ADJUSTED = 10n;

export function openOffice(office: Office): Accountant {
  const { ledger } = office;
  const ask = (method: string, path: string, body?: unknown, query: Readonly<Record<string, string>> = {}) => {
    const answer = handleCall(ledger, call(office, method, path, body, query), seenByPeople(office.assumptions()));
    if (answer.status >= 400) throw new Refused(problemsIn(answer.body));
    office.touched(answer.touched);
    return answer.body as Json;
  };
  const one = (method: string, path: string, body: unknown): Json => {
    const collection =
      path.split('/').at(-2) === 'Allocations' || path.endsWith('/Allocations')
        ? 'Allocations'
        : (path.split('/')[1] ?? '');
    return (ask(method, path, body)[collection] as readonly Json[])[0] ?? {};
  };
  const byHand = (act: (work: Work) => void) => {
    const work: Work = {
      ledger,
      call: call(office, 'POST', '/', undefined, {}),
      assumptions: office.assumptions(),
      touched: [],
      path: [],
    };
    act(work);
    ledger.journal.forget();
    office.touched(work.touched);
  };
  const invoice = (id: string, changes: Json) => one('POST', `/Invoices/${id}`, { InvoiceID: id, ...changes });
  const credit = (word: 'OVERPAYMENT' | 'PREPAYMENT', request: CreditRequest) => {
    const sales = request.sales ?? true;
    const line = word === 'OVERPAYMENT' ? (sales ? '610' : '800') : sales ? '200' : '429';
    return one('PUT', '/BankTransactions', {
      Type: `${sales ? 'RECEIVE' : 'SPEND'}-${word}`,
      Contact: { ContactID: request.contactId },
      BankAccount: { Code: BANK },
      LineAmountTypes: 'NoTax',
      ...(request.on === undefined ? {} : { Date: request.on }),
      ...(request.currency === undefined ? {} : { CurrencyCode: request.currency }),
      LineItems: [{ Description: word.toLowerCase(), Quantity: 1, UnitAmount: request.amount, AccountCode: line }],
    });
  };
  return {
    createManualInvoice: (sent) => one('PUT', '/Invoices', sent),
    editInvoice: invoice,
    approve: (id) => invoice(id, { Status: 'AUTHORISED' }),
    adjustTotal: (id, by) => byHand((work) => adjustTotal(work, id, readDecimal(by, 2) ?? 0n)),
    void: (id) => invoice(id, { Status: 'VOIDED' }),
    recordPayment: (request) =>
      one('PUT', '/Payments', {
        Invoice: { InvoiceID: request.invoiceId },
        Account: { Code: request.accountCode ?? BANK },
        Amount: request.amount,
        ...(request.on === undefined ? {} : { Date: request.on }),
        ...(request.reference === undefined ? {} : { Reference: request.reference }),
        ...(request.rate === undefined ? {} : { CurrencyRate: request.rate }),
        ...(request.reconciled === undefined ? {} : { IsReconciled: request.reconciled }),
      }),
    reconcile: (id) => byHand((work) => reconcile(work, id)),
    deletePayment: (id) => one('POST', `/Payments/${id}`, { Status: 'DELETED' }),
    batchPayment: (request) =>
      one('PUT', '/BatchPayments', {
        Account: { Code: request.accountCode ?? BANK },
        ...(request.on === undefined ? {} : { Date: request.on }),
        ...(request.reference === undefined ? {} : { Reference: request.reference }),
        Payments: request.payments.map(({ invoiceId, amount }) => ({
          Invoice: { InvoiceID: invoiceId },
          Amount: amount,
        })),
      }),
    deleteBatch: (id) => one('POST', `/BatchPayments/${id}`, { BatchPaymentID: id, Status: 'DELETED' }),
    creditNote: (sent) => one('PUT', '/CreditNotes', { Type: 'ACCRECCREDIT', Status: 'AUTHORISED', ...sent }),
    overpayment: (request) => credit('OVERPAYMENT', request),
    prepayment: (request) => credit('PREPAYMENT', request),
    allocate: (kind, id, invoiceId, amount) =>
      one('PUT', `/${kind}/${id}/Allocations`, { Amount: amount, Invoice: { InvoiceID: invoiceId } }),
    removeAllocation: (id) =>
      byHand((work) => {
        const allocation = ledger.allocations.get(id);
        if (!allocation) throw new Refused(['There is no such allocation.']);
        removeAllocation(work, allocation);
      }),
    removeAllocations: (creditId) =>
      byHand((work) => {
        for (const allocation of ledger.allocations.find('credit', creditId)) removeAllocation(work, allocation);
      }),
    archiveAccount: (idOrCode) => {
      const id = ledger.accounts.get(idOrCode)?.id ?? ledger.accounts.find('code', idOrCode)[0]?.id ?? idOrCode;
      return one('POST', `/Accounts/${id}`, { AccountID: id, Status: 'ARCHIVED' });
    },
    archiveContact: (id) => one('POST', `/Contacts/${id}`, { ContactID: id, ContactStatus: 'ARCHIVED' }),
    archiveTaxRate: (taxType) =>
      byHand((work) => {
        const rate = ledger.taxRates.get(taxType);
        if (!rate) throw new Refused(['There is no such tax rate.']);
        ledger.taxRates.put({ ...rate, status: 'ARCHIVED', updatedAt: stamp(work) });
      }),
    mergeContacts: (loserId, winnerId) => byHand((work) => mergeContacts(work, loserId, winnerId)),
    setLockDates: (dates) =>
      byHand((work) => {
        const own = ledger.organisation();
        const has = (name: keyof typeof dates) => name in dates;
        ledger.organisations.put({
          ...own,
          updatedAt: stamp(work),
          periodLockedOn: has('periodLockedOn') ? dates.periodLockedOn : own.periodLockedOn,
          yearLockedOn: has('yearLockedOn') ? dates.yearLockedOn : own.yearLockedOn,
        });
      }),
    addCurrency: (code) => one('PUT', '/Currencies', { Code: code }),
    list: (collection, query) =>
      (ask('GET', `/${collection}`, undefined, query)[collection] as Json[] | undefined) ?? [],
  };
}

/** Xero puts the difference on its rounding account and no line on the document: its lines do not add up any more. */
function adjustTotal(work: Work, invoiceId: string, by: bigint): void {
  const { invoices } = work.ledger;
  const invoice = invoices.get(invoiceId);
  const open = invoice && invoice.paid === 0n && invoice.credited === 0n && invoice.status !== 'VOIDED';
  if (!open || invoice.status === 'DELETED') throw new Refused(['There is no such invoice that is still open.']);
  if (abs(by) > MOST_ADJUSTED) throw new Refused(['A total is adjusted by 0.10 at the most.']);
  invoices.put({ ...invoice, total: invoice.total + by, updatedAt: stamp(work) });
  touch(work, { category: 'INVOICE', id: invoice.id, type: 'UPDATE' });
}

function reconcile(work: Work, paymentId: string): void {
  const { payments, invoices } = work.ledger;
  const payment = payments.get(paymentId);
  if (payment?.status !== 'AUTHORISED') throw new Refused(['There is no such payment.']);
  payments.put({ ...payment, reconciled: true, updatedAt: stamp(work) });
  const invoice = invoices.get(payment.targetId);
  if (!invoice || !work.assumptions.reconcileBumpsInvoice) return;
  invoices.put({ ...invoice, updatedAt: stamp(work) });
  touch(work, { category: 'INVOICE', id: invoice.id, type: 'UPDATE' });
}

/** What people see are the books, not a list that lags behind them or leaves something out. */
function seenByPeople(assumptions: Assumptions): Assumptions {
  return { ...assumptions, listLagSeconds: 0, goneListedUnasked: true };
}

function mergeContacts(work: Work, loserId: string, winnerId: string): void {
  const { contacts, invoices, credits } = work.ledger;
  const [loser, winner] = [contacts.get(loserId), contacts.get(winnerId)];
  if (!loser || !winner || loser.id === winner.id || loser.status !== 'ACTIVE' || winner.status !== 'ACTIVE') {
    throw new Refused(['Two different active contacts are needed for a merge.']);
  }
  contacts.put({ ...loser, status: 'ARCHIVED', mergedTo: winner.id, updatedAt: stamp(work) });
  contacts.put({
    ...winner,
    isCustomer: winner.isCustomer || loser.isCustomer,
    isSupplier: winner.isSupplier || loser.isSupplier,
    updatedAt: stamp(work),
  });
  for (const invoice of invoices.find('contact', loser.id)) invoices.put({ ...invoice, contactId: winner.id });
  for (const credit of [...credits.all()].filter(({ contactId }) => contactId === loser.id))
    credits.put({ ...credit, contactId: winner.id });
  touch(work, { category: 'CONTACT', id: loser.id, type: 'UPDATE' });
  touch(work, { category: 'CONTACT', id: winner.id, type: 'UPDATE' });
}

/** People in Xero are no app: what they make is created by nobody's client. The adviser passes period locks. */
function call(office: Office, method: string, path: string, body: unknown, query: Readonly<Record<string, string>>) {
  return {
    method,
    path,
    query: new URLSearchParams({ unitdp: '4', ...query }),
    headers: {},
    body,
    tenantId: office.ledger.tenantId,
    app: { clientId: '', name: 'Xero' },
    user: adviser(office.ledger),
    now: office.now(),
  };
}

function adviser(ledger: Ledger): string | undefined {
  return [...ledger.users.all()].find(({ role }) => role === 'FINANCIALADVISER')?.email;
}

function problemsIn(body: unknown): string[] {
  const found: string[] = [];
  if (typeof body === 'string') return [body];
  JSON.stringify(body, (key, value: unknown) => {
    if (key === 'Message' && typeof value === 'string') found.push(value);
    return value;
  });
  const own = found.filter((message) => foldName(message) !== 'a validation exception occurred');
  return own.length > 0 ? own : found;
}
