import type { ProblemEntry } from './problem-entry.js';

/** Why a copy that is in the books already cannot be brought up to date, and what a person can do instead. */
export const updateProblems = {
  update_nothing_copied: {
    title: 'There is no copy to update',
    owner: 'author',
    whatToDo: 'The document has no copy in Xero. Copy it to Xero first.',
  },
  update_not_offered: {
    title: 'Not updated from here',
    owner: 'bookkeeper',
    whatToDo: 'Change it in Xero by hand, or unlink it and copy it again.',
  },
  update_paid: {
    title: 'Paid in Xero',
    owner: 'bookkeeper',
    whatToDo:
      'Xero changes no document that money stands on. Remove the payment in Xero and update again, or correct it there with a credit note, or choose “Create new”.',
  },
  update_credited: {
    title: 'Credited in Xero',
    owner: 'bookkeeper',
    whatToDo:
      'Xero changes no document that a credit, prepayment or overpayment stands on. Take the credit off in Xero and update again, or choose “Create new”.',
  },
  update_removed: {
    title: 'Voided or deleted in Xero',
    owner: 'author',
    whatToDo: 'The copy no longer counts in Xero and cannot be changed. Choose “Create new”, or unlink it.',
  },
  update_locked: {
    title: 'Copy stands in a closed period',
    owner: 'bookkeeper',
    whatToDo: 'Move the lock date in Xero and update again, or correct it with a credit note dated in an open period.',
  },
  update_target_gone: {
    title: 'Copy not found in Xero',
    owner: 'author',
    whatToDo:
      'The linked document is not in Xero any more, and an update never makes a new one. Unlink it, then copy again.',
  },
  update_not_allowed: {
    title: 'Xero does not let it be changed',
    owner: 'bookkeeper',
    whatToDo:
      'Open the document in Xero and read Xero’s words below. Choose “Create new”, or change it in Xero by hand.',
  },
  update_overwrites_edits: {
    title: 'Edited in Xero since it was copied',
    owner: 'author',
    whatToDo:
      'An update would write over what was changed in Xero. Look at both versions: change Productive to match, or confirm that the edits are overwritten.',
  },
  update_keeps_contact: {
    title: 'The contact in Xero stays',
    owner: 'nobody',
    whatToDo: 'An update keeps the contact that the document has in Xero. If it should be another, change it in Xero.',
  },
  update_keeps_number: {
    title: 'The number in Xero stays',
    owner: 'nobody',
    whatToDo: 'An update keeps the number that the document has in Xero. If it should be another, change it in Xero.',
  },
  update_overtaken: {
    title: 'Edited in Xero meanwhile',
    owner: 'author',
    whatToDo:
      'Somebody changed it in Xero after the update was asked for, and nothing was written over. Choose “Update existing” again: it shows both versions.',
  },
} as const satisfies Record<string, ProblemEntry>;
