import type { MoneyView } from '@bridge/contracts';

/** The sum for each currency, in whole minor units, so that nothing is rounded. Amounts of one currency have the same decimals. */
export function addUp(amounts: readonly MoneyView[]): readonly MoneyView[] {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency);
  return [...byCurrency].map(([currency, parts]) => {
    const decimals = Math.max(...parts.map(({ amount }) => decimalsOf(amount)));
    const minor = parts.reduce((sum, { amount }) => sum + toMinor(amount, decimals), 0n);
    return { amount: fromMinor(minor, decimals), currency };
  });
}

function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

function toMinor(amount: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function fromMinor(minor: bigint, decimals: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = minor < 0n ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}
