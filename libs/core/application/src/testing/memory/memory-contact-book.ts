import type { Instant, LedgerContact } from '@bridge/domain';
import type { ContactBook, ContactKeys } from '../../exports/contact-book.js';
import { keyOf, type MemoryTenant } from './memory-tenant.js';
import { by } from './order.js';

export class MemoryContactBook implements ContactBook {
  constructor(private readonly rows: MemoryTenant) {}

  async refreshedThrough(connectionId: string): Promise<Instant | undefined> {
    return this.rows.contactsRefreshed.get(connectionId)?.through;
  }

  async takeIn(connectionId: string, contacts: readonly LedgerContact[], refreshedThrough: Instant): Promise<void> {
    for (const contact of contacts) this.rows.contacts.set(keyOf(connectionId, contact.id), { connectionId, contact });
    this.rows.contactsRefreshed.set(connectionId, { through: refreshedThrough });
  }

  async candidates(connectionId: string, keys: ContactKeys): Promise<readonly LedgerContact[]> {
    const ids = new Set(keys.ids);
    const [numbers, taxNumbers, emails, names] = [keys.numbers, keys.taxNumbers, keys.emails, keys.names].map(
      (texts) => new Set(texts.map(normalised)),
    );
    const has = (texts: ReadonlySet<string> | undefined, text: string | undefined) =>
      text !== undefined && (texts?.has(normalised(text)) ?? false);
    const found = new Map<string, LedgerContact>();
    for (const contact of this.#of(connectionId))
      if (
        ids.has(contact.id) ||
        has(numbers, contact.number) ||
        has(taxNumbers, contact.taxNumber) ||
        has(emails, contact.email) ||
        has(names, contact.name)
      )
        found.set(contact.id, contact);
    // A Map visits what is added during the visit, so whole chains of merges come along.
    for (const contact of found.values()) {
      const heir = contact.mergedInto && this.rows.contacts.get(keyOf(connectionId, contact.mergedInto))?.contact;
      if (heir) found.set(heir.id, heir);
    }
    return [...found.values()];
  }

  async search(connectionId: string, text: string): Promise<readonly LedgerContact[]> {
    const part = text.toLowerCase();
    return this.#of(connectionId)
      .filter((contact) => contact.isActive)
      .filter((contact) =>
        [contact.name, contact.email, contact.number].some((field) => field?.toLowerCase().includes(part)),
      )
      .sort(
        by(
          (contact) => contact.name.toLowerCase(),
          (contact) => contact.id,
        ),
      )
      .slice(0, 50);
  }

  async remembered(
    connectionId: string,
    companyIds: readonly string[],
    choices: Readonly<Record<string, string>> = {},
  ): Promise<Readonly<Record<string, string>>> {
    for (const [companyId, contactId] of Object.entries(choices))
      this.rows.contactChoices.set(keyOf(connectionId, companyId), { connectionId, companyId, contactId });
    const known = companyIds.map(
      (companyId) => [companyId, this.rows.contactChoices.get(keyOf(connectionId, companyId))?.contactId] as const,
    );
    return Object.fromEntries(known.flatMap(([companyId, id]) => (id === undefined ? [] : [[companyId, id]])));
  }

  async forget(connectionId: string): Promise<void> {
    for (const contact of this.#of(connectionId)) this.rows.contacts.delete(keyOf(connectionId, contact.id));
    for (const choice of this.rows.contactChoices.values())
      if (choice.connectionId === connectionId) this.rows.contactChoices.delete(keyOf(connectionId, choice.companyId));
    this.rows.contactsRefreshed.delete(connectionId);
  }

  #of(connectionId: string): LedgerContact[] {
    return this.rows.contacts
      .values()
      .filter((row) => row.connectionId === connectionId)
      .map((row) => row.contact);
  }
}

function normalised(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
