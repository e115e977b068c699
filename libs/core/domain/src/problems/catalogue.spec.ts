import { explainProblem, healsByItself, problemCatalogue, type ProblemCode } from './catalogue.js';
import { connectingProblems } from './connecting-problems.js';
import { documentProblems } from './document-problems.js';
import { driftProblems } from './drift-problems.js';
import { ledgerProblems } from './ledger-problems.js';
import { paymentProblems } from './payment-problems.js';
import { problem } from './problem.js';
import { settingsProblems } from './settings-problems.js';
import { sourceProblems } from './source-problems.js';
import { updateProblems } from './update-problems.js';

const codes = Object.keys(problemCatalogue) as ProblemCode[];

describe('Every problem', () => {
  it.each(codes)('%s says what it means, what to do, and who can do it', (code) => {
    const { title, owner, whatToDo } = explainProblem(code);
    expect(title).toMatch(/^[A-Z“].*[^.]$/);
    expect(whatToDo).toMatch(/^[A-Z“].*\.$/);
    expect(['admin', 'author', 'bookkeeper', 'nobody']).toContain(owner);
    expect(healsByItself(code)).toBe(owner === 'nobody');
  });

  it('stands in one list only: none hides another of the same name', () => {
    const lists = [
      settingsProblems,
      connectingProblems,
      documentProblems,
      ledgerProblems,
      paymentProblems,
      sourceProblems,
      driftProblems,
      updateProblems,
    ];
    expect(lists.flatMap((list) => Object.keys(list)).sort()).toEqual([...codes].sort());
  });

  it('heals by itself or needs a person', () => {
    expect(healsByItself('unavailable')).toBe(true);
    expect(healsByItself('period_locked')).toBe(false);
  });

  it('names the place to mend it only where there is one', () => {
    expect(problem('document_empty', 'lines', 'No lines.')).not.toHaveProperty('fix');
    expect(problem('account_not_mapped', 'a', 'b', { card: 'invoices' }).fix).toEqual({ card: 'invoices' });
  });
});
