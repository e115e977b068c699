import type { Work } from '../call.js';
import { activeByName, createContact, updateContact } from '../contacts/save-contact.js';
import { say } from '../messages.js';
import { objectOf, textOf } from '../shape.js';
import type { Json } from '../shape.js';

export interface ContactChoice {
  readonly contactId: string | undefined;
  readonly problems: readonly string[];
  /** Problems of the contact's own data, told inside the document's `Contact`. */
  readonly contactProblems: readonly string[];
}

/**
 * The contact a document names: by id, by number, or by name (an active one of that name, else a new one). Members
 * beside the identification edit that contact.
 */
export function chooseContact(work: Work, element: Json, existing: string | undefined): ContactChoice {
  const sent = objectOf(element, 'Contact');
  if (!sent) {
    const problems = existing === undefined ? [say('noContact')] : [];
    return { contactId: existing, problems, contactProblems: [] };
  }
  const [id, number, name] = [textOf(sent, 'ContactID'), textOf(sent, 'ContactNumber'), textOf(sent, 'Name')];
  if (!id && !number && !name) return refused(say('contactUnidentified'));
  const { contacts } = work.ledger;
  const found = id
    ? contacts.get(id)
    : ((number ? contacts.find('number', number)[0] : undefined) ?? (name ? activeByName(work, name) : undefined));
  if (!found && id) return refused(say('contactUnknown'));
  if (!found) {
    const made = createContact(work, sent);
    return made.ok
      ? { contactId: made.contact.id, problems: [], contactProblems: [] }
      : { contactId: undefined, problems: [], contactProblems: made.problems };
  }
  if (found.status !== 'ACTIVE') return refused(say('contactArchived'));
  const edits = Object.keys(sent).filter((member) => !identifies(member, id !== undefined) && sent[member] !== null);
  if (edits.length === 0) return { contactId: found.id, problems: [], contactProblems: [] };
  const changed = updateContact(work, found, sent, 'drop persons');
  return { contactId: found.id, problems: [], contactProblems: changed.ok ? [] : changed.problems };
}

function identifies(member: string, byId: boolean): boolean {
  return member === 'ContactID' || (!byId && (member === 'Name' || member === 'ContactNumber'));
}

function refused(problem: string): ContactChoice {
  return { contactId: undefined, problems: [problem], contactProblems: [] };
}
