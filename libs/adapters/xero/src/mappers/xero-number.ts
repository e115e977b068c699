import {
  currencyExponent,
  Decimal,
  decimal,
  parseMoney,
  roundToMoney,
  type CurrencyCode,
  type DecimalText,
  type Money,
} from '@bridge/domain';

/** The only way of an amount into JSON. Throws a RangeError when the number would not mean exactly what the text says. */
export function toJsonNumber(text: DecimalText): number {
  const number = Number(text);
  if (!Number.isFinite(number) || !new Decimal(number).equals(decimal(text)))
    throw new RangeError(`A JSON number cannot hold ${text} exactly`);
  return number;
}

/** Above it a JSON number no longer holds every cent. Xero's own limit for an amount is a thousandth of it. */
const LARGEST_EXACT = 1e13;

/** Plain decimal text of a JSON number; samples also show numbers as text. Undefined for anything else. */
export function toDecimalText(value: unknown): DecimalText | undefined {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value;
  return typeof value === 'number' && Math.abs(value) <= LARGEST_EXACT ? new Decimal(value).toFixed() : undefined;
}

/**
 * What Xero says of a document that is there, in the smallest unit of its currency: Xero counts hundredths of a yen. Undefined
 * when it is no number or the currency is unknown.
 */
export function toNearestMoney(value: unknown, currency: CurrencyCode): Money | undefined {
  const text = toDecimalText(value);
  return text === undefined || currencyExponent(currency) === undefined
    ? undefined
    : roundToMoney(decimal(text), currency);
}

/** Undefined when it is no amount of this currency: no number, an unknown currency, or too many decimals. */
export function toMoney(value: unknown, currency: CurrencyCode): Money | undefined {
  const text = toDecimalText(value);
  return text === undefined ? undefined : parseMoney(text, currency);
}
