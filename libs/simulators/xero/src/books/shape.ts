import { isGuid } from './identifiers.js';
import { readDay } from './calendar.js';
import { readDecimal } from './arithmetic/decimal.js';
import { say } from './messages.js';

export type Json = Readonly<Record<string, unknown>>;

/** The type of one member of a request: what Xero's deserialiser insists on before any rule is looked at. */
export type Kind =
  | 'text'
  | 'number'
  | 'flag'
  | 'day'
  | 'guid'
  | { readonly choice: string; readonly of: readonly string[] }
  | { readonly object: Shape }
  | { readonly list: Shape };

export type Shape = Readonly<Record<string, Kind>>;

/** The first member that cannot be converted, as the message of error 14; undefined when all can. Unknown members pass. */
export function misfit(shape: Shape, value: unknown, path: string): string | undefined {
  if (!isJson(value)) return conversion(value, 'Object', path);
  for (const [name, kind] of Object.entries(shape)) {
    const member = value[name];
    if (member === undefined || member === null) continue;
    const problem = misfitOf(kind, member, path ? `${path}.${name}` : name);
    if (problem) return problem;
  }
  return undefined;
}

function misfitOf(kind: Kind, value: unknown, path: string): string | undefined {
  if (typeof kind === 'object') {
    if ('choice' in kind) {
      const known = typeof value === 'string' && kind.of.includes(value);
      return known ? undefined : conversion(value, kind.choice, path);
    }
    if ('object' in kind) return misfit(kind.object, value, path);
    if (!Array.isArray(value)) return conversion(value, 'Array', path);
    for (const [index, element] of value.entries()) {
      const problem = misfit(kind.list, element, `${path}[${index}]`);
      if (problem) return problem;
    }
    return undefined;
  }
  switch (kind) {
    case 'text':
      return ['string', 'number'].includes(typeof value) ? undefined : conversion(value, 'System.String', path);
    case 'number':
      return readDecimal(value, 6) === undefined ? conversion(value, 'System.Decimal', path) : undefined;
    case 'flag':
      return isFlag(value) ? undefined : conversion(value, 'System.Boolean', path);
    case 'day':
      return readDay(value) ? undefined : conversion(value, 'System.DateTime', path);
    case 'guid':
      return typeof value === 'string' && isGuid(value) ? undefined : conversion(value, 'System.Guid', path);
  }
}

function conversion(value: unknown, type: string, path: string): string {
  const position = String(path.length + 20);
  return say('conversion', { value: JSON.stringify(value), type, path, position });
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || value === 'true' || value === 'false';
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

// Readers of members whose shape has been checked.

export function textOf(from: Json, name: string): string | undefined {
  const value = from[name];
  return value === undefined || value === null ? undefined : String(value);
}

export function dayOf(from: Json, name: string): string | undefined {
  return readDay(from[name]);
}

export function flagOf(from: Json, name: string): boolean | undefined {
  const value = from[name];
  return value === undefined || value === null ? undefined : value === true || value === 'true';
}

export function decimalOf(from: Json, name: string, scale: number): bigint | undefined {
  return readDecimal(from[name], scale);
}

export function objectOf(from: Json, name: string): Json | undefined {
  const value = from[name];
  return isJson(value) ? value : undefined;
}

export function listOf(from: Json, name: string): readonly Json[] | undefined {
  const value = from[name];
  return Array.isArray(value) ? value.filter(isJson) : undefined;
}
