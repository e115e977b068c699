import { personParty, type Party } from '@bridge/domain';
import { asObject, type Resource } from '../client/json-api.js';
import { present, readText } from './values.js';

/**
 * The customer of an invoice. `billTo` is the snapshot that was printed on it, so it goes before the company as it is
 * today; an address is taken whole from one of the two.
 */
export function toCustomer(company: Resource, billTo: Resource | undefined): Party {
  const today = toCompany(company);
  if (!billTo) return today;
  const address = addressOf({
    street: readText(billTo, 'address'),
    city: readText(billTo, 'city'),
    region: readText(billTo, 'state'),
    postalCode: readText(billTo, 'zipcode'),
    country: readText(billTo, 'country'),
  });
  return {
    ...today,
    ...present({
      name: readText(billTo, 'name'),
      email: readText(billTo, 'billing_email') ?? readText(billTo, 'email'),
      taxNumber: readText(billTo, 'vat'),
      address,
    }),
  };
}

/** A company as it is today: the vendor of an expense. */
export function toCompany(company: Resource): Party {
  const contact = asObject(company.attributes['contact']);
  return {
    companyId: company.id,
    name: readText(company, 'billing_name') ?? readText(company, 'name') ?? '',
    ...present({
      email: entriesOf(contact['emails'])
        .map((entry) => textOf(entry['email']))
        .find((email) => email !== undefined),
      taxNumber: readText(company, 'vat'),
      defaultCurrency: readText(company, 'default_currency'),
      address: billingAddress(entriesOf(contact['addresses'])),
    }),
  };
}

/** A person who spent money. A nameless one is known by the address. */
export function toPerson(person: Resource): Party {
  const names = [readText(person, 'first_name'), readText(person, 'last_name')].filter((name) => name !== undefined);
  const email = readText(person, 'email');
  return personParty(person.id, names.join(' ') || (email ?? ''), email);
}

type Entry = Readonly<Record<string, unknown>>;

function billingAddress(addresses: readonly Entry[]): Party['address'] {
  const entry = addresses.find((address) => address['billing_address'] === true) ?? addresses[0];
  return (
    entry &&
    addressOf({
      street: textOf(entry['address']),
      city: textOf(entry['city']),
      region: textOf(entry['state']),
      postalCode: textOf(entry['zipcode']),
      country: textOf(entry['country']),
    })
  );
}

function addressOf(parts: {
  readonly [K in keyof NonNullable<Party['address']>]-?: string | undefined;
}): Party['address'] {
  const known = present(parts);
  return Object.keys(known).length === 0 ? undefined : known;
}

function entriesOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
