import { problem, type ContactMatch, type LedgerContact, type Party, type Problem } from '@bridge/domain';
import { isFault } from '../faults/fault.js';
import type { LedgerAddress } from '../connections/connection.js';
import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { LedgerContacts } from './ledger-contacts.js';
import { matchParties } from './match-parties.js';
import { BOOK_AGE_MS, refreshContacts } from './refresh-contacts.js';

const AT_ONCE = 50;

export type ResolvedContact =
  { readonly ok: true; readonly contactId: string } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Finds or makes the ledger contact of each company: what is remembered, else a sure match in the ledger's own list,
 * else a new contact. New ones are made 50 a call, under a contact number that only one contact can have: asking twice
 * cannot make two.
 */
export class ResolveContacts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerContacts,
    private readonly clock: Clock,
  ) {}

  /** By company id. `keyPrefix` makes the idempotency keys; faults of the ledger pass through. */
  async run(
    address: LedgerAddress,
    parties: readonly Party[],
    keyPrefix: string,
  ): Promise<ReadonlyMap<string, ResolvedContact>> {
    const distinct = [...new Map(parties.map((party) => [party.companyId, party])).values()];
    if (distinct.length === 0) return new Map();
    await this.#refreshBook(address, BOOK_AGE_MS);
    const resolved = await this.#match(address, distinct);
    const missing = distinct.filter((party) => !resolved.has(party.companyId));
    for (let start = 0; start < missing.length; start += AT_ONCE) {
      const some = missing.slice(start, start + AT_ONCE);
      for (const [companyId, contact] of await this.#create(address, some, `${keyPrefix}:${start}`))
        resolved.set(companyId, contact);
    }
    return resolved;
  }

  async #create(
    address: LedgerAddress,
    parties: readonly Party[],
    key: string,
  ): Promise<ReadonlyMap<string, ResolvedContact>> {
    const outcomes = await this.#createAt(address, await this.#inKnownCurrencies(address, parties), key);
    const created = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.contact] : []));
    if (created.length > 0) await this.#takeIn(address, created);
    const refused = new Map(
      parties
        .map((party, index) => [party.companyId, outcomes[index]] as const)
        .flatMap(([id, outcome]) => (outcome && !outcome.ok ? [[id, outcome] as const] : [])),
    );
    // Refused because it exists: made by an earlier call whose answer was lost, or by a person a minute ago.
    if (refused.size > 0) await this.#refreshBook(address, 0);
    const matched = await this.#match(address, parties);
    return new Map(
      parties.map((party) => [
        party.companyId,
        matched.get(party.companyId) ?? refused.get(party.companyId) ?? unmatched(party),
      ]),
    );
  }

  /** Where the answer is lost they may be there: whoever tries again reads the book first, however young it is. */
  async #createAt(address: LedgerAddress, parties: readonly Party[], key: string) {
    try {
      return await this.ledger.create(address, parties, key);
    } catch (error) {
      if (isFault(error) && error.fault.kind === 'uncertain') await this.#doubtBook(address);
      throw error;
    }
  }

  async #doubtBook({ tenantId, connectionId }: LedgerAddress): Promise<void> {
    await this.unitOfWork.run(tenantId, async (store) => {
      const through = await store.contacts.refreshedThrough(connectionId);
      if (through !== undefined) await store.contacts.takeIn(connectionId, [], through - BOOK_AGE_MS);
    });
  }

  /** Of a company's own currency the ledger hears only if it has it: for another one it would refuse the contact. */
  async #inKnownCurrencies(address: LedgerAddress, parties: readonly Party[]): Promise<readonly Party[]> {
    const chart = await this.unitOfWork.run(address.tenantId, (store) => store.charts.find(address.connectionId));
    const known = new Set([chart?.organisation.baseCurrency, ...(chart?.currencies ?? [])]);
    return parties.map(({ defaultCurrency, ...party }) =>
      defaultCurrency !== undefined && known.has(defaultCurrency) ? { ...party, defaultCurrency } : party,
    );
  }

  async #match(address: LedgerAddress, parties: readonly Party[]): Promise<Map<string, ResolvedContact>> {
    const matches = await this.unitOfWork.run(address.tenantId, (store) =>
      matchParties(store, address.connectionId, parties),
    );
    const resolved = new Map<string, ResolvedContact>();
    for (const party of parties) {
      const found = resolveOne(party, matches.get(party.companyId) ?? { kind: 'none' });
      if (found) resolved.set(party.companyId, found);
    }
    return resolved;
  }

  #refreshBook(address: LedgerAddress, maxAgeMs: number): Promise<void> {
    return refreshContacts(this.unitOfWork, this.ledger, this.clock, address, maxAgeMs);
  }

  async #takeIn(address: LedgerAddress, contacts: readonly LedgerContact[]): Promise<void> {
    await this.unitOfWork.run(address.tenantId, async (store) => {
      const { connectionId } = address;
      const through = await store.contacts.refreshedThrough(connectionId);
      const ids = contacts.map(({ id }) => id);
      const known = await store.contacts.candidates(connectionId, {
        ids,
        numbers: [],
        taxNumbers: [],
        emails: [],
        names: [],
      });
      // What the book has of a contact is newer than its creation: it may have been archived or merged since.
      const isNew = ({ id }: LedgerContact) => known.every((contact) => contact.id !== id);
      await store.contacts.takeIn(connectionId, contacts.filter(isNew), through ?? 0);
    });
  }
}

function resolveOne(party: Party, match: ContactMatch): ResolvedContact | undefined {
  switch (match.kind) {
    case 'found':
      return { ok: true, contactId: match.contactId };
    case 'archived':
      return { ok: false, problems: [problem('contact_archived', 'party', `${match.name} is archived in Xero.`)] };
    case 'ambiguous':
      return {
        ok: false,
        problems: [
          problem('contact_ambiguous', 'party', `${match.contactIds.length} Xero contacts fit ${party.name}.`),
        ],
      };
    case 'none':
      return undefined;
    default:
      return match satisfies never;
  }
}

function unmatched(party: Party): ResolvedContact {
  return {
    ok: false,
    problems: [
      problem('contact_refused', 'party', `Xero took ${party.name} but does not list it. Retry in a few minutes.`),
    ],
  };
}
