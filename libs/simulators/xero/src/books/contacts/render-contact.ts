import { toNumber } from '../arithmetic/decimal.js';
import type { Work } from '../call.js';
import { renderInstant } from '../calendar.js';
import type { Contact } from '../ledger.js';
import { toBase } from '../market-rates.js';
import type { Json } from '../shape.js';

/** `full` carries balances and the merge pointer: one contact, or a page. `summary` is what `summaryOnly` and documents leave. */
export type ContactDetail = 'full' | 'list' | 'summary';

export function renderContact(work: Work, contact: Contact, detail: ContactDetail): Json {
  const base = {
    ContactID: contact.id,
    ContactStatus: contact.status,
    Name: contact.name,
    ...contact.texts,
    UpdatedDateUTC: renderInstant(contact.updatedAt),
    HasAttachments: work.ledger.attachments.find('owner', contact.id).length > 0,
    HasValidationErrors: false,
  };
  if (detail === 'summary') return base;
  return {
    ...base,
    Addresses: contact.addresses.length > 0 ? contact.addresses : [{ AddressType: 'STREET' }, { AddressType: 'POBOX' }],
    Phones: contact.phones,
    ContactGroups: [],
    ContactPersons: contact.persons,
    SalesTrackingCategories: [],
    PurchasesTrackingCategories: [],
    IsSupplier: contact.isSupplier,
    IsCustomer: contact.isCustomer,
    ...(contact.paymentTerms === undefined ? {} : { PaymentTerms: contact.paymentTerms }),
    ...(detail === 'full' ? details(work, contact) : {}),
  };
}

/** How a contact shows inside a list of documents that was not paged: nulls are empty arrays. */
export function renderContactOf(work: Work, contactId: string): Json {
  const contact = work.ledger.contacts.get(contactId);
  return {
    ContactID: contactId,
    Name: contact?.name ?? '',
    Addresses: [],
    Phones: [],
    ContactGroups: [],
    ContactPersons: [],
    HasValidationErrors: false,
  };
}

function details(work: Work, contact: Contact): Json {
  const due = { ACCREC: { outstanding: 0n, overdue: 0n }, ACCPAY: { outstanding: 0n, overdue: 0n } };
  const today = new Date(work.call.now).toISOString().slice(0, 10);
  for (const invoice of work.ledger.invoices.find('contact', contact.id)) {
    if (invoice.status !== 'AUTHORISED') continue;
    const amount = toBase(invoice.total - invoice.paid - invoice.credited, invoice.rate);
    due[invoice.type].outstanding += amount;
    if (invoice.dueOn !== undefined && invoice.dueOn < today) due[invoice.type].overdue += amount;
  }
  const money = (side: { outstanding: bigint; overdue: bigint }) => ({
    Outstanding: toNumber(side.outstanding, 2),
    Overdue: toNumber(side.overdue, 2),
  });
  return {
    ...(contact.mergedTo === undefined ? {} : { MergedToContactID: contact.mergedTo }),
    Balances: { AccountsReceivable: money(due.ACCREC), AccountsPayable: money(due.ACCPAY) },
  };
}
