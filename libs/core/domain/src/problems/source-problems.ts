import type { ProblemEntry } from './problem-entry.js';

/** What the source refuses or cannot answer. */
export const sourceProblems = {
  source_refused: {
    title: 'Productive refused it',
    owner: 'author',
    whatToDo: 'Read Productive’s words, correct the document there, then retry.',
  },
  source_unauthorised: {
    title: 'Productive refuses the token',
    owner: 'admin',
    whatToDo: 'Sign in again with a valid personal access token of an admin.',
  },
  source_forbidden: {
    title: 'The token may not do this',
    owner: 'admin',
    whatToDo: 'Sign in with the read/write token of an admin.',
  },
  source_rate_limited: {
    title: 'Productive’s call limit is used up',
    owner: 'nobody',
    whatToDo: 'Nothing to do: work goes on by itself when the limit resets.',
  },
  source_unavailable: {
    title: 'Productive cannot be reached',
    owner: 'nobody',
    whatToDo: 'Nothing to do: it is tried again by itself.',
  },
  mark_refused: {
    title: 'Copied, but Productive refused to show it',
    owner: 'author',
    whatToDo:
      'Read Productive’s words, and mend the invoice there or sign in with the read/write token of an admin. It is told again within a day.',
  },
  paid_day_refused: {
    title: 'Productive refused the paid day of an expense',
    owner: 'author',
    whatToDo: 'Read Productive’s words, and mend the expense there. It is told again within a day.',
  },
} as const satisfies Record<string, ProblemEntry>;
