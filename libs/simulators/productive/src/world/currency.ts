import { divideHalfUp, parseDecimal } from './decimal.js';

/** Fixed rates, as the value of one unit in US dollars with six decimals: the simulator needs conversions, not a market. */
const dollars: Readonly<Record<string, bigint>> = {
  USD: 1_000_000n,
  GBP: 1_250_000n,
  EUR: 1_100_000n,
  AUD: 650_000n,
  NZD: 600_000n,
  CAD: 720_000n,
  DKK: 147_500n,
  JPY: 6_600n,
  SGD: 740_000n,
  HRK: 146_000n,
};

const exponents: Readonly<Record<string, number>> = { JPY: 0 };

export const knownCurrencies: readonly string[] = Object.keys(dollars);

/** One unit of `from` in `to`, with six decimals at the most. */
export function exchangeRate(from: string, to: string): string {
  const source = dollars[from] ?? 1_000_000n;
  const target = dollars[to] ?? 1_000_000n;
  const digits = divideHalfUp(source * 1_000_000n, target)
    .toString()
    .padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${digits.slice(0, -6)}.${fraction === '' ? '0' : fraction}`;
}

/** Minor units of one currency in those of another, rounded half up. */
export function convert(minor: number, rate: string, from: string, to: string): number {
  const decimal = parseDecimal(rate) ?? { digits: 1n, scale: 0 };
  const shift = (exponents[to] ?? 2) - (exponents[from] ?? 2);
  const numerator = BigInt(minor) * decimal.digits * 10n ** BigInt(Math.max(shift, 0));
  return Number(divideHalfUp(numerator, 10n ** BigInt(decimal.scale) * 10n ** BigInt(Math.max(-shift, 0))));
}
