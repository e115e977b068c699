import type { Bug } from './bug.js';

const updates = 'libs/core/application/src/updates';
const freeze = `${updates}/freeze-updates.ts`;
const lookUp = `${updates}/settle-update-look-up.ts`;
const links = `${updates}/updated-links.ts`;
const plan = `${updates}/plan-update.ts`;
const edge = 'libs/adapters/xero/src';
const spec = `${updates}/update-copies.spec.ts`;
const ledgerSpec = `${edge}/xero-ledger.spec.ts`;

/** Changes of documents that are in the ledger already. */
export const updateBugs: readonly Bug[] = [
  {
    name: 'an update trusts what it saw of the books long ago',
    file: 'libs/core/application/src/exports/send-exports.ts',
    find: 'this.clock.now() - askedAt > SEEN_FOR_MS',
    replace: '(false as boolean)',
    specs: [spec],
  },
  {
    name: 'a lost update that was to raise the status is taken for done',
    file: lookUp,
    find: ' && hasReached(shown.status, document.status)',
    replace: '',
    specs: [spec],
  },
  {
    name: 'tracking of ours that is gone stays in the books',
    file: 'libs/core/domain/src/updates/keep-lines.ts',
    find: 'if (ownsTracking && ',
    replace: 'if ((false as boolean) && ',
    specs: ['libs/core/domain/src/updates/keep-lines.spec.ts'],
  },
  {
    name: 'edits between planning and sending are written over',
    file: freeze,
    find: 'if (why.length > 0 || isAsPlanned || shows(',
    replace: 'if (why.length >= 0 || isAsPlanned || shows(',
    specs: [spec],
  },
  {
    name: 'edits in the books are written over unasked',
    file: plan,
    find: '...(isUntouched || isAgreed ? []',
    replace: '...(isUntouched || isAgreed || edits.length > 0 ? []',
    specs: [spec],
  },
  {
    name: 'a lost update is repeated whatever the books show',
    file: lookUp,
    find: 'isSameContent(shown, lost.target.before))',
    replace: 'shown.ledgerId === lost.target.ledgerId)',
    specs: [spec],
  },
  {
    name: 'a lost update is taken for done whatever the books show',
    file: lookUp,
    find: 'isLive(shown) && wasApplied(shown, lost))',
    replace: 'isLive(shown))',
    specs: [spec],
  },
  {
    name: 'an update goes out as a creation',
    file: 'libs/core/application/src/exports/send-exports.ts',
    find: 'const answer = batch.isUpdate\n',
    replace: 'const answer = batch.isUpdate && batch.exportIds.length < 0\n',
    specs: [spec],
  },
  {
    name: 'updates and new copies in one call',
    file: 'libs/core/application/src/exports/sent-together.ts',
    find: `if (target) return 'updates';`,
    replace: `if (target && document.kind === 'purchase_order') return 'updates';`,
    specs: [spec],
  },
  {
    name: 'the link keeps the total of the version before',
    file: links,
    find: '...{ status, total, paid, credited,',
    replace: '...{ status, paid, credited,',
    specs: [spec],
  },
  {
    name: 'a refused update counts as no copy',
    file: 'libs/core/application/src/exports/next-copy.ts',
    find: ` || latest?.target !== undefined;`,
    replace: ';',
    specs: [spec],
  },
  {
    name: 'paid documents are updated',
    file: 'libs/core/domain/src/updates/update-rules.ts',
    find: 'return [...settledProblems(shown, name), ...lockProblems(',
    replace: 'return [...lockProblems(',
    specs: [spec],
  },
  {
    name: 'a status is lowered',
    file: 'libs/core/domain/src/updates/update-rules.ts',
    find: 'return chosen !== undefined && RANK[chosen] > RANK[now] ? chosen : now;',
    replace: 'return chosen ?? now;',
    specs: ['libs/core/domain/src/updates/update-rules.spec.ts'],
  },
  {
    name: 'the nightly check compares with an older version',
    file: 'libs/core/application/src/reconciliation/known-copy.ts',
    find: `if (!isOnItsWay && !isFresh) versions.set(`,
    replace: 'if (!isFresh) versions.set(',
    specs: [spec],
  },
  {
    name: 'lines lose their ids on the wire',
    file: `${edge}/mappers/document-to-xero.ts`,
    find: '...(line.lineId !== undefined && { lineItemID: line.lineId }),',
    replace: '',
    specs: [ledgerSpec],
  },
  {
    name: 'an update without an id leaves',
    file: `${edge}/mappers/document-to-xero.ts`,
    find: 'invoiceID: document.ledgerId,',
    replace: '',
    specs: [ledgerSpec],
  },
];
