/** An exact decimal: `digits` divided by ten to the power of `scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads `3`, `"3.0"`, `0.3333`; null for anything that is not a decimal number. */
export function parseDecimal(value: unknown): Decimal | null {
  const text = typeof value === 'number' ? plain(value) : typeof value === 'string' ? value.trim() : '';
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const digits = BigInt((match[2] ?? '0') + fraction);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

/** The product of decimals divided by `divisor`, rounded half away from zero to a whole number. */
export function productOf(factors: readonly unknown[], divisor = 1n): number {
  const decimals = factors.map((factor) => parseDecimal(factor) ?? { digits: 0n, scale: 0 });
  const digits = decimals.reduce((product, { digits }) => product * digits, 1n);
  const scale = decimals.reduce((sum, { scale }) => sum + scale, 0);
  return Number(divideHalfUp(digits, 10n ** BigInt(scale) * divisor));
}

/** The whole number nearest to a decimal. */
export function wholeOf(value: unknown): number {
  return productOf([value]);
}

/** The decimal as Productive prints it: at least one digit after the point, no other trailing zeros. */
export function decimalText(value: unknown): string {
  const decimal = parseDecimal(value);
  if (decimal === null) return '0.0';
  const digits = (decimal.digits < 0n ? -decimal.digits : decimal.digits).toString().padStart(decimal.scale + 1, '0');
  const whole = digits.slice(0, digits.length - decimal.scale);
  const fraction = digits.slice(digits.length - decimal.scale).replace(/0+$/, '');
  return `${decimal.digits < 0n ? '-' : ''}${whole}.${fraction === '' ? '0' : fraction}`;
}

export function addDecimals(left: unknown, right: unknown): string {
  const a = parseDecimal(left) ?? { digits: 0n, scale: 0 };
  const b = parseDecimal(right) ?? { digits: 0n, scale: 0 };
  const scale = Math.max(a.scale, b.scale);
  const digits = a.digits * 10n ** BigInt(scale - a.scale) + b.digits * 10n ** BigInt(scale - b.scale);
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return decimalText(scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`);
}

export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

function plain(value: number): string {
  return Number.isFinite(value) ? (Number.isInteger(value) ? String(value) : value.toFixed(12).replace(/0+$/, '')) : '';
}
