import { divideRounded, rescale } from './decimal.js';
import type { Halves } from './decimal.js';

export type AmountTypes = 'Exclusive' | 'Inclusive' | 'NoTax';

const HUNDRED_PERCENT = 1_000_000n;

/** Quantity and unit in 4 decimals, discount rate as a percentage in 4 decimals, amounts in cents. */
export interface LineInput {
  quantity: bigint | undefined;
  unit: bigint | undefined;
  lineAmount: bigint | undefined;
  discountRate: bigint | undefined;
  discountAmount: bigint | undefined;
}

export interface LineFigures {
  quantity: bigint | undefined;
  unit: bigint | undefined;
  lineAmount: bigint;
  /** What the line would be without its discount, minus what it is. */
  discount: bigint;
}

/** What Xero makes of a line: whichever of quantity, unit and amount is missing is derived from the other two. */
export function figureLine(
  input: LineInput,
  unitDecimals: 2 | 4,
  halves: Halves = 'away',
): { ok: true; figures: LineFigures } | { ok: false; given: bigint; expected: bigint } {
  const unit = input.unit === undefined ? undefined : rescale(rescale(input.unit, 4, unitDecimals), unitDecimals, 4);
  const { quantity, lineAmount } = input;
  if (unit === undefined && lineAmount === undefined) {
    return { ok: true, figures: { quantity, unit: undefined, lineAmount: 0n, discount: 0n } };
  }
  if (unit === undefined && lineAmount !== undefined) {
    const count = quantity === undefined || quantity === 0n ? 10_000n : quantity;
    const derived = divideRounded(divideRounded(rescale(lineAmount, 2, 8), count), 10n ** BigInt(4 - unitDecimals));
    return {
      ok: true,
      figures: { quantity: count, unit: rescale(derived, unitDecimals, 4), lineAmount, discount: 0n },
    };
  }
  const price = unit ?? 0n;
  if (quantity === undefined && lineAmount !== undefined && price !== 0n) {
    const count = divideRounded(rescale(lineAmount, 2, 8), price);
    return { ok: true, figures: { quantity: count, unit: price, lineAmount, discount: 0n } };
  }
  const count = quantity ?? 10_000n;
  const gross = rescale(count * price, 8, 2, halves);
  const expected = discounted(count * price, gross, input, halves);
  if (lineAmount !== undefined && lineAmount !== expected) return { ok: false, given: lineAmount, expected };
  return { ok: true, figures: { quantity: count, unit: price, lineAmount: expected, discount: gross - expected } };
}

/** Tax in cents on a line amount, `rate` being the effective percentage in 4 decimals. */
export function taxOn(lineAmount: bigint, rate: bigint, amounts: AmountTypes, halves: Halves = 'away'): bigint {
  if (amounts === 'NoTax') return 0n;
  if (amounts === 'Exclusive') return divideRounded(lineAmount * rate, HUNDRED_PERCENT, halves);
  return lineAmount - divideRounded(lineAmount * HUNDRED_PERCENT, HUNDRED_PERCENT + rate, halves);
}

export interface Totals {
  subTotal: bigint;
  totalTax: bigint;
  total: bigint;
}

/** Totals are sums of rounded lines, never rounded again. */
export function totalsOf(lines: readonly { lineAmount: bigint; taxAmount: bigint }[], amounts: AmountTypes): Totals {
  const sum = lines.reduce((so, line) => so + line.lineAmount, 0n);
  const totalTax = amounts === 'NoTax' ? 0n : lines.reduce((so, line) => so + line.taxAmount, 0n);
  return amounts === 'Inclusive'
    ? { subTotal: sum - totalTax, totalTax, total: sum }
    : { subTotal: sum, totalTax, total: sum + totalTax };
}

function discounted(exact: bigint, gross: bigint, input: LineInput, halves: Halves): bigint {
  if (input.discountRate !== undefined) {
    return divideRounded(exact * (HUNDRED_PERCENT - input.discountRate), 10n ** 6n * HUNDRED_PERCENT, halves);
  }
  return gross - (input.discountAmount ?? 0n);
}
