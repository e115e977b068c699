import { toNumber } from '../arithmetic/decimal.js';
import { writeBatch } from '../batch.js';
import { badQuery, invalid, notFound, notImplemented, ok, tooLarge } from '../call.js';
import type { Answer, Work } from '../call.js';
import { invoiceShape } from '../documents/invoice-shape.js';
import { amountDue, renderInvoice } from '../documents/render-document.js';
import type { DocumentDetail } from '../documents/render-document.js';
import { createInvoice, createOrUpdateInvoice, updateInvoice } from '../documents/save-invoice.js';
import { note } from '../history.js';
import { isGuid } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Invoice } from '../ledger.js';
import { say } from '../messages.js';
import type { MessageKey } from '../messages.js';
import { list } from '../query/list.js';
import type { ListResult } from '../query/list.js';
import type { Fields } from '../query/where.js';
import { feedOf } from './feed.js';
import { attachments } from './attachments.js';
import { history } from './history.js';

export function invoices(work: Work): Answer {
  const [id, part, ...rest] = work.path;
  const { method } = work.call;
  if (id === undefined) {
    if (method === 'GET') return listInvoices(work);
    return method === 'PUT' || method === 'POST' ? writeInvoices(work) : notImplemented();
  }
  const invoice = findInvoice(work, id);
  if (part === 'History') return history(work, invoice?.id);
  if (!invoice) return notFound();
  if (part === 'Attachments')
    return attachments(work, { ownerId: invoice.id, endpoint: 'Invoices', online: invoice.type === 'ACCREC', rest });
  if (part === 'OnlineInvoice' && method === 'GET') return onlineInvoice(work, invoice);
  if (part === 'Email' && method === 'POST') return email(work, invoice);
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { Invoices: [renderInvoice(work, invoice, 'full')] });
  if (method !== 'POST') return notImplemented();
  return writeBatch(work, {
    key: 'Invoices',
    what: 'Invoice',
    shape: invoiceShape,
    only: 'one',
    save: (element) => updateInvoice(work, invoice, element, full(work)),
  });
}

function writeInvoices(work: Work): Answer {
  const save = work.call.method === 'PUT' ? createInvoice : createOrUpdateInvoice;
  return writeBatch(work, {
    key: 'Invoices',
    what: 'Invoice',
    shape: invoiceShape,
    save: (element) => save(work, element, full(work)),
  });
}

function full(work: Work): (invoice: Invoice) => ReturnType<typeof renderInvoice> {
  return (invoice) => renderInvoice(work, invoice, 'full');
}

/** By id, else by number: the live one before a voided or deleted one. */
function findInvoice(work: Work, idOrNumber: string): Invoice | undefined {
  if (isGuid(idOrNumber)) return work.ledger.invoices.get(idOrNumber);
  const named = work.ledger.invoices.find('number', foldName(idOrNumber));
  return named.findLast(({ status }) => status !== 'DELETED' && status !== 'VOIDED') ?? named.at(-1);
}

function listInvoices(work: Work): Answer {
  const { query } = work.call;
  const statuses = words(query.get('Statuses'));
  const summaryOnly = query.get('summaryOnly')?.toLowerCase() === 'true';
  const paged = query.has('page') || statuses !== undefined || summaryOnly;
  const result = list<Invoice>({
    table: work.ledger.invoices,
    fields: invoiceFields(work),
    type: 'Invoice',
    query,
    ...feedOf(work),
    ...(query.get('IDs') && { shownThrough: undefined }),
    among: named(work),
    fromIndex: (pins) => indexed(work, pins),
    keep: keeper(work, statuses),
    paging: paged ? 'forced' : 'on request',
  });
  const detail: DocumentDetail = summaryOnly ? 'summary' : paged ? 'full' : 'list';
  return listAnswer(work, result, 'Invoices', (invoice) => renderInvoice(work, invoice, detail));
}

/** A page or a whole list under its key, or the answer that says why there is none. */
export function listAnswer<T>(work: Work, result: ListResult<T>, key: string, render: (row: T) => unknown): Answer {
  if (!result.ok) return result.kind === 'query' ? badQuery(result.message) : tooLarge(result.message);
  const page = result.pagination === undefined ? {} : { pagination: result.pagination };
  return ok(work, { ...page, [key]: result.rows.map(render) });
}

/** Invoices named by `IDs` or `InvoiceNumbers`, so that a look-up need not walk the whole table. */
function named(work: Work): Invoice[] | undefined {
  const { query } = work.call;
  const [ids, numbers] = [words(query.get('IDs')), words(query.get('InvoiceNumbers'))];
  const { invoices } = work.ledger;
  if (ids) return unique(ids.flatMap((id) => invoices.get(id) ?? []));
  return numbers && unique(numbers.flatMap((number) => invoices.find('number', foldName(number))));
}

function indexed(work: Work, pins: Readonly<Record<string, unknown>>): Invoice[] | undefined {
  const { invoices } = work.ledger;
  const [id, number, contact] = [pins['InvoiceID'], pins['InvoiceNumber'], pins['Contact.ContactID']];
  if (typeof id === 'string') return [invoices.get(id) ?? []].flat();
  if (typeof number === 'string') return invoices.find('number', foldName(number));
  return typeof contact === 'string' ? invoices.find('contact', contact) : undefined;
}

function keeper(work: Work, statuses: readonly string[] | undefined): (invoice: Invoice) => boolean {
  const { query, app } = work.call;
  const contacts = words(query.get('ContactIDs'))?.map((id) => id.toLowerCase());
  const numbers = words(query.get('InvoiceNumbers'))?.map(foldName);
  const mine = query.get('createdByMyApp')?.toLowerCase() === 'true';
  const term = (query.get('SearchTerm') ?? query.get('searchTerm'))?.toLowerCase();
  const asked = statuses ?? words(query.get('IDs')) ?? numbers ?? /status/i.exec(query.get('where') ?? '');
  const showsGone = work.assumptions.goneListedUnasked || Boolean(asked);
  return (invoice) =>
    (showsGone || (invoice.status !== 'VOIDED' && invoice.status !== 'DELETED')) &&
    (!statuses || statuses.includes(invoice.status)) &&
    (!contacts || contacts.includes(invoice.contactId)) &&
    (!numbers || numbers.includes(foldName(invoice.number))) &&
    (!mine || invoice.clientId === app.clientId) &&
    (!term || invoice.number.toLowerCase().includes(term) || invoice.reference.toLowerCase().includes(term));
}

/** The words of a comma-separated parameter; undefined when it was not given or is empty. */
export function words(text: string | null): string[] | undefined {
  const found = (text ?? '').split(',').flatMap((word) => word.trim() || []);
  return found.length > 0 ? found : undefined;
}

export function unique<T extends { id: string; updatedAt: number }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].sort(
    (a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1),
  );
}

export function dayAt(on: string | undefined): number | undefined {
  return on === undefined ? undefined : Date.parse(`${on}T00:00:00Z`);
}

function invoiceFields(work: Work): Fields<Invoice> {
  const contact = (invoice: Invoice) => work.ledger.contacts.get(invoice.contactId);
  return {
    InvoiceID: { kind: 'guid', read: (row) => row.id, optimised: 'equal' },
    InvoiceNumber: { kind: 'text', read: (row) => row.number, optimised: 'equal' },
    Reference: { kind: 'text', read: (row) => row.reference, optimised: 'equal' },
    Type: { kind: 'text', read: (row) => row.type, optimised: 'equal' },
    Status: { kind: 'text', read: (row) => row.status, optimised: 'equal' },
    'Contact.ContactID': { kind: 'guid', read: (row) => row.contactId, optimised: 'equal' },
    'Contact.Name': { kind: 'text', read: (row) => contact(row)?.name, optimised: 'equal' },
    'Contact.ContactNumber': { kind: 'text', read: (row) => contact(row)?.texts['ContactNumber'], optimised: 'equal' },
    Date: { kind: 'date', read: (row) => dayAt(row.on), optimised: 'range' },
    DueDate: { kind: 'date', read: (row) => dayAt(row.dueOn), optimised: 'range' },
    FullyPaidOnDate: { kind: 'date', read: (row) => dayAt(row.fullyPaidOn) },
    UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
    AmountDue: { kind: 'number', read: (row) => toNumber(amountDue(row), 2), optimised: 'range' },
    AmountPaid: { kind: 'number', read: (row) => toNumber(row.paid, 2), optimised: 'equal' },
    AmountCredited: { kind: 'number', read: (row) => toNumber(row.credited, 2) },
    SubTotal: { kind: 'number', read: (row) => toNumber(row.subTotal, 2) },
    TotalTax: { kind: 'number', read: (row) => toNumber(row.totalTax, 2) },
    Total: { kind: 'number', read: (row) => toNumber(row.total, 2) },
    CurrencyCode: { kind: 'text', read: (row) => row.currency },
    Url: { kind: 'text', read: (row) => row.url },
    SentToContact: { kind: 'flag', read: (row) => row.sentToContact },
  };
}

function onlineInvoice(work: Work, invoice: Invoice): Answer {
  if (invoice.type !== 'ACCREC' || invoice.status === 'DRAFT') return refusal('onlineNotAllowed');
  return ok(work, {
    OnlineInvoices: [{ OnlineInvoiceUrl: `https://in.xero.com/${invoice.id.replaceAll('-', '').slice(0, 24)}` }],
  });
}

function email(work: Work, invoice: Invoice): Answer {
  const contact = work.ledger.contacts.get(invoice.contactId);
  const allowed = invoice.type === 'ACCREC' && ['SUBMITTED', 'AUTHORISED', 'PAID'].includes(invoice.status);
  if (!allowed) return refusal('emailNotAllowed');
  if (!contact?.texts['EmailAddress']) return refusal('emailNoAddress');
  work.ledger.invoices.put({ ...invoice, sentToContact: true });
  note(work, invoice.id, 'Invoice sent', `This invoice has been sent to ${contact.texts['EmailAddress']}`);
  return { status: 204, body: '', touched: work.touched };
}

export function refusal(key: MessageKey): Answer {
  return invalid([{ ValidationErrors: [{ Message: say(key) }] }]);
}
