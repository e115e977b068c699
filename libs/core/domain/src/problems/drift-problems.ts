import type { DriftKind } from '../drift/drift.js';
import type { ProblemEntry } from './problem-entry.js';

/** What the check of the books found, and edits and deletions in the source beside it; nothing of it is changed by itself. */
export const driftProblems = {
  drift_twin: {
    title: 'Copied twice in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Two documents in Xero carry the link of one in Productive. Void the one that nothing was paid on.',
  },
  drift_orphan: {
    title: 'A copy in Xero that nobody knows',
    owner: 'author',
    whatToDo: 'Open the document in Productive and mark it as copied, or void the one in Xero.',
  },
  drift_missing: {
    title: 'Copy not found in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Look for it in Xero. If it is gone, unlink the document in Productive’s list and copy it again.',
  },
  drift_voided: {
    title: 'Copy voided or deleted in Xero',
    owner: 'bookkeeper',
    whatToDo: 'The copy no longer counts in Xero. Unlink it, and copy the document again if it should.',
  },
  drift_total: {
    title: 'Total was changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Compare the two documents and correct the one that is wrong.',
  },
  drift_tax: {
    title: 'Tax was changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Compare the tax of both documents. If the mapping is at fault, correct it on the Tax rates card.',
  },
  drift_currency: {
    title: 'Currency was changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Correct the document in Xero: payments in another currency are not taken over.',
  },
  drift_contact: {
    title: 'Contact was changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Nothing is to be done if the contact was merged. Otherwise correct it in Xero.',
  },
  drift_dates: {
    title: 'Date or due date was changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Change it in Productive too, or back in Xero.',
  },
  drift_number: {
    title: 'Number was changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Clients know the number that Productive shows. Change it back in Xero, or in Productive too.',
  },
  drift_accounts: {
    title: 'Accounts or lines were changed in Xero',
    owner: 'bookkeeper',
    whatToDo: 'If the new account is right, correct the mapping, so that the next copies follow.',
  },
  drift_settled: {
    title: 'Paid otherwise than Productive shows',
    owner: 'bookkeeper',
    whatToDo: 'Open Payments and press Sync now. If it stays, compare the payments of both documents.',
  },
  drift_edited: {
    title: 'Edited in Productive since it was copied',
    owner: 'author',
    whatToDo: 'Open the document to see both versions. Change its copy too, or take the edit back.',
  },
  drift_gone: {
    title: 'Deleted in Productive since it was copied',
    owner: 'bookkeeper',
    whatToDo: 'Void or credit the copy in Xero if it should not count any more, or restore the document in Productive.',
  },
} as const satisfies Record<`drift_${DriftKind | 'edited' | 'gone'}`, ProblemEntry>;
