const exponents: Readonly<Record<string, number>> = { JPY: 0 };

export function moneyText(minor: unknown, currency: unknown): string {
  const exponent = exponents[String(currency)] ?? 2;
  const amount = (Number(minor ?? 0) / 10 ** exponent).toLocaleString('en-GB', {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  return `${amount} ${String(currency ?? '')}`.trim();
}

/** Reads `12.50` as 1250; null when it is no amount of that currency. */
export function readMoney(text: string, currency: string): number | null {
  const exponent = exponents[currency] ?? 2;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null || (match[3] ?? '').length > exponent) return null;
  const minor = Number(`${match[2]}${(match[3] ?? '').padEnd(exponent, '0')}`);
  return match[1] === '-' ? -minor : minor;
}
