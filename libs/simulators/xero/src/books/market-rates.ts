import { divideRounded } from './arithmetic/decimal.js';

/** Units of each currency per US dollar, in 6 decimals: fixed, because the books only need a plausible day rate. */
const perDollar: Readonly<Record<string, bigint>> = {
  USD: 1_000_000n,
  AUD: 1_520_000n,
  CAD: 1_370_000n,
  CHF: 880_000n,
  CZK: 22_800_000n,
  DKK: 6_860_000n,
  EUR: 920_000n,
  GBP: 790_000n,
  HKD: 7_810_000n,
  INR: 84_100_000n,
  JPY: 150_000_000n,
  NOK: 10_900_000n,
  NZD: 1_660_000n,
  PLN: 3_960_000n,
  SEK: 10_500_000n,
  SGD: 1_340_000n,
  ZAR: 18_100_000n,
};

export const ONE = 1_000_000n;

/** Foreign units per one unit of the base currency, in 6 decimals: Xero's direction. */
export function marketRate(base: string, foreign: string): bigint {
  if (base === foreign) return ONE;
  return divideRounded((perDollar[foreign] ?? ONE) * ONE, perDollar[base] ?? ONE);
}

/** Base amount in cents of a foreign amount in cents. */
export function toBase(foreign: bigint, rate: bigint): bigint {
  return divideRounded(foreign * ONE, rate);
}

/** Further than half or double the market: Xero warns, and takes it. */
export function isImplausible(rate: bigint, market: bigint): boolean {
  return rate * 2n < market || rate > market * 2n;
}
