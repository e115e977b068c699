import { writeBatch } from '../batch.js';
import { notFound, notImplemented, ok } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderContact } from '../contacts/render-contact.js';
import {
  contactShape,
  createContact,
  createOrUpdateContact,
  savedContact,
  updateContact,
} from '../contacts/save-contact.js';
import { isGuid } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Contact } from '../ledger.js';
import { list } from '../query/list.js';
import type { Fields } from '../query/where.js';
import type { Json } from '../shape.js';
import { attachments } from './attachments.js';
import { feedOf } from './feed.js';
import { history } from './history.js';
import { listAnswer, unique, words } from './invoices.js';

export function contacts(work: Work): Answer {
  const [id, part, ...rest] = work.path;
  const { method } = work.call;
  const render = (contact: Contact) => renderContact(work, contact, 'full');
  const batch = { key: 'Contacts', what: 'Contact', shape: contactShape };
  if (id === undefined) {
    if (method === 'GET') return listContacts(work);
    if (method !== 'PUT' && method !== 'POST') return notImplemented();
    const save = method === 'PUT' ? createContact : createOrUpdateContact;
    return writeBatch(work, { ...batch, save: (element) => savedContact(save(work, element), element, render) });
  }
  const contact = isGuid(id) ? work.ledger.contacts.get(id) : work.ledger.contacts.find('number', id)[0];
  if (part === 'History') return history(work, contact?.id);
  if (!contact) return notFound();
  if (part === 'Attachments')
    return attachments(work, { ownerId: contact.id, endpoint: 'Contacts', online: false, rest });
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { Contacts: [render(contact)] });
  if (method !== 'POST') return notImplemented();
  const save = (element: Json) => savedContact(updateContact(work, contact, element, 'keep persons'), element, render);
  return writeBatch(work, { ...batch, only: 'one', save });
}

function listContacts(work: Work): Answer {
  const { query } = work.call;
  const summaryOnly = query.get('summaryOnly')?.toLowerCase() === 'true';
  const archived = query.get('includeArchived')?.toLowerCase() === 'true';
  const ids = words(query.get('IDs'));
  const term = (query.get('searchTerm') ?? query.get('SearchTerm'))?.toLowerCase();
  const paged = query.has('page') || summaryOnly;
  const result = list<Contact>({
    table: work.ledger.contacts,
    fields,
    type: 'Contact',
    query,
    ...feedOf(work),
    ...(ids && { shownThrough: undefined }),
    among: ids && unique(ids.flatMap((id) => work.ledger.contacts.get(id) ?? [])),
    keep: (contact) =>
      (archived || contact.status === 'ACTIVE') &&
      (!term || searched.some((read) => read(contact).toLowerCase().includes(term))),
    paging: paged ? 'forced' : 'on request',
  });
  return listAnswer(work, result, 'Contacts', (contact) =>
    renderContact(work, contact, summaryOnly ? 'summary' : paged ? 'full' : 'list'),
  );
}

const searched: readonly ((contact: Contact) => string)[] = [
  (contact) => contact.name,
  ...['FirstName', 'LastName', 'ContactNumber', 'CompanyNumber', 'EmailAddress'].map(
    (name) => (contact: Contact) => contact.texts[name] ?? '',
  ),
];

const text = (name: string) => (contact: Contact) => contact.texts[name];

const fields: Fields<Contact> = {
  ContactID: { kind: 'guid', read: (row) => row.id, optimised: 'equal' },
  Name: { kind: 'text', read: (row) => foldName(row.name), optimised: 'equal' },
  EmailAddress: { kind: 'text', read: text('EmailAddress'), optimised: 'equal' },
  AccountNumber: { kind: 'text', read: text('AccountNumber'), optimised: 'equal' },
  ContactNumber: { kind: 'text', read: text('ContactNumber') },
  FirstName: { kind: 'text', read: text('FirstName') },
  LastName: { kind: 'text', read: text('LastName') },
  CompanyNumber: { kind: 'text', read: text('CompanyNumber') },
  TaxNumber: { kind: 'text', read: text('TaxNumber') },
  ContactStatus: { kind: 'text', read: (row) => row.status },
  IsCustomer: { kind: 'flag', read: (row) => row.isCustomer },
  IsSupplier: { kind: 'flag', read: (row) => row.isSupplier },
  UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
};
