import { totalsOf } from '../arithmetic/line.js';
import type { AmountTypes } from '../arithmetic/line.js';
import type { Saved } from '../batch.js';
import { stamp, touch } from '../call.js';
import type { Work } from '../call.js';
import { dayIn } from '../calendar.js';
import { noteEdited, noteReceived } from '../history.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import type { DocumentStatus, Invoice, Line } from '../ledger.js';
import { isImplausible, marketRate } from '../market-rates.js';
import { say } from '../messages.js';
import { dayOf, flagOf, listOf, objectOf, textOf } from '../shape.js';
import type { Json } from '../shape.js';
import { chooseContact } from './document-contact.js';
import type { ContactChoice } from './document-contact.js';
import { holderOfNumber, nextNumber, numberProblems } from './invoice-number.js';
import { editLockProblem, lockProblem } from './locks.js';
import { approvalProblems, planCurrency, planLines, repriceLines } from './plan-lines.js';
import { changesMoney, contactMoved, isCredited, onlyUnnoticed } from './settled-edits.js';

const moves: Readonly<Record<DocumentStatus, readonly DocumentStatus[]>> = {
  DRAFT: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
  SUBMITTED: ['SUBMITTED', 'DRAFT', 'AUTHORISED', 'DELETED'],
  AUTHORISED: ['AUTHORISED', 'VOIDED'],
  PAID: ['PAID'],
  VOIDED: [],
  DELETED: [],
};

/** The legal moves of a document with no money on it; `PAID` and back happen by themselves. */
export function mayMove(from: DocumentStatus, to: DocumentStatus): boolean {
  return moves[from].includes(to);
}

/** `PUT`: always a new document. */
export function createInvoice(work: Work, element: Json, render: (invoice: Invoice) => Json): Saved {
  return save(work, element, undefined, render);
}

/** `POST`: the document with this id, or the sales invoice with this number; otherwise a new one. Bills' numbers match nothing. */
export function createOrUpdateInvoice(work: Work, element: Json, render: (invoice: Invoice) => Json): Saved {
  const id = textOf(element, 'InvoiceID');
  const number = textOf(element, 'InvoiceNumber');
  if (id) {
    const known = work.ledger.invoices.get(id);
    return known ? save(work, element, known, render) : refuse(element, [say('historyTargetUnknown')]);
  }
  const byNumber = number && element['Type'] !== 'ACCPAY' ? holderOfNumber(work, number) : undefined;
  return save(work, element, byNumber, render);
}

export function updateInvoice(work: Work, invoice: Invoice, element: Json, render: (invoice: Invoice) => Json): Saved {
  return save(work, element, invoice, render);
}

function save(work: Work, element: Json, before: Invoice | undefined, render: (invoice: Invoice) => Json): Saved {
  const plan = before ? planChange(work, element, before) : planNew(work, element);
  if (!plan.ok) return refuse(element, plan.problems, plan.contactProblems);
  const invoice = work.ledger.invoices.put(plan.invoice);
  if (before) noteEdited(work, invoice.id);
  else noteReceived(work, invoice.id);
  markContact(work, invoice);
  touch(work, { category: 'INVOICE', id: invoice.id, type: before ? 'UPDATE' : 'CREATE' });
  return { ok: true, rendered: render(invoice), warnings: plan.warnings };
}

type Plan =
  | { readonly ok: true; readonly invoice: Invoice; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[]; readonly contactProblems: readonly string[] };

function planNew(work: Work, element: Json): Plan {
  const type = textOf(element, 'Type');
  const status = (textOf(element, 'Status') ?? 'DRAFT') as DocumentStatus;
  const problems: string[] = [];
  if (type !== 'ACCREC' && type !== 'ACCPAY') problems.push(say('typeNotForCreation'));
  if ((listOf(element, 'LineItems') ?? []).length === 0) problems.push(say('noLines'));
  if (!['DRAFT', 'SUBMITTED', 'AUTHORISED'].includes(status)) problems.push(say('statusNotForCreation'));
  const blank: Invoice = {
    id: newId(),
    updatedAt: 0,
    type: type === 'ACCPAY' ? 'ACCPAY' : 'ACCREC',
    number: '',
    status: 'DRAFT',
    contactId: '',
    lines: [],
    on: dayIn(work.ledger.organisation().timeZone, work.call.now),
    dueOn: undefined,
    amounts: 'Exclusive',
    currency: '',
    rate: 0n,
    subTotal: 0n,
    totalTax: 0n,
    total: 0n,
    totalDiscount: 0n,
    reference: '',
    brandingThemeId: undefined,
    url: undefined,
    sentToContact: false,
    expectedPaymentOn: undefined,
    plannedPaymentOn: undefined,
    paid: 0n,
    credited: 0n,
    fullyPaidOn: undefined,
    clientId: work.call.app.clientId || undefined,
    approved: false,
  };
  const contact = chooseContact(work, element, undefined);
  const invoice = { ...apply(work, element, blank, contact, problems), status, updatedAt: stamp(work) };
  if (problems.length === 0) problems.push(...numberProblems(work, element, invoice, undefined));
  return finish(work, { element, invoice, before: undefined, contact, problems });
}

function planChange(work: Work, element: Json, before: Invoice): Plan {
  const problems: string[] = [];
  const status = (textOf(element, 'Status') ?? before.status) as DocumentStatus;
  const settled = before.paid !== 0n || before.credited !== 0n;
  // A nought invoice is PAID without money on it; it can still be voided.
  const from = before.status === 'PAID' && !settled ? 'AUTHORISED' : before.status;
  const legal = status === before.status ? moves[before.status].length > 0 : mayMove(from, status);
  if (!legal || (settled && status !== before.status)) {
    const told = [say('statusNotForModification'), ...(settled ? [say('paidDocument')] : [])];
    return { ok: false, problems: told, contactProblems: [] };
  }
  const inLedger = before.status === 'AUTHORISED' || before.status === 'PAID';
  const locked = inLedger ? editLockProblem(work, before.on) : undefined;
  if (locked !== undefined) return { ok: false, problems: [locked], contactProblems: [] };

  const lines = listOf(element, 'LineItems');
  if (lines?.length === 0) problems.push(say('noLines'));
  const contact = chooseContact(work, element, before.contactId);
  const applied = apply(work, element, before, contact, problems);
  if (settled && (changesMoney(before, applied) || (contactMoved(before, applied) && isCredited(work, before)))) {
    return { ok: false, problems: [say('statusNotForModification'), say('paidDocument')], contactProblems: [] };
  }
  if (problems.length === 0) problems.push(...numberProblems(work, element, applied, before));
  const updatedAt = settled && onlyUnnoticed(before, applied) ? before.updatedAt : stamp(work);
  return finish(work, { element, invoice: { ...applied, status, updatedAt }, before, contact, problems });
}

/** The document with the members sent, whatever its status; problems of single members are collected. */
function apply(work: Work, element: Json, before: Invoice, contact: ContactChoice, problems: string[]): Invoice {
  const organisation = work.ledger.organisation();
  const amounts = (textOf(element, 'LineAmountTypes') as AmountTypes | undefined) ?? before.amounts;
  const money = planCurrency(work, element, organisation, before.currency ? before : undefined, (currency) =>
    marketRate(organisation.baseCurrency, currency),
  );
  const sentLines = listOf(element, 'LineItems');
  const planned = sentLines
    ? planLines(work, { elements: sentLines, existing: before.lines, amounts, discounts: before.type === 'ACCREC' })
    : {
        lines: amounts === before.amounts ? [...before.lines] : repriceLines(work, before.lines, amounts),
        problems: [],
      };
  const has = (name: string) => element[name] !== undefined && element[name] !== null;
  const brandingThemeId = has('BrandingThemeID')
    ? textOf(element, 'BrandingThemeID')?.toLowerCase()
    : before.brandingThemeId;
  const reference = before.type === 'ACCREC' ? (textOf(element, 'Reference') ?? before.reference) : '';
  const url = textOf(element, 'Url') ?? before.url;
  problems.push(...contact.problems, ...money.problems, ...planned.problems);
  if (reference.length > 255) problems.push(say('referenceLength'));
  if (brandingThemeId !== undefined && !work.ledger.themes.get(brandingThemeId)) problems.push(say('brandingUnknown'));
  if (has('Url')) problems.push(...urlProblems(url ?? ''));
  return {
    ...before,
    contactId: contact.contactId ?? before.contactId,
    on: dayOf(element, 'Date') ?? dayOf(element, 'DateString') ?? before.on,
    dueOn: dayOf(element, 'DueDate') ?? dayOf(element, 'DueDateString') ?? before.dueOn,
    amounts,
    currency: money.currency,
    rate: money.rate,
    lines: planned.lines,
    ...totalsOf(planned.lines, amounts),
    totalDiscount: planned.lines.reduce((sum, line) => sum + line.discount, 0n),
    reference,
    brandingThemeId,
    url,
    expectedPaymentOn:
      before.type === 'ACCREC' ? (dayOf(element, 'ExpectedPaymentDate') ?? before.expectedPaymentOn) : undefined,
    plannedPaymentOn:
      before.type === 'ACCPAY' ? (dayOf(element, 'PlannedPaymentDate') ?? before.plannedPaymentOn) : undefined,
    number: textOf(element, 'InvoiceNumber') || before.number,
    sentToContact: flagOf(element, 'SentToContact') ?? before.sentToContact,
  };
}

interface Finish {
  readonly element: Json;
  readonly invoice: Invoice;
  readonly before: Invoice | undefined;
  readonly contact: ContactChoice;
  readonly problems: string[];
}

/** The rules that depend on where the document is going; then its number, its settlement and its warnings. */
function finish(work: Work, { element, invoice, before, contact, problems }: Finish): Plan {
  const approving = invoice.status === 'AUTHORISED' && before?.status !== 'AUTHORISED' && before?.status !== 'PAID';
  const live = invoice.status === 'SUBMITTED' || invoice.status === 'AUTHORISED' || invoice.status === 'PAID';
  if (live) problems.push(...liveProblems(work, invoice));
  const entering =
    (live && (approving || invoice.status === 'SUBMITTED' || before?.on !== invoice.on)) || invoice.status === 'VOIDED';
  if (entering || (invoice.status === 'DRAFT' && !work.assumptions.draftAllowedInLockedPeriod)) {
    const locked = lockProblem(work, invoice.on);
    if (locked !== undefined) problems.push(locked);
  }
  if (approving && isCapped(work, invoice)) problems.push(say('planCap'));
  if (problems.length > 0 || contact.contactProblems.length > 0) {
    return { ok: false, problems: [...new Set(problems)], contactProblems: contact.contactProblems };
  }
  const numbered =
    before || invoice.number || invoice.type === 'ACCPAY' ? invoice : { ...invoice, number: nextNumber(work) };
  const approved = before?.approved === true || invoice.status === 'AUTHORISED';
  const sentAllowed = invoice.status === 'AUTHORISED' || invoice.status === 'PAID';
  const sentToContact = invoice.sentToContact && (sentAllowed || before?.sentToContact === true);
  return {
    ok: true,
    invoice: settle({ ...numbered, approved, sentToContact }, invoice.on),
    warnings: warningsOf(work, element, invoice, sentAllowed),
  };
}

function liveProblems(work: Work, invoice: Invoice): string[] {
  const contact = work.ledger.contacts.get(invoice.contactId);
  return [
    ...(invoice.dueOn === undefined && work.assumptions.dueDateRequiredOnApproval ? [say('dueDateMissing')] : []),
    ...approvalProblems(invoice.lines),
    ...archivedAccounts(work, invoice.lines),
    ...(contact && contact.status !== 'ACTIVE' && invoice.status !== 'PAID' ? [say('contactArchived')] : []),
    ...(invoice.total < 0n ? [say('totalNegative')] : []),
  ];
}

/** Lines kept from before may point at an account that has been archived since. */
function archivedAccounts(work: Work, lines: readonly Line[]): string[] {
  return lines.flatMap((line) => {
    const account = line.accountId === undefined ? undefined : work.ledger.accounts.get(line.accountId);
    return account && account.status !== 'ACTIVE'
      ? [say('accountArchived', { code: account.code ?? account.name })]
      : [];
  });
}

function warningsOf(work: Work, element: Json, invoice: Invoice, sentAllowed: boolean): string[] {
  const { baseCurrency } = work.ledger.organisation();
  const implausible =
    element['CurrencyRate'] !== undefined && isImplausible(invoice.rate, marketRate(baseCurrency, invoice.currency));
  return [
    ...(flagOf(element, 'SentToContact') === true && !sentAllowed ? [say('sentNotApproved')] : []),
    ...(implausible ? [say('rateImplausible')] : []),
  ];
}

/** `PAID` exactly when nothing is due on an approved document, and back again when something is. */
export function settle(invoice: Invoice, on: string): Invoice {
  if (invoice.status !== 'AUTHORISED' && invoice.status !== 'PAID') return invoice;
  const due = invoice.total - invoice.paid - invoice.credited;
  if (due !== 0n) return { ...invoice, status: 'AUTHORISED', fullyPaidOn: undefined };
  return { ...invoice, status: 'PAID', fullyPaidOn: invoice.status === 'PAID' ? (invoice.fullyPaidOn ?? on) : on };
}

const CAPS = { ACCREC: 20, ACCPAY: 5 } as const;

/** The smallest plan approves 20 sales invoices and 5 bills dated in one month. */
function isCapped(work: Work, invoice: Invoice): boolean {
  if (work.ledger.organisation().plan !== 'STARTER') return false;
  let approved = 0;
  for (const other of work.ledger.invoices.all()) {
    const counts = other.id !== invoice.id && other.type === invoice.type && other.approved;
    if (counts && other.on.slice(0, 7) === invoice.on.slice(0, 7)) approved += 1;
  }
  return approved >= CAPS[invoice.type];
}

function urlProblems(url: string): string[] {
  const absolute = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return [...(absolute ? [] : [say('urlNotAbsolute')]), ...(/xero/i.test(url) ? [say('urlForbidden')] : [])];
}

/** Being a customer or a supplier is derived and does not bump the contact. */
function markContact(work: Work, invoice: Invoice): void {
  const contact = work.ledger.contacts.get(invoice.contactId);
  if (!contact) return;
  const member = invoice.type === 'ACCREC' ? 'isCustomer' : 'isSupplier';
  if (!contact[member]) work.ledger.contacts.put({ ...contact, [member]: true });
}

function refuse(element: Json, problems: readonly string[], contactProblems: readonly string[] = []): Saved {
  const contact = objectOf(element, 'Contact');
  const told = contactProblems.map((Message) => ({ Message }));
  const echo = {
    Type: 'ACCREC',
    InvoiceID: ZERO_GUID,
    LineItems: [],
    ...element,
    ...(contact ? { Contact: { ...contact, HasValidationErrors: told.length > 0, ValidationErrors: told } } : {}),
  };
  return { ok: false, echo, problems };
}
