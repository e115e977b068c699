import type { Bug } from './bug.js';

const exports = 'libs/core/application/src/exports';
const copying = [`${exports}/credit-notes.spec.ts`];
const receipts = [`${exports}/late-receipts.spec.ts`];

/** Credit notes, their allocation, and receipts that come after the copy. */
export const creditBugs: readonly Bug[] = [
  {
    name: 'a credit note is allocated without a look at what was done before',
    file: `${exports}/allocate-credit.ts`,
    find: 'if (already) return allocated(already, name);',
    replace: '',
    specs: copying,
  },
  {
    name: 'more is allocated than the invoice owes',
    file: `${exports}/allocate-credit.ts`,
    find: 'compare(note.remaining, owed.due) < 0 ? note.remaining : owed.due;',
    replace: 'compare(note.remaining, owed.due) < 0 ? owed.due : note.remaining;',
    specs: copying,
  },
  {
    name: 'a credit note does not wait for its invoice',
    file: `${exports}/allocate-credit.ts`,
    find: "if (isOnItsWay) return { kind: 'wait' };",
    replace: '',
    specs: copying,
  },
  {
    name: 'nobody hears that a credit note was left unallocated',
    file: `${exports}/send-extras.ts`,
    find: "if (outcome.kind === 'settled' && outcome.notice) notices.push(outcome.notice);",
    replace: '',
  },
  {
    name: 'credit notes and invoices go in one call',
    file: `${exports}/sent-together.ts`,
    find: "return isCreditForm(formOf(document)) ? 'credits' : 'postings';",
    replace: "return isCreditForm(formOf(document)) ? 'postings' : 'postings';",
  },
  {
    name: 'credit notes are missed in a list that does not show them',
    file: 'libs/core/application/src/reconciliation/check-drift.ts',
    find: 'isPage(link.marker) && link.linkedAt',
    replace: "link.kind !== 'purchase_order' && isPage('https:') && link.linkedAt",
    specs: copying,
  },
  {
    name: 'discounts are sent with credit notes',
    file: 'libs/core/domain/src/documents/to-credit-note.ts',
    find: 'lines: document.lines.map(withoutDiscount),',
    replace: 'lines: document.lines.map((line) => (line ? line : withoutDiscount(line))),',
    specs: ['libs/core/domain/src/documents/to-credit-note.spec.ts'],
  },
  {
    name: 'a supplier’s credit note is looked for by a reference that it has not',
    file: 'libs/adapters/xero/src/mappers/credit-note.ts',
    find: "row['Type'] === 'ACCPAYCREDIT' ? 'CreditNoteNumber' : 'Reference'",
    replace: "'Reference'",
    specs: ['libs/adapters/xero/src/xero-ledger.spec.ts'],
  },
  {
    name: 'a late receipt is noted again at every reading',
    file: `${exports}/late-receipts.ts`,
    find: 'sent.document.attachments.some((file) => file.id === attachment.id)',
    replace: 'sent.document.attachments.length < 0',
    specs: receipts,
  },
  {
    name: 'a receipt that was noted meanwhile is forgotten',
    file: `${exports}/send-extras.ts`,
    find: 'extras.late?.filter((file) => !sentNow.has(file.id)) ?? [];',
    replace: '[];',
    specs: receipts,
  },
];
