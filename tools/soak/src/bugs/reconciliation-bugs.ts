import type { Bug } from './bug.js';

const reconciliation = 'libs/core/application/src/reconciliation';
const amnesia = [`${reconciliation}/amnesia.spec.ts`];
const drift = [`${reconciliation}/check-drift.spec.ts`];
const reversals = ['libs/core/application/src/payments/mass-reversal.spec.ts'];

/** Forgotten copies, the check of the books, and payments that are gone suspiciously many at a time. */
export const reconciliationBugs: readonly Bug[] = [
  {
    name: 'a database that was put back is believed',
    file: `${reconciliation}/recollect.ts`,
    find: 'kept.through < known',
    replace: 'kept.through < 0',
    specs: amnesia,
  },
  {
    name: 'lost links are not missed',
    file: `${reconciliation}/recollect.ts`,
    find: 'if (!(await isThere(store, connectionId, kept.witness))) return false;',
    replace: '',
    specs: amnesia,
  },
  {
    name: 'sent without asking the books what was forgotten',
    file: 'libs/core/application/src/exports/send-exports.ts',
    find: 'if (!isSure) return this.#remember(address, lease);',
    replace: '',
    specs: amnesia,
  },
  {
    name: 'forgotten payments are entered again',
    file: 'libs/core/application/src/payments/take-in-snapshot.ts',
    find: "isNew ? 'planned' : 'recording'",
    replace: "'planned'",
    specs: amnesia,
  },
  {
    name: 'what a person unlinked is linked again',
    file: `${reconciliation}/adopt-orphans.ts`,
    find: 'return marked.filter((picture) => !known.has(picture.ledgerId));',
    replace: 'return known.size < 0 ? [] : marked;',
    specs: [...amnesia, ...drift],
  },
  {
    name: 'a copy whose answer is awaited is called an orphan',
    file: `${reconciliation}/check-drift.ts`,
    find: 'if (latest && isOpen(latest.state)) continue;',
    replace: 'if (latest && isOpen(latest.state) && latest.attempts > 99) continue;',
    specs: drift,
  },
  {
    name: 'a document linked by hand is missed among ours',
    file: `${reconciliation}/check-drift.ts`,
    find: "link.origin !== 'marked' && ",
    replace: '',
    specs: drift,
  },
  {
    name: 'payments that are still to be read are called a drift',
    file: `${reconciliation}/known-copy.ts`,
    find: 'const isImported = importedThrough !== undefined && seen.changedAt < importedThrough;',
    replace: 'const isImported = importedThrough !== undefined;',
    specs: drift,
  },
  {
    name: 'payments that a person kept are removed after all',
    file: 'libs/core/domain/src/payments/plan-tranches.ts',
    find: "const MISSED = new Set<TrancheState>(['in_doubt', 'kept']);",
    replace: "const MISSED = new Set<TrancheState>(['in_doubt']);",
    specs: reversals,
  },
  {
    name: 'an expense in doubt is told all the same',
    file: 'libs/core/application/src/payments/take-in-snapshot.ts',
    find: '...(isDoubted && settlement === null && { isInDoubt: true }),',
    replace: '',
    specs: reversals,
  },
  {
    name: 'a payment entered again counts as a reversal',
    file: 'libs/core/domain/src/payments/mass-reversal.ts',
    find: 'return compare(amounts(counted), amounts(shown)) < 0;',
    replace: 'return shown.length > 0 && compare(amounts(counted), amounts(shown)) < 2;',
    specs: [...reversals, 'libs/core/domain/src/payments/mass-reversal.spec.ts'],
  },
];
