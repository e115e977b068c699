import type { Saved } from '../batch.js';
import { stamp, touch } from '../call.js';
import type { Work } from '../call.js';
import { noteEdited, noteReceived } from '../history.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Contact, ContactPerson } from '../ledger.js';
import { say } from '../messages.js';
import { flagOf, listOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';

/** Plain text members and their longest values. */
export const contactTexts: Readonly<Record<string, number>> = {
  ContactNumber: 50,
  AccountNumber: 50,
  FirstName: 255,
  LastName: 255,
  CompanyNumber: 50,
  EmailAddress: 255,
  BankAccountDetails: 255,
  TaxNumber: 50,
  AccountsReceivableTaxType: 50,
  AccountsPayableTaxType: 50,
  DefaultCurrency: 3,
  SalesDefaultAccountCode: 10,
  PurchasesDefaultAccountCode: 10,
  Website: 255,
};

export const contactShape: Shape = {
  ContactID: 'guid',
  Name: 'text',
  ContactStatus: { choice: 'ContactStatus', of: ['ACTIVE', 'ARCHIVED', 'GDPRREQUEST'] },
  ...Object.fromEntries(Object.keys(contactTexts).map((name) => [name, 'text' as const])),
  ContactPersons: { list: { FirstName: 'text', LastName: 'text', EmailAddress: 'text', IncludeInEmails: 'flag' } },
  Addresses: {
    list: {
      AddressType: { choice: 'AddressType', of: ['POBOX', 'STREET', 'DELIVERY'] },
      AddressLine1: 'text',
      City: 'text',
    },
  },
  Phones: {
    list: {
      PhoneType: { choice: 'PhoneType', of: ['DEFAULT', 'DDI', 'MOBILE', 'FAX', 'OFFICE'] },
      PhoneNumber: 'text',
    },
  },
};

export type ContactOutcome =
  { readonly ok: true; readonly contact: Contact } | { readonly ok: false; readonly problems: readonly string[] };

/** `PUT`: create only, refused when the name (among active contacts) or the contact number (among all) is taken. */
export function createContact(work: Work, element: Json): ContactOutcome {
  const problems = [...formatProblems(element, true), ...clashes(work, element, undefined)];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, contact: write(work, element, undefined, 'keep persons') };
}

/** `POST`: the contact with this id, else this contact number, else this name is updated; otherwise one is created. */
export function createOrUpdateContact(work: Work, element: Json): ContactOutcome {
  const id = textOf(element, 'ContactID');
  const named = id ? work.ledger.contacts.get(id) : matchContact(work, element);
  if (id && !named) return { ok: false, problems: [say('contactUnknown')] };
  return named ? updateContact(work, named, element, 'keep persons') : createContact(work, element);
}

/** Changes the members sent. Inside a document, contact persons that are not sent are dropped. */
export function updateContact(
  work: Work,
  contact: Contact,
  element: Json,
  persons: 'keep persons' | 'drop persons',
): ContactOutcome {
  if (contact.status !== 'ACTIVE') return { ok: false, problems: [say('contactEditArchived')] };
  const problems = [...formatProblems(element, false), ...clashes(work, element, contact)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, contact: write(work, element, contact, persons) };
}

/** By contact number, then by the name of an active contact. */
export function matchContact(work: Work, element: Json): Contact | undefined {
  const { contacts } = work.ledger;
  const number = textOf(element, 'ContactNumber');
  const byNumber = number ? contacts.find('number', number)[0] : undefined;
  return byNumber ?? activeByName(work, textOf(element, 'Name') ?? '');
}

export function activeByName(work: Work, name: string): Contact | undefined {
  return work.ledger.contacts.find('name', foldName(name)).find((contact) => contact.status === 'ACTIVE');
}

export function echoContact(element: Json): Json {
  return { ContactID: ZERO_GUID, ...element, HasValidationErrors: true };
}

export function savedContact(outcome: ContactOutcome, element: Json, render: (contact: Contact) => Json): Saved {
  return outcome.ok
    ? { ok: true, rendered: render(outcome.contact) }
    : { ok: false, echo: echoContact(element), problems: outcome.problems };
}

function formatProblems(element: Json, creating: boolean): string[] {
  const name = textOf(element, 'Name');
  const [email, website] = [textOf(element, 'EmailAddress'), textOf(element, 'Website')];
  const tooLong = Object.entries(contactTexts).flatMap(([field, length]) =>
    (textOf(element, field)?.length ?? 0) > length
      ? [say('contactFieldLength', { field, length: String(length) })]
      : [],
  );
  return [
    ...(creating && !name ? [say('contactNameMissing')] : []),
    ...(name && (name.length > 255 || /[<>]|^\s|\s$|\s\s/.test(name)) ? [say('contactNameFormat')] : []),
    ...(email && !isEmail(email) ? [say('emailInvalid')] : []),
    ...(website && !URL.canParse(website) ? [say('websiteInvalid')] : []),
    ...((listOf(element, 'ContactPersons')?.length ?? 0) > 5 ? [say('contactPersonsTooMany')] : []),
    ...tooLong,
  ];
}

function isEmail(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text) && /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(text);
}

function clashes(work: Work, element: Json, self: Contact | undefined): string[] {
  if (!work.assumptions.contactsUnique) return [];
  const [name, number] = [textOf(element, 'Name'), textOf(element, 'ContactNumber')];
  const sameName = name ? activeByName(work, name) : undefined;
  const sameNumber = number
    ? work.ledger.contacts.find('number', number).find((other) => other.id !== self?.id)
    : undefined;
  return [
    ...(name && sameName && sameName.id !== self?.id ? [say('contactNameTaken', { name })] : []),
    ...(sameNumber ? [say('contactNumberTaken')] : []),
  ];
}

function write(
  work: Work,
  element: Json,
  before: Contact | undefined,
  persons: 'keep persons' | 'drop persons',
): Contact {
  const sent = Object.keys(contactTexts).flatMap((name) => {
    const value = textOf(element, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const merged = { ...before?.texts, ...Object.fromEntries(sent) };
  const texts = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  const status = textOf(element, 'ContactStatus') ?? before?.status ?? 'ACTIVE';
  const contact = work.ledger.contacts.put({
    id: before?.id ?? newId(),
    updatedAt: stamp(work),
    name: textOf(element, 'Name') ?? before?.name ?? '',
    status: status as Contact['status'],
    mergedTo: before?.mergedTo,
    isCustomer: before?.isCustomer ?? false,
    isSupplier: before?.isSupplier ?? false,
    persons:
      listOf(element, 'ContactPersons')?.map(readPerson) ?? (persons === 'keep persons' ? (before?.persons ?? []) : []),
    texts,
    addresses: listOf(element, 'Addresses')?.map(readTexts) ?? before?.addresses ?? [],
    phones: listOf(element, 'Phones')?.map(readTexts) ?? before?.phones ?? [],
    paymentTerms: element['PaymentTerms'] ?? before?.paymentTerms,
  });
  if (before) noteEdited(work, contact.id);
  else noteReceived(work, contact.id);
  touch(work, { category: 'CONTACT', id: contact.id, type: before ? 'UPDATE' : 'CREATE' });
  return contact;
}

function readPerson(element: Json): ContactPerson {
  return {
    FirstName: textOf(element, 'FirstName') ?? '',
    LastName: textOf(element, 'LastName') ?? '',
    EmailAddress: textOf(element, 'EmailAddress') ?? '',
    IncludeInEmails: flagOf(element, 'IncludeInEmails') ?? false,
  };
}

function readTexts(element: Json): Record<string, string> {
  return Object.fromEntries(
    Object.keys(element).flatMap((name) => {
      const value = textOf(element, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
