import {
  type ContactOutcome,
  type ContactPage,
  Fault,
  type LedgerAddress,
  type LedgerContacts,
} from '@bridge/application';
import { problem, type Instant, type Party } from '@bridge/domain';
import { isLastPage, PAGE_SIZE } from './client/paging.js';
import type { XeroClient } from './client/xero-client.js';
import { toContact, toXeroContact } from './mappers/contact.js';
import { answeredAt } from './mappers/envelope.js';
import { problemsOf } from './mappers/problems.js';
import { rowsOf, type RawRecord } from './mappers/raw.js';
import { allClear, isRefused } from './mappers/receipt.js';
import { toModifiedSince } from './mappers/xero-time.js';

/** LedgerContacts on Xero. */
export class XeroContacts implements LedgerContacts {
  constructor(private readonly client: XeroClient) {}

  /** Ordered by id, so that a contact that changes while the pages are turned is not passed over. */
  async changedSince(address: LedgerAddress, since: Instant | undefined, page: number): Promise<ContactPage> {
    const headers: Record<string, string> = since === undefined ? {} : { 'If-Modified-Since': toModifiedSince(since) };
    const none = undefined;
    const { data } = await this.client.call(address, {
      name: 'read contacts',
      purpose: 'send',
      isWrite: false,
      // prettier-ignore
      run: (api, organisation) =>
        api.getContacts(organisation, none, none, 'ContactID ASC', none, page, true, none, none, PAGE_SIZE, { headers }),
    });
    const rows = rowsOf(data['Contacts']);
    const contacts = rows.flatMap((row) => toContact(row) ?? []);
    return { contacts, isLast: isLastPage(data, page, rows.length), answeredAt: answeredAt(data, 'read contacts') };
  }

  /** PUT: a name or number that is taken is refused. POST would quietly rewrite the other contact. */
  async create(address: LedgerAddress, parties: readonly Party[], key: string): Promise<readonly ContactOutcome[]> {
    const contacts = { contacts: parties.map(toXeroContact) };
    const { data, correlationId } = await this.client.call(address, {
      name: 'create contacts',
      purpose: 'send',
      isWrite: true,
      run: (api, organisation) => api.createContacts(organisation, contacts, false, key),
    });
    const outcomes = allClear(rowsOf(data['Contacts']).map(toOutcome), parties.length);
    if (outcomes) return outcomes;
    const message = `Xero, create contacts: the answer does not say what became of each of the ${parties.length} contacts`;
    throw new Fault({ kind: 'uncertain', isReplayable: false }, message, correlationId);
  }
}

/** Whatever Xero has against a contact, it is the contact that was refused; its words are the detail. */
function toOutcome(element: RawRecord): ContactOutcome | undefined {
  if (isRefused(element)) {
    const said = problemsOf(element).map(({ path, detail }) => problem('contact_refused', path, detail));
    const problems = said.length > 0 ? said : [problem('contact_refused', '', 'Xero refused it and did not say why')];
    return { ok: false, problems };
  }
  const contact = toContact(element);
  return contact && { ok: true, contact };
}
