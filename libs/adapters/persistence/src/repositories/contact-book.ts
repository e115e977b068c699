import type { Instant, LedgerContact } from '@bridge/domain';
import type { ContactBook, ContactKeys } from '@bridge/application';
import { containing, pick, put, searchable, type TenantSession } from '../engine/rows.js';
import { ContactChoiceTable, ContactRefreshTable, ContactTable } from '../tables/connections.js';

export class MikroContactBook implements ContactBook {
  constructor(private readonly session: TenantSession) {}

  async refreshedThrough(connectionId: string): Promise<Instant | undefined> {
    const [row] = await pick(this.session, ContactRefreshTable, { connectionId });
    return row?.through;
  }

  async takeIn(connectionId: string, contacts: readonly LedgerContact[], refreshedThrough: Instant): Promise<void> {
    const last = new Map(contacts.map((contact) => [contact.id, { connectionId, ...keysOf(contact) }]));
    await put(this.session, ContactTable, [...last.values()]);
    await put(this.session, ContactRefreshTable, [{ connectionId, through: refreshedThrough }]);
  }

  async candidates(connectionId: string, keys: ContactKeys): Promise<readonly LedgerContact[]> {
    const found = await this.#where(connectionId, {
      $or: [
        { id: { $in: keys.ids } },
        { numberKey: { $in: keys.numbers.map(normalised) } },
        { taxNumberKey: { $in: keys.taxNumbers.map(normalised) } },
        { emailKey: { $in: keys.emails.map(normalised) } },
        { nameKey: { $in: keys.names.map(normalised) } },
      ],
    });
    const known = new Map(found.map((contact) => [contact.id, contact]));
    for (let heirs = heirsOf(known); heirs.length > 0;) {
      const more = await this.#where(connectionId, { id: { $in: heirs } });
      for (const contact of more) known.set(contact.id, contact);
      heirs = more.length > 0 ? heirsOf(known) : [];
    }
    return [...known.values()];
  }

  async search(connectionId: string, text: string): Promise<readonly LedgerContact[]> {
    const rows = await pick(
      this.session,
      ContactTable,
      { connectionId, isActive: true, searchText: { $like: containing(text) } },
      { orderBy: { nameKey: 'asc', id: 'asc' }, limit: 50 },
    );
    return rows.map((row) => row.contact);
  }

  async remembered(
    connectionId: string,
    companyIds: readonly string[],
    choices: Readonly<Record<string, string>> = {},
  ): Promise<Readonly<Record<string, string>>> {
    const chosen = Object.entries(choices).map(([companyId, contactId]) => ({ connectionId, companyId, contactId }));
    await put(this.session, ContactChoiceTable, chosen);
    if (companyIds.length === 0) return {};
    const rows = await pick(this.session, ContactChoiceTable, { connectionId, companyId: { $in: companyIds } });
    return Object.fromEntries(rows.map((row) => [row.companyId, row.contactId]));
  }

  async forget(connectionId: string): Promise<void> {
    const { em, tenantId } = this.session;
    await em.nativeDelete(ContactTable, { tenantId, connectionId });
    await em.nativeDelete(ContactChoiceTable, { tenantId, connectionId });
    await em.nativeDelete(ContactRefreshTable, { tenantId, connectionId });
  }

  async #where(connectionId: string, where: object): Promise<LedgerContact[]> {
    return (await pick(this.session, ContactTable, { connectionId, ...where })).map((row) => row.contact);
  }
}

/** Contacts that known ones were merged into and that are not known yet. */
function heirsOf(known: ReadonlyMap<string, LedgerContact>): string[] {
  const heirs = [...known.values()].map((contact) => contact.mergedInto).filter((id) => id !== undefined);
  return heirs.filter((id) => !known.has(id));
}

function keysOf(contact: LedgerContact) {
  const { id, name, number, taxNumber, email, isActive } = contact;
  return {
    id,
    contact,
    isActive,
    nameKey: normalised(name),
    ...(number !== undefined && { numberKey: normalised(number) }),
    ...(taxNumber !== undefined && { taxNumberKey: normalised(taxNumber) }),
    ...(email !== undefined && { emailKey: normalised(email) }),
    searchText: searchable(name, email, number),
  };
}

/** As the domain compares: case and repeated spaces aside. */
function normalised(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
