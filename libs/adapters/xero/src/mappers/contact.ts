import { contactNumberOf, type LedgerContact, type Party } from '@bridge/domain';
import { Address, type Contact } from 'xero-node';
import { currencyOf } from './document-to-xero.js';
import { idOf, textOf, type RawRecord } from './raw.js';

export function toContact(row: RawRecord): LedgerContact | undefined {
  const id = idOf(row['ContactID']);
  if (id === undefined) return undefined;
  const number = textOf(row['ContactNumber']);
  const taxNumber = textOf(row['TaxNumber']);
  const email = textOf(row['EmailAddress']);
  const mergedInto = idOf(row['MergedToContactID']);
  return {
    id,
    name: textOf(row['Name']) ?? '',
    ...(number !== undefined && { number }),
    ...(taxNumber !== undefined && { taxNumber }),
    ...(email !== undefined && { email }),
    isActive: row['ContactStatus'] === 'ACTIVE',
    ...(mergedInto !== undefined && { mergedInto }),
  };
}

/** A new contact. Its number makes a repeat fail instead of doubling it. */
export function toXeroContact(party: Party): Contact {
  const { email, taxNumber, address, defaultCurrency } = party;
  return {
    name: contactName(party.name),
    contactNumber: contactNumberOf(party),
    ...(email !== undefined && { emailAddress: email }),
    ...(taxNumber !== undefined && { taxNumber }),
    ...(defaultCurrency !== undefined && { defaultCurrency: currencyOf({ currency: defaultCurrency }) }),
    ...(address && { addresses: [toXeroAddress(address)] }),
  };
}

/** Xero takes no angle brackets, and no spaces around or doubled. */
function contactName(name: string): string {
  return name.replace(/[<>]/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 255);
}

/** The postal address, called POBOX: the one that Xero prints on invoices. */
function toXeroAddress(address: NonNullable<Party['address']>): Address {
  const { street, city, region, postalCode, country } = address;
  return {
    addressType: Address.AddressTypeEnum.POBOX,
    ...(street !== undefined && { addressLine1: street }),
    ...(city !== undefined && { city }),
    ...(region !== undefined && { region }),
    ...(postalCode !== undefined && { postalCode }),
    ...(country !== undefined && { country }),
  };
}
