import { contactNumberOf, matchContact, type ContactMatch, type Party } from '@bridge/domain';
import type { Store } from '../runtime/unit-of-work.js';
import type { ContactKeys } from './contact-book.js';

/** Which contact stands for each company, by company id, as far as the book knows. */
export async function matchParties(
  store: Store,
  connectionId: string,
  parties: readonly Party[],
): Promise<ReadonlyMap<string, ContactMatch>> {
  const remembered = await store.contacts.remembered(
    connectionId,
    parties.map((party) => party.companyId),
  );
  const candidates = await store.contacts.candidates(connectionId, keysOf(parties, remembered));
  return new Map(
    parties.map((party) => [party.companyId, matchContact(party, remembered[party.companyId], candidates)]),
  );
}

function keysOf(parties: readonly Party[], remembered: Readonly<Record<string, string>>): ContactKeys {
  const texts = (pick: (party: Party) => string | undefined) => parties.flatMap((party) => pick(party) ?? []);
  return {
    ids: Object.values(remembered),
    numbers: parties.map(contactNumberOf),
    taxNumbers: texts((party) => party.taxNumber),
    emails: texts((party) => party.email),
    names: texts((party) => party.name),
  };
}
