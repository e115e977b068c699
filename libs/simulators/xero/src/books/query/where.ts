import { say } from '../messages.js';

/** What a queried property is. Days and instants compare as milliseconds; text compares without regard to case. */
export type Fields<T> = Readonly<Record<string, Field<T>>>;

export interface Field<T> {
  readonly kind: 'text' | 'number' | 'date' | 'guid' | 'flag';
  readonly read: (row: T) => string | number | boolean | undefined;
  /** Can Xero answer an equality (or, with `range`, a comparison) on it from an index? */
  readonly optimised?: 'equal' | 'range' | undefined;
}

export type Compiled<T> =
  | { readonly ok: true; readonly matches: (row: T) => boolean; readonly optimised: boolean; readonly pinned: Pins }
  | { readonly ok: false; readonly message: string };

/** Equalities every match must satisfy, so that a list can start from an index. */
export type Pins = Readonly<Record<string, string | number | boolean>>;

/** Compiles a `where` of Xero's dynamic-LINQ dialect; `type` names the entity in messages. */
export function compileWhere<T>(text: string, fields: Fields<T>, type: string): Compiled<T> {
  const tokens = tokenise(text);
  if (typeof tokens === 'string') return { ok: false, message: tokens };
  const parser = new Parser(tokens, fields, type);
  const tree = parser.parse();
  return 'message' in tree ? { ok: false, message: tree.message } : { ok: true, ...tree };
}

type Token =
  | { readonly t: 'name'; readonly v: string }
  | { readonly t: 'text'; readonly v: string }
  | { readonly t: 'number'; readonly v: number }
  | { readonly t: 'op'; readonly v: string };

function tokenise(text: string): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    if (rest.startsWith('"')) {
      const quoted = /^"((?:[^"\\]|"")*)"(?!")/.exec(rest);
      if (!quoted) return say(/^"[^"]*\\/.test(rest) ? 'querySyntax' : 'unterminatedString');
      tokens.push({ t: 'text', v: (quoted[1] ?? '').replaceAll('""', '"') });
      at += quoted[0].length;
      continue;
    }
    const number = /^-?\d+(?:\.\d+)?/.exec(rest);
    const name = /^[A-Za-z_]\w*/.exec(rest);
    const op = /^(==|!=|>=|<=|&&|\|\||[=<>().,!])/.exec(rest);
    const found = number ?? name ?? op;
    if (!found) return say('querySyntax');
    if (number) tokens.push({ t: 'number', v: Number(found[0]) });
    else if (name) tokens.push({ t: 'name', v: found[0] });
    else tokens.push({ t: 'op', v: found[0] });
    at += found[0].length;
  }
  return tokens;
}

interface Test<T> {
  readonly matches: (row: T) => boolean;
  readonly optimised: boolean;
  readonly pinned: Pins;
}
type Outcome<T> = Test<T> | { readonly message: string };
type Scalar = string | number | boolean | undefined;
interface Operand<T> {
  readonly kind: Field<T>['kind'] | 'null';
  readonly read: (row: T) => Scalar;
  readonly field?: string;
  readonly optimised?: Field<T>['optimised'];
}

/** or := and ('OR' and)*; and := not ('AND' not)*; not := '!'? atom; atom := '(' or ')' | operand (op operand)? */
class Parser<T> {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly fields: Fields<T>,
    private readonly type: string,
  ) {}

  parse(): Outcome<T> {
    const tree = this.anyOf();
    if ('message' in tree) return tree;
    return this.at === this.tokens.length ? tree : { message: say('querySyntax') };
  }

  private anyOf(): Outcome<T> {
    let left = this.allOf();
    while (!('message' in left) && this.take('||', 'or')) {
      const [a, b] = [left, this.allOf()];
      if ('message' in b) return b;
      left = { matches: (row) => a.matches(row) || b.matches(row), optimised: a.optimised && b.optimised, pinned: {} };
    }
    return left;
  }

  private allOf(): Outcome<T> {
    let left = this.one();
    while (!('message' in left) && this.take('&&', 'and')) {
      const [a, b] = [left, this.one()];
      if ('message' in b) return b;
      left = {
        matches: (row) => a.matches(row) && b.matches(row),
        optimised: a.optimised && b.optimised,
        pinned: { ...a.pinned, ...b.pinned },
      };
    }
    return left;
  }

  private one(): Outcome<T> {
    if (this.take('!')) {
      const inner = this.one();
      if ('message' in inner) return inner;
      return { matches: (row) => !inner.matches(row), optimised: false, pinned: {} };
    }
    if (this.take('(')) {
      const inner = this.anyOf();
      if ('message' in inner) return inner;
      return this.take(')') ? inner : { message: say('querySyntax') };
    }
    return this.comparison();
  }

  private comparison(): Outcome<T> {
    const left = this.operand();
    if ('message' in left) return left;
    const operator = this.take('==', '=', '!=', '>=', '<=', '>', '<');
    if (!operator) {
      if (left.kind !== 'flag') return { message: say('querySyntax') };
      return { matches: (row) => left.read(row) === true, optimised: false, pinned: {} };
    }
    const right = this.operand();
    if ('message' in right) return right;
    if (!comparable(left.kind, right.kind)) {
      return { message: say('queryType', { operator, left: left.kind, right: right.kind }) };
    }
    return compare(left, operator, right);
  }

  private operand(): Operand<T> | { readonly message: string } {
    const token = this.tokens[this.at++];
    if (!token) return { message: say('querySyntax') };
    if (token.t === 'text') return { kind: 'text', read: () => token.v };
    if (token.t === 'number') return { kind: 'number', read: () => token.v };
    if (token.t === 'op') return { message: say('querySyntax') };
    const word = token.v.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'flag', read: () => word === 'true' };
    if (word === 'null') return { kind: 'null', read: () => undefined };
    if (word === 'guid' && this.take('(')) return this.guid();
    if (word === 'datetime' && this.take('(')) return this.dateTime();
    return this.property(token.v);
  }

  private guid(): Operand<T> | { readonly message: string } {
    const token = this.tokens[this.at++];
    if (token?.t !== 'text' || !this.take(')')) return { message: say('querySyntax') };
    return { kind: 'guid', read: () => token.v };
  }

  private dateTime(): Operand<T> | { readonly message: string } {
    const parts: number[] = [];
    do {
      const token = this.tokens[this.at++];
      if (token?.t !== 'number') return { message: say('querySyntax') };
      parts.push(token.v);
    } while (this.take(','));
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
    if (parts.length < 3 || !this.take(')')) return { message: say('querySyntax') };
    const at = Date.UTC(year, month - 1, day, hour, minute, second);
    return { kind: 'date', read: () => at };
  }

  private property(first: string): Operand<T> | { readonly message: string } {
    let path = first;
    while (this.take('.')) {
      const token = this.tokens[this.at++];
      if (token?.t !== 'name') return { message: say('querySyntax') };
      if (this.peek('(')) return this.method(path, token.v);
      path = `${path}.${token.v}`;
    }
    return this.field(path);
  }

  private field(path: string): Operand<T> | { readonly message: string } {
    const name = Object.keys(this.fields).find((known) => known.toLowerCase() === path.toLowerCase());
    const field = name === undefined ? undefined : this.fields[name];
    if (!field || name === undefined) return { message: say('queryField', { field: path, type: this.type }) };
    return { kind: field.kind, read: field.read, field: name, optimised: field.optimised };
  }

  private method(path: string, method: string): Operand<T> | { readonly message: string } {
    const target = this.field(path);
    if ('message' in target) return target;
    this.take('(');
    const name = method.toLowerCase();
    if (name === 'tolower' || name === 'toupper' || name === 'tostring') {
      return this.take(')') ? { kind: 'text', read: target.read } : { message: say('querySyntax') };
    }
    const needle = this.operand();
    if ('message' in needle) return needle;
    if (!this.take(')') || needle.kind !== 'text') return { message: say('querySyntax') };
    const test = textTests[name];
    if (!test) return { message: say('queryField', { field: method, type: 'String' }) };
    return {
      kind: 'flag',
      read: (row) => test(String(target.read(row) ?? '').toLowerCase(), String(needle.read(row)).toLowerCase()),
    };
  }

  private peek(symbol: string): boolean {
    const token = this.tokens[this.at];
    return token?.t === 'op' && token.v === symbol;
  }

  private take(...symbols: string[]): string | undefined {
    const token = this.tokens[this.at];
    if (!token || token.t === 'text' || token.t === 'number') return undefined;
    const value = token.t === 'name' ? token.v.toLowerCase() : token.v;
    if (!symbols.includes(value)) return undefined;
    this.at += 1;
    return value;
  }
}

const textTests: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};

function comparable(a: string, b: string): boolean {
  return a === b || a === 'null' || b === 'null' || (a === 'guid' && b === 'text') || (a === 'text' && b === 'guid');
}

function compare<T>(left: Operand<T>, operator: string, right: Operand<T>): Test<T> {
  const equality = operator === '==' || operator === '=';
  const optimised = left.optimised === 'range' || (left.optimised === 'equal' && equality);
  const fixed = right.field === undefined && equality ? fold(right.read(undefined as T)) : undefined;
  const pinned = left.field !== undefined && fixed !== undefined ? { [left.field]: fixed } : {};
  const test = comparisons[operator] ?? (() => false);
  return { matches: (row) => test(fold(left.read(row)), fold(right.read(row))), optimised, pinned };
}

const comparisons: Readonly<Record<string, (a: Scalar, b: Scalar) => boolean>> = {
  '==': (a, b) => a === b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a !== undefined && b !== undefined && a > b,
  '>=': (a, b) => a !== undefined && b !== undefined && a >= b,
  '<': (a, b) => a !== undefined && b !== undefined && a < b,
  '<=': (a, b) => a !== undefined && b !== undefined && a <= b,
};

/** Case- and accent-insensitive, as Xero's collation is. */
function fold(value: Scalar): Scalar {
  if (typeof value !== 'string') return value;
  return /^[\x20-\x7e]*$/.test(value)
    ? value.toLowerCase()
    : value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
