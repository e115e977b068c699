import { textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import type { Desk } from './resource.js';

/** `bill_to` and `bill_from` are copies for this invoice: a later change of the company does not touch them. */
export function snapshotAddresses(desk: Desk, invoice: Row): void {
  const { world } = desk;
  const sources = [
    { name: 'bill_to', kept: 'address', link: 'company', owner: world.find('companies', linkOf(invoice, 'company')) },
    {
      ...{ name: 'bill_from', kept: 'bill_from', link: 'subsidiary' },
      owner: world.find('subsidiaries', linkOf(invoice, 'subsidiary')),
    },
  ];
  const ids = sources.map(({ name, kept, link, owner }) => {
    const entry =
      owner &&
      world
        .of(owner, 'contact_entries', link)
        .find((candidate) => candidate.attributes['type'] === kept && linkOf(candidate, 'invoice') === null);
    const id = world.nextId('contact_entries', invoice.organizationId);
    world.put({
      id,
      type: 'contact_entries',
      organizationId: invoice.organizationId,
      attributes: {
        ...blankEntry,
        ...entry?.attributes,
        type: name,
        contactable_type: 'invoice',
        name: textOf(owner?.attributes['billing_name']) || textOf(owner?.attributes['name']),
        vat: owner?.attributes['vat'] ?? entry?.attributes['vat'] ?? null,
      },
      links: { invoice: invoice.id, company: null, person: null, subsidiary: null, organization_owner: null },
    });
    return [name, id] as const;
  });
  world.change(invoice, {}, Object.fromEntries(ids));
}

const blankEntry = {
  name: null,
  email: null,
  phone: null,
  website: null,
  address: null,
  city: null,
  state: null,
  zipcode: null,
  country: null,
  vat: null,
  billing_address: true,
  billing_email: null,
};
