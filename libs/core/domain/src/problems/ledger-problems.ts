import type { ProblemEntry } from './problem-entry.js';

/** What only the ledger can know: its refusals, limits and outages. */
export const ledgerProblems = {
  contact_archived: {
    title: 'Contact is archived in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Restore the contact in Xero, or choose another contact, then retry.',
  },
  contact_refused: {
    title: 'Xero refused the contact',
    owner: 'author',
    whatToDo: 'Read Xero’s words below, correct the company in Productive, then retry.',
  },
  contact_ambiguous: {
    title: 'Several Xero contacts fit',
    owner: 'author',
    whatToDo: 'Choose the right contact for this company, then retry.',
  },
  plan_limit: {
    title: 'Xero plan limit reached',
    owner: 'bookkeeper',
    whatToDo: 'This Xero plan approves a limited number of documents a month. Upgrade it in Xero, or send as draft.',
  },
  ledger_refused: {
    title: 'Xero refused it',
    owner: 'author',
    whatToDo: 'Read Xero’s words, correct the document or the mapping, then retry.',
  },
  ledger_total_differs: {
    title: 'Xero shows another total',
    owner: 'bookkeeper',
    whatToDo: 'Compare the two documents and correct the one in Xero.',
  },
  extras_refused: {
    title: 'Copied, but a file, note or allocation was refused',
    owner: 'bookkeeper',
    whatToDo:
      'Read the words, and mend it or add to the document in Xero what is missing. It is tried again within a day.',
  },
  ledger_warning: { title: 'Xero’s remark', owner: 'nobody', whatToDo: 'The document was copied. Read Xero’s words.' },
  bridge_failed: {
    title: 'The bridge failed',
    owner: 'nobody',
    whatToDo: 'It is tried again by itself and nothing is lost. If this stays, report it with the time.',
  },
  bad_request: {
    title: 'Xero did not understand the request',
    owner: 'nobody',
    whatToDo: 'This is a fault of the bridge. Report it with the correlation id, then retry.',
  },
  scope_missing: {
    title: 'A permission is missing in Xero',
    owner: 'admin',
    whatToDo: 'Reconnect Xero and allow everything that is asked for.',
  },
  disconnected: {
    title: 'Disconnected from Xero',
    owner: 'admin',
    whatToDo: 'Reconnect Xero. Everything that waits goes on by itself.',
  },
  rate_limited: {
    title: 'Xero’s call limit is used up',
    owner: 'nobody',
    whatToDo: 'Nothing to do: work goes on by itself when the limit resets.',
  },
  unavailable: {
    title: 'Xero cannot be reached',
    owner: 'nobody',
    whatToDo: 'Nothing to do: it is tried again by itself.',
  },
  answer_lost: {
    title: 'Answer lost',
    owner: 'nobody',
    whatToDo: 'Nothing to do: the bridge looks into Xero before it sends again.',
  },
} as const satisfies Record<string, ProblemEntry>;
