import { textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import type { Desk } from './resource.js';

/** `bill_to` and `bill_from` are copies for this invoice: a later change of the company does not touch them. */
export function snapshotAddresses(desk: Desk, invoice: Row): void {
  const sources = { bill_to: linkOf(invoice, 'company'), bill_from: linkOf(invoice, 'subsidiary') };
  const ids = Object.entries(sources).map(([name, owner]) => {
    const entry = desk.world
      .list(invoice.organizationId, 'contact_entries')
      .find(
        (candidate) =>
          candidate.attributes['type'] === (name === 'bill_to' ? 'address' : 'bill_from') &&
          linkOf(candidate, name === 'bill_to' ? 'company' : 'subsidiary') === owner &&
          linkOf(candidate, 'invoice') === null,
      );
    const company = name === 'bill_to' ? desk.world.find('companies', owner) : desk.world.find('subsidiaries', owner);
    const id = desk.world.nextId('contact_entries', invoice.organizationId);
    desk.world.put({
      id,
      type: 'contact_entries',
      organizationId: invoice.organizationId,
      attributes: {
        ...blankEntry,
        ...entry?.attributes,
        type: name,
        contactable_type: 'invoice',
        name: textOf(company?.attributes['billing_name']) || textOf(company?.attributes['name']),
        vat: company?.attributes['vat'] ?? entry?.attributes['vat'] ?? null,
      },
      links: { invoice: invoice.id, company: null, person: null, subsidiary: null, organization_owner: null },
    });
    return [name, id] as const;
  });
  desk.world.change(invoice, {}, Object.fromEntries(ids));
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
