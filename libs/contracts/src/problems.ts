export type SettingsCardName =
  'connection' | 'options' | 'tax_rates' | 'invoices' | 'expenses' | 'tracking' | 'payments';

/** Something a person has to know: what, why, and what to do about it. */
export interface ProblemView {
  readonly code: string;
  /** What it means, in a few words. */
  readonly title: string;
  /** This very case; where the vendor said no, the vendor's own words. */
  readonly detail: string;
  readonly whatToDo: string;
  /** Who can mend it; `nobody`: it heals by itself. */
  readonly owner: 'admin' | 'author' | 'bookkeeper' | 'nobody';
  /** The field at fault, for example `lines[2].taxRate`. */
  readonly path: string;
  /** Where in the settings it is mended. */
  readonly fix?: { readonly card: SettingsCardName; readonly key?: string };
}

/** One error as Productive's own API writes it (JSON:API). */
export interface ProductiveError {
  readonly status: string;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
}

/** RFC 9457, `application/problem+json`: every answer of 400 and above. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly problems: readonly ProblemView[];
  /** When the plan is too small: the same once more, with the code and words of Productive's own API. */
  readonly errors?: readonly ProductiveError[];
}
