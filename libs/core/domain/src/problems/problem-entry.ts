/** Who can mend it: a Productive admin in the settings, whoever keeps the document, the accountant in Xero, or nobody but time. */
export type ProblemOwner = 'admin' | 'author' | 'bookkeeper' | 'nobody';

/** What people read about a problem. */
export interface ProblemEntry {
  readonly title: string;
  readonly owner: ProblemOwner;
  readonly whatToDo: string;
}
