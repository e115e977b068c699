import { connectingProblems } from './connecting-problems.js';
import { documentProblems } from './document-problems.js';
import { driftProblems } from './drift-problems.js';
import { ledgerProblems } from './ledger-problems.js';
import { paymentProblems } from './payment-problems.js';
import type { ProblemEntry } from './problem-entry.js';
import { settingsProblems } from './settings-problems.js';
import { sourceProblems } from './source-problems.js';
import { updateProblems } from './update-problems.js';

/** Every problem the bridge can report, what it means and what to do about it. The texts are shown to people. */
export const problemCatalogue = {
  ...settingsProblems,
  ...connectingProblems,
  ...documentProblems,
  ...ledgerProblems,
  ...paymentProblems,
  ...sourceProblems,
  ...driftProblems,
  ...updateProblems,
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof problemCatalogue;

export function explainProblem(code: ProblemCode): ProblemEntry {
  return problemCatalogue[code];
}

/** True when time alone mends it. */
export function healsByItself(code: ProblemCode): boolean {
  return problemCatalogue[code].owner === 'nobody';
}
