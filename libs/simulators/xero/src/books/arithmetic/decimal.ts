/**
 * Fixed-point decimals as bigint. A value is a whole number of units of 10^-scale; the scale is part of the variable's
 * meaning: cents 2, unit amounts and quantities 4, percentages 4, currency rates 6.
 */

/** Reads a JSON number or a decimal string; undefined when it is neither. Rounds half away from zero to `scale`. */
export function readDecimal(value: unknown, scale: number): bigint | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(String(value));
  if (!match || (!match[2] && !match[3])) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${fraction}` || '0');
  const shift = scale - fraction.length + Number(exponent);
  if (Math.abs(shift) > 60) return undefined;
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -size : size;
}

/** Where an exact half goes: away from zero, or to the even neighbour. */
export type Halves = 'away' | 'even';

/** Half away from zero: 2.165 → 2.17 and −2.165 → −2.17. To even: 2.165 → 2.16 and 2.175 → 2.18. */
export function divideRounded(dividend: bigint, divisor: bigint, halves: Halves = 'away'): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const [a, b] = [abs(dividend), abs(divisor)];
  const up = (2n * a + b) / (2n * b);
  const size = halves === 'even' && (2n * a + b) % (2n * b) === 0n && up % 2n === 1n ? up - 1n : up;
  return negative ? -size : size;
}

export function rescale(units: bigint, from: number, to: number, halves: Halves = 'away'): bigint {
  return to >= from ? units * 10n ** BigInt(to - from) : divideRounded(units, 10n ** BigInt(from - to), halves);
}

/** The nearest JSON number, for the wire and for comparisons in queries; never computed with. */
export function toNumber(units: bigint, scale: number): number {
  return Number(toText(units, scale));
}

/** `1.00` for 100 cents: always all the digits of the scale. */
export function toText(units: bigint, scale: number): string {
  const digits = abs(units)
    .toString()
    .padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return units < 0n ? `-${text}` : text;
}

export function abs(units: bigint): bigint {
  return units < 0n ? -units : units;
}
