import { say } from '../messages.js';
import type { Row } from '../table.js';
import type { Fields } from './where.js';

export type Order<T> =
  | { readonly ok: true; readonly byDefault: boolean; readonly compare: (a: T, b: T) => number }
  | { readonly ok: false; readonly message: string };

/** `UpdatedDateUTC ASC` is the order rows are kept in; anything else sorts, ties broken by id. */
export function compileOrder<T extends Row>(text: string | null, fields: Fields<T>, type: string): Order<T> {
  const terms = (text ?? '').split(',').flatMap((term) => term.trim() || []);
  const first = terms[0]?.toLowerCase().replace(/\s+/g, ' ');
  if (!first || (terms.length === 1 && /^updateddateutc( asc)?$/.test(first))) {
    return { ok: true, byDefault: true, compare: () => 0 };
  }
  const steps: ((a: T, b: T) => number)[] = [];
  for (const term of terms) {
    const [path = '', direction = 'ASC', extra] = term.split(/\s+/);
    const name = Object.keys(fields).find((known) => known.toLowerCase() === path.toLowerCase());
    const field = name === undefined ? undefined : fields[name];
    if (!field) return { ok: false, message: say('queryField', { field: path, type }) };
    if (extra !== undefined || !/^(asc|desc|ascending|descending)$/i.test(direction)) {
      return { ok: false, message: say('querySyntax') };
    }
    const sign = /^desc/i.test(direction) ? -1 : 1;
    steps.push((a, b) => sign * compareScalars(field.read(a), field.read(b)));
  }
  return {
    ok: true,
    byDefault: false,
    compare: (a, b) => steps.reduce((so, step) => so || step(a, b), 0) || compareScalars(a.id, b.id),
  };
}

type Scalar = string | number | boolean | undefined;

function compareScalars(a: Scalar, b: Scalar): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}
