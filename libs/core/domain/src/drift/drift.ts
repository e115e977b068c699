/**
 * The ways in which the books can have drifted from what we copied. `twin`: one marker on several live documents.
 * `orphan`: a document with our marker that no link knows. `missing`: a link whose document is not in the books.
 * `settled`: paid or credited otherwise than we took in. The others name what was changed in the ledger.
 */
export const driftKinds = [
  'twin',
  'orphan',
  'missing',
  'voided',
  'total',
  'tax',
  'currency',
  'contact',
  'dates',
  'number',
  'accounts',
  'settled',
] as const;
export type DriftKind = (typeof driftKinds)[number];

/** What we know and what the books show, in words for people. */
export interface Difference {
  readonly kind: DriftKind;
  readonly expected: string;
  readonly shown: string;
}
