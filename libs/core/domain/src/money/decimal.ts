import { Decimal as DecimalJs } from 'decimal.js';

/**
 * The core's own decimal arithmetic: 40 digits, half away from zero, which is how Xero rounds a line
 * (2.165 → 2.17). A clone, so that nobody else's settings can change it.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 40,
});
export type Decimal = DecimalJs;

/** A decimal number as text in plain notation: `"1.25"`, `"-0.5"`. Quantities, unit prices, percentages. */
export type DecimalText = string;

const DECIMAL_TEXT = /^-?\d+(\.\d+)?$/;

export function isDecimalText(text: string): text is DecimalText {
  return DECIMAL_TEXT.test(text);
}

/** Throws a RangeError on anything but plain decimal notation: a defect of the caller, vendors' text is checked before. */
export function decimal(text: DecimalText): Decimal {
  if (!isDecimalText(text)) throw new RangeError(`Not a decimal number: "${text}"`);
  return new Decimal(text);
}
