import { contactNumberOf, problem, type Instant, type Party, type Problem } from '@bridge/domain';
import type { LedgerAddress } from '../../connections/connection.js';
import type { ContactOutcome, ContactPage, LedgerContacts } from '../../exports/ledger-contacts.js';
import type { FakeBooks } from './fake-books.js';
import { wholeSecond } from './fake-documents.js';
import type { FakeWorld } from './fake-world.js';

/** LedgerContacts in memory. */
export class FakeLedgerContacts implements LedgerContacts {
  constructor(
    private readonly world: FakeWorld,
    private readonly booksAt: (address: LedgerAddress) => FakeBooks,
  ) {}

  async changedSince(address: LedgerAddress, since: Instant | undefined, page: number): Promise<ContactPage> {
    const books = this.booksAt(address);
    const { pageSize } = this.world.habits;
    return this.world.read('changedContacts', () => {
      // In order of creation, as documents are: one that changes while pages are turned pushes no other over an edge.
      const rows = [...books.contacts.values()]
        .filter((row) => since === undefined || row.changedAt >= wholeSecond(since))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const contacts = rows
        .slice((page - 1) * pageSize, page * pageSize)
        .map(({ changedAt: _, ...contact }) => contact);
      return { contacts, isLast: page * pageSize >= rows.length, answeredAt: this.world.now() };
    });
  }

  async create(address: LedgerAddress, parties: readonly Party[], key: string): Promise<readonly ContactOutcome[]> {
    const books = this.booksAt(address);
    const request = JSON.stringify([address.organisationId, parties]);
    return this.world.write('createContacts', key, request, () => {
      const refusals = books.takeRefusals();
      return parties.map((party, index): ContactOutcome => {
        const asked = refusals.get(index);
        const problems = asked ? [asked] : contactProblems(party, books);
        return problems.length > 0
          ? { ok: false, problems }
          : { ok: true, contact: books.addContact(toContact(party)) };
      });
    });
  }
}

/** The number is unique over all contacts, archived ones included; the name over the active ones, in any case. */
function contactProblems(party: Party, books: FakeBooks): readonly Problem[] {
  const contacts = [...books.contacts.values()];
  if (contacts.some((contact) => contact.number === contactNumberOf(party)))
    return [problem('contact_refused', 'number', 'Another contact has this contact number.')];
  const name = party.name.trim().toLowerCase();
  if (contacts.some((contact) => contact.isActive && contact.name.toLowerCase() === name))
    return [
      problem('contact_refused', 'name', `The contact name ${party.name} is already assigned to another contact.`),
    ];
  return [];
}

function toContact(party: Party) {
  const { name, email, taxNumber } = party;
  const more = { ...(email !== undefined && { email }), ...(taxNumber !== undefined && { taxNumber }) };
  return { name, number: contactNumberOf(party), ...more };
}
