import type { Assumptions } from '../assumptions.js';
import type { Filter, Resource } from '../resources/resource.js';
import { badQuery } from '../wire/refusal.js';
import { parseDecimal } from '../world/decimal.js';
import type { Json } from '../world/json.js';
import { isObject } from '../world/json.js';
import type { Row } from '../world/row.js';
import { dayOf } from '../world/time.js';
import type { World } from '../world/world.js';

/** `filter[...]` parameters as the tree that their brackets spell. */
export interface FilterTree {
  [key: string]: string | FilterTree;
}

export interface FilterContext {
  readonly world: World;
  readonly resource: Resource;
  readonly zone: string;
  readonly assumptions: Readonly<Assumptions>;
  /** Set by the feature flag header: date-times are then compared to the second instead of to the day. */
  readonly keepTime: boolean;
}

type Test = (row: Row) => boolean;
const operators = ['eq', 'not_eq', 'contains', 'not_contain', 'gt', 'gt_eq', 'lt', 'lt_eq'] as const;
type Operator = (typeof operators)[number];

export function readFilterTree(query: URLSearchParams): FilterTree {
  const tree: FilterTree = {};
  for (const [name, value] of query) {
    if (!name.startsWith('filter[')) continue;
    const path = [...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
    let branch = tree;
    path.slice(0, -1).forEach((key) => {
      const below = branch[key];
      branch = branch[key] = typeof below === 'object' ? below : {};
    });
    const last = path.at(-1);
    if (last !== undefined) branch[last] = value;
  }
  return tree;
}

/** One test out of a tree: conditions and numbered groups, joined by `$op`. Refuses what the endpoint does not declare. */
export function compileFilter(context: FilterContext, tree: FilterTree): Test {
  const joint = tree['$op'] ?? 'and';
  if (joint !== 'and' && joint !== 'or') throw badQuery('Group', String(joint));
  const tests = Object.entries(tree)
    .filter(([key]) => key !== '$op')
    .map(([key, value]) => {
      if (/^\d+$/.test(key)) {
        if (typeof value === 'string') throw badQuery('Group', key);
        return compileFilter(context, value);
      }
      return compileCondition(context, key, value);
    });
  return joint === 'or' && tests.length > 0
    ? (row) => tests.some((test) => test(row))
    : (row) => tests.every((test) => test(row));
}

function compileCondition(context: FilterContext, name: string, value: string | FilterTree): Test {
  const filter = context.resource.filters?.[name];
  const isRefused =
    context.resource.type === 'expenses' &&
    name === 'updated_at' &&
    context.assumptions.expensesUpdatedAtFilter === 'refused';
  if (filter === undefined || isRefused) throw badQuery('Filter', name);
  if (filter.kind === 'inert') return () => true;
  if (filter.kind === 'fields') return compileCustomFields(context, filter, value);
  if (typeof value === 'string') return compileOperator(context, name, filter, filter.bare ?? 'eq', value);
  const tests = Object.entries(value).map(([operator, operand]) => {
    if (!isOperator(operator) || typeof operand !== 'string') throw badQuery('Filter', `${name}[${operator}]`);
    return compileOperator(context, name, filter, operator, operand);
  });
  return (row) => tests.every((test) => test(row));
}

function compileCustomFields(context: FilterContext, filter: Filter, value: string | FilterTree): Test {
  if (typeof value === 'string') throw badQuery('Filter Value', value);
  const tests = Object.entries(value).map(([field, condition]) => {
    const own: Filter = {
      kind: 'text',
      value: (row, world) => {
        const fields = filter.value(row, world);
        return isObject(fields) ? fields[field] : undefined;
      },
    };
    const conditions = typeof condition === 'string' ? { eq: condition } : condition;
    return Object.entries(conditions).map(([operator, operand]) => {
      if (!isOperator(operator) || typeof operand !== 'string') throw badQuery('Filter', `custom_fields[${operator}]`);
      return compileOperator(context, field, own, operator, operand);
    });
  });
  return (row) => tests.flat().every((test) => test(row));
}

function compileOperator(context: FilterContext, name: string, filter: Filter, operator: Operator, text: string): Test {
  const operands = operandsOf(context, name, filter, text).map((operand) => normalise(context, name, filter, operand));
  return (row) => {
    const raw = filter.value(row, context.world);
    const values = (Array.isArray(raw) ? raw : [raw]).map((value) => comparable(context, filter, value));
    const some = (test: (value: string | number, operand: string | number) => boolean): boolean =>
      values.some((value) => value !== null && operands.some((operand) => test(value, operand)));
    switch (operator) {
      case 'eq':
        return some((value, operand) => value === operand) || (text === '' && values.every((value) => value === null));
      case 'not_eq':
        return !some((value, operand) => value === operand);
      case 'contains':
        return some((value, operand) => String(value).includes(String(operand)));
      case 'not_contain':
        return !some((value, operand) => String(value).includes(String(operand)));
      case 'gt':
        return some((value, operand) => value > operand);
      case 'gt_eq':
        return some((value, operand) => value >= operand);
      case 'lt':
        return some((value, operand) => value < operand);
      case 'lt_eq':
        return some((value, operand) => value <= operand);
    }
  };
}

function operandsOf(context: FilterContext, name: string, filter: Filter, text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (filter.kind !== 'id' || parts.length === 1) return parts;
  switch (context.assumptions.multiIdFilters) {
    case 'works':
      return parts;
    case 'first_only':
      return parts.slice(0, 1);
    case 'refused':
      throw badQuery('Filter Value', `${name}=${text}`);
  }
}

function normalise(context: FilterContext, name: string, filter: Filter, operand: string): string | number {
  switch (filter.kind) {
    case 'number': {
      if (operand !== '' && parseDecimal(operand) === null) throw badQuery('Filter Value', operand);
      return Number(operand);
    }
    case 'id':
      if (!/^[\w-]*$/.test(operand)) throw badQuery('Filter Value', operand);
      return operand;
    case 'day':
      if (operand !== '' && Number.isNaN(Date.parse(operand))) throw badQuery('Filter Value', operand);
      return operand.slice(0, 10);
    case 'instant':
      return instantOf(context, operand);
    case 'flag':
      if (operand !== 'true' && operand !== 'false') throw badQuery('Filter Value', `${name}=${operand}`);
      return operand;
    case 'text':
    case 'inert':
    case 'fields':
      return operand.toLowerCase();
  }
}

/** A date stands for itself; of a date-time only the date counts, in the organisation's zone, unless the flag is sent. */
function instantOf(context: FilterContext, operand: string): string | number {
  if (operand === '') return operand;
  const isDateOnly = /^\d{4}-\d{2}-\d{2}$/.test(operand);
  const ms = Date.parse(operand);
  if (Number.isNaN(ms)) throw badQuery('Filter Value', operand);
  if (context.keepTime) return Math.floor(ms / 1000);
  return isDateOnly ? operand : dayOf(ms, context.zone);
}

function comparable(context: FilterContext, filter: Filter, value: Json | undefined): string | number | null {
  if (value === null || value === undefined) return null;
  switch (filter.kind) {
    case 'number':
      return Number(value);
    case 'instant': {
      const ms = Date.parse(String(value));
      return context.keepTime ? Math.floor(ms / 1000) : dayOf(ms, context.zone);
    }
    case 'text':
      return String(value).toLowerCase();
    case 'id':
    case 'day':
    case 'flag':
    case 'inert':
    case 'fields':
      return String(value);
  }
}

function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text);
}
