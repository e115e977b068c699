import { type CurrencyCode } from './currency.js';
import { Decimal, decimal, type DecimalText } from './decimal.js';
import { add, money, roundToMoney, sum, toDecimal, zero, type Money } from './money.js';

/** What a ledger line is computed from. `unitAmount` in major units with at most four decimals, discount in percent. */
export interface LineFigures {
  readonly quantity: DecimalText;
  readonly unitAmount: DecimalText;
  readonly discountPercent?: DecimalText | undefined;
}

/** Xero counts in hundredths, whatever the currency: yen have two decimals there, and so have dinars. */
const LEDGER_DECIMALS = 2;

/** Net of a line: quantity × unit × (1 − discount), rounded once, half away from zero. */
export function lineAmount(line: LineFigures, currency: CurrencyCode): Money {
  return roundToMoney(unrounded(line), currency);
}

function unrounded(line: LineFigures): Decimal {
  const gross = decimal(line.quantity).times(decimal(line.unitAmount));
  const kept = new Decimal(100).minus(decimal(line.discountPercent ?? '0')).div(100);
  return gross.times(kept);
}

/** What Xero makes of a line: the same as `lineAmount` in every currency of two decimals. */
export function ledgerNet(line: LineFigures): Decimal {
  return unrounded(line).toDecimalPlaces(LEDGER_DECIMALS);
}

/** What Xero makes of its tax. */
export function ledgerTax(net: Decimal, ratePercent: DecimalText): Decimal {
  return net.times(decimal(ratePercent)).div(100).toDecimalPlaces(LEDGER_DECIMALS);
}

/** Tax of one line on its rounded net. Xero rounds tax for each line and then adds, it never taxes the total. */
export function lineTax(net: Money, ratePercent: DecimalText): Money {
  return roundToMoney(toDecimal(net).times(decimal(ratePercent)).div(100), net.currency);
}

export interface Totals {
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
}

export function documentTotals(
  lines: readonly { readonly net: Money; readonly tax: Money }[],
  currency: CurrencyCode,
): Totals {
  const net = sum(
    lines.map((line) => line.net),
    currency,
  );
  const tax = sum(
    lines.map((line) => line.tax),
    currency,
  );
  return { net, tax, total: add(net, tax) };
}

/**
 * Splits an amount in proportion to weights so that the parts add up exactly (largest remainder, earlier parts first
 * on a tie). All weights zero: everything goes to the first part. Throws a RangeError on a negative weight or no weight.
 */
export function allocate(amount: Money, weights: readonly bigint[]): readonly Money[] {
  if (weights.length === 0 || weights.some((weight) => weight < 0n))
    throw new RangeError('Weights must be zero or more');
  const whole = weights.reduce((a, b) => a + b, 0n);
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? amount : zero(amount.currency)));
  const sign = amount.minor < 0n ? -1n : 1n;
  const size = amount.minor * sign;
  const parts = weights.map((weight, index) => ({
    index,
    share: (size * weight) / whole,
    rest: (size * weight) % whole,
  }));
  const missing = size - parts.reduce((total, part) => total + part.share, 0n);
  const first = [...parts]
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
    .slice(0, Number(missing));
  const lucky = new Set(first.map((part) => part.index));
  return parts.map((part) => money(sign * (part.share + (lucky.has(part.index) ? 1n : 0n)), amount.currency));
}
