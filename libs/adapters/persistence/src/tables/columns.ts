import { p, Type } from '@mikro-orm/core';
import type { CalendarDay, Instant } from '@bridge/domain';

/** Milliseconds since 1970 as `bigint`: exact, and free of time zones and of drivers' date parsing. */
export const instant = () => p.bigint('number').$type<Instant>();

/** Whole minor units of the row's currency. */
export const minor = () => p.bigint('bigint');

/** A `date` that stays text on its way in and out. */
export const day = () => p.type(Day).$type<CalendarDay>();

/** `jsonb` that keeps money exact. */
export const exactJson = <T>() => p.type(ExactJson).$type<T>();

class Day extends Type<string, string> {
  override getColumnType(): string {
    return 'date';
  }
}

/** `bigint` minor units travel as text, and are recognised by the shape of money. */
class ExactJson extends Type<unknown, unknown> {
  override convertToDatabaseValue(value: unknown): unknown {
    if (value === undefined || value === null) return null;
    return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  }

  override convertToJSValue(value: unknown): unknown {
    return withMoney(typeof value === 'string' ? JSON.parse(value) : value);
  }

  override getColumnType(): string {
    return 'jsonb';
  }
}

function withMoney(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMoney);
  if (typeof value !== 'object' || value === null) return value;
  if (isStoredMoney(value)) return { minor: BigInt(value.minor), currency: value.currency };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withMoney(part)]));
}

function isStoredMoney(value: object): value is { minor: string; currency: string } {
  return (
    Object.keys(value).length === 2 &&
    'currency' in value &&
    'minor' in value &&
    typeof value.minor === 'string' &&
    /^-?\d+$/.test(value.minor)
  );
}
