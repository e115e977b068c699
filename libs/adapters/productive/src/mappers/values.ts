import { currencyExponent, Decimal, isCalendarDay, money, type CalendarDay, type CurrencyCode } from '@bridge/domain';
import type { DecimalText, Instant, Money } from '@bridge/domain';
import type { Resource } from '../client/json-api.js';

/**
 * Readers of single attributes. A value that is absent or empty is undefined; one of a shape that Productive never sends
 * is a TypeError, since a guess about money is worse than none.
 */

/** Whole minor units, as a JSON integer, a float without fraction, or a numeric string. */
export function readMoney(resource: Resource, name: string, currency: CurrencyCode): Money {
  const cents = number(resource, name);
  if (cents === undefined || !cents.isInteger()) throw unreadable(resource, name);
  return money(BigInt(cents.toFixed(0)), currency);
}

/** Minor units, perhaps with a fraction, as a decimal in major units. Nobody may use it when the currency is unknown. */
export function readUnitPrice(resource: Resource, name: string, currency: CurrencyCode): DecimalText {
  const cents = number(resource, name);
  if (cents === undefined) throw unreadable(resource, name);
  const exponent = currencyExponent(currency) ?? 0;
  return cents.div(new Decimal(10).pow(exponent)).toFixed();
}

/** A decimal that is not money: quantities, percentages. */
export function readDecimal(resource: Resource, name: string): DecimalText | undefined {
  return number(resource, name)?.toFixed();
}

export function readText(resource: Resource, name: string): string | undefined {
  const value = resource.attributes[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function readFlag(resource: Resource, name: string): boolean {
  return resource.attributes[name] === true;
}

export function readDay(resource: Resource, name: string): CalendarDay | undefined {
  const day = readText(resource, name)?.slice(0, 10);
  if (day !== undefined && !isCalendarDay(day)) throw unreadable(resource, name);
  return day;
}

/** A time with milliseconds and an offset: `2026-11-25T13:57:23.000+01:00`. */
export function readInstant(resource: Resource, name: string): Instant | undefined {
  const text = readText(resource, name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw unreadable(resource, name);
  return at;
}

export function required<T>(value: T | undefined, resource: Resource, name: string): T {
  if (value === undefined) throw unreadable(resource, name);
  return value;
}

/** Fields that have a value: our optional fields are absent, never undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function number(resource: Resource, name: string): Decimal | undefined {
  const value = resource.attributes[name];
  if (value === null || value === undefined || value === '') return undefined;
  const isSafe = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (!isSafe && !(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))) throw unreadable(resource, name);
  return new Decimal(value);
}

function unreadable(resource: Resource, name: string): TypeError {
  return new TypeError(`${resource.type} ${resource.id}: "${name}" cannot be read`);
}
