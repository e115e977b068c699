import type { Party } from '../documents/source-document.js';

/** A contact of the ledger. */
export interface LedgerContact {
  readonly id: string;
  readonly name: string;
  /** What we write there ourselves for contacts that we create: see `contactNumberOf`. */
  readonly number?: string;
  readonly taxNumber?: string;
  readonly email?: string;
  readonly isActive: boolean;
  /** Set when it was merged away: follow it. */
  readonly mergedInto?: string;
}

export type ContactMatch =
  | {
      readonly kind: 'found';
      readonly contactId: string;
      readonly by: 'remembered' | 'number' | 'tax_number' | 'email' | 'name';
    }
  /** The one that fits is archived: the ledger refuses documents for it. */
  | { readonly kind: 'archived'; readonly contactId: string; readonly name: string }
  | { readonly kind: 'ambiguous'; readonly contactIds: readonly string[] }
  | { readonly kind: 'none' };

const OURS = 'PRODUCTIVE-';

/** A person as a party. Productive numbers people and companies apart from each other: the word keeps the two apart here. */
export function personParty(id: string, name: string, email?: string): Party {
  return { companyId: `PERSON-${id}`, name, ...(email !== undefined && { email }) };
}

/** The contact number of a company that we create: unique over all contacts of the ledger, so a repeat cannot double it. */
export function contactNumberOf(party: Party): string {
  return `${OURS}${party.companyId}`;
}

/**
 * Finds the contact that stands for a company, surest sign first: remembered, our contact number, tax number, e-mail,
 * name (case and spaces aside). Similar names are never taken. Two that fit equally well are left to a person.
 */
export function matchContact(
  party: Party,
  rememberedId: string | undefined,
  contacts: readonly LedgerContact[],
): ContactMatch {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const remembered = rememberedId === undefined ? undefined : follow(byId, rememberedId);
  if (remembered) return verdict([remembered], 'remembered');
  const rungs = [
    ['number', (contact: LedgerContact) => contact.number === contactNumberOf(party)],
    ['tax_number', (contact: LedgerContact) => same(contact.taxNumber, party.taxNumber)],
    ['email', (contact: LedgerContact) => same(contact.email, party.email) && !isAnothers(contact, party)],
    ['name', (contact: LedgerContact) => same(contact.name, party.name)],
  ] as const;
  for (const [by, fits] of rungs) {
    const found = distinct(contacts.filter(fits).map((contact) => follow(byId, contact.id) ?? contact));
    const active = found.filter((contact) => contact.isActive);
    if (active.length > 0) return verdict(active, by);
    if (found.length > 0 && by === 'number') return verdict(found, by);
  }
  return { kind: 'none' };
}

/** Companies of a group share a mailbox: a contact that we made for one of them is not the other. */
function isAnothers({ number }: LedgerContact, party: Party): boolean {
  return number?.startsWith(OURS) === true && number !== contactNumberOf(party);
}

function verdict(
  found: readonly LedgerContact[],
  by: 'remembered' | 'number' | 'tax_number' | 'email' | 'name',
): ContactMatch {
  const [first, ...others] = found;
  if (first === undefined) return { kind: 'none' };
  if (others.length > 0) return { kind: 'ambiguous', contactIds: found.map((contact) => contact.id) };
  return first.isActive
    ? { kind: 'found', contactId: first.id, by }
    : { kind: 'archived', contactId: first.id, name: first.name };
}

/** Follows merges to the contact that lives on; a circle ends where it began. */
function follow(byId: ReadonlyMap<string, LedgerContact>, id: string): LedgerContact | undefined {
  const seen = new Set<string>();
  let contact = byId.get(id);
  while (contact?.mergedInto !== undefined && !seen.has(contact.id)) {
    seen.add(contact.id);
    contact = byId.get(contact.mergedInto) ?? contact;
  }
  return contact;
}

function distinct(contacts: readonly LedgerContact[]): readonly LedgerContact[] {
  return [...new Map(contacts.map((contact) => [contact.id, contact])).values()];
}

function same(a: string | undefined, b: string | undefined): boolean {
  const left = normalise(a);
  return left !== '' && left === normalise(b);
}

function normalise(text: string | undefined): string {
  return (text ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}
