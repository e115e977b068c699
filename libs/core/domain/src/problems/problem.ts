import type { ProblemCode } from './catalogue.js';

/** The card of the settings page where a person can mend a problem. */
export type SettingsCard = 'connection' | 'options' | 'tax_rates' | 'invoices' | 'expenses' | 'tracking' | 'payments';

/** Where to mend: a card, and the key of the row in it (a tax rate id, a service type id). */
export interface Fix {
  readonly card: SettingsCard;
  readonly key?: string;
}

/**
 * Something expected that a person has to know. `path` names the field at fault (`lines[2].taxRateId`), `detail` says
 * in plain words what is wrong with this very value; what the code means and what to do stands in the catalogue.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly path: string;
  readonly detail: string;
  readonly fix?: Fix;
}

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export function problem(code: ProblemCode, path: string, detail: string, fix?: Fix): Problem {
  return { code, path, detail, ...(fix && { fix }) };
}
