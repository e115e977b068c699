import { currencyExponent, type CurrencyCode } from './currency.js';
import { Decimal, decimal, isDecimalText, type DecimalText } from './decimal.js';

/** An amount in whole minor units (pence, cents, yen) of one currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

export function money(minor: bigint, currency: CurrencyCode): Money {
  return { minor, currency };
}

export function zero(currency: CurrencyCode): Money {
  return { minor: 0n, currency };
}

/** Adds amounts of one currency. Throws a RangeError when the currencies differ: adding them is always a defect. */
export function add(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  return add(a, negate(b));
}

export function negate(a: Money): Money {
  return { minor: -a.minor, currency: a.currency };
}

export function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return amounts.reduce(add, zero(currency));
}

/** Negative, zero or positive, as `Array.sort` wants it. Throws a RangeError when the currencies differ. */
export function compare(a: Money, b: Money): number {
  assertSameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

export function equal(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.minor === b.minor;
}

/**
 * Reads a decimal amount in major units (`"12.50"` GBP → 1250). Undefined when the text is not a number, the currency
 * is unknown, or the amount has more decimals than the currency: rounding is never silent.
 */
export function parseMoney(text: DecimalText, currency: CurrencyCode): Money | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined || !isDecimalText(text)) return undefined;
  const amount = decimal(text);
  return amount.decimalPlaces() > exponent
    ? undefined
    : { minor: BigInt(amount.toFixed(exponent).replace('.', '')), currency };
}

/** Rounds a decimal amount in major units to the currency's minor unit, half away from zero. The currency must be known. */
export function roundToMoney(amount: Decimal, currency: CurrencyCode): Money {
  const exponent = exponentOf(currency);
  return { minor: BigInt(amount.times(`1e${exponent}`).toFixed(0)), currency };
}

/** The amount in major units with the currency's decimals: `"12.50"`, `"1250"` (JPY), `"-0.05"`. */
export function toDecimalText(amount: Money): DecimalText {
  return toDecimal(amount).toFixed(exponentOf(amount.currency));
}

export function toDecimal(amount: Money): Decimal {
  return new Decimal(`${amount.minor}e-${exponentOf(amount.currency)}`);
}

/** For people: `"12.50 GBP"`. Words about an unknown currency must not fail: it is what they are about. */
export function describeMoney(amount: Money): string {
  if (currencyExponent(amount.currency) === undefined) return `${amount.minor} smallest units of “${amount.currency}”`;
  return `${toDecimalText(amount)} ${amount.currency}`;
}

function exponentOf(currency: CurrencyCode): number {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) throw new RangeError(`Unknown currency: "${currency}"`);
  return exponent;
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`Cannot combine ${a.currency} with ${b.currency}`);
}
