import type { SettingsView } from '@bridge/contracts';
import {
  decimal,
  type Chart,
  type LedgerAccount,
  type LedgerTaxRate,
  type Side,
  type SourceTaxRate,
} from '@bridge/domain';

type Suggestions = SettingsView['choices']['suggestions'];

/** Likely defaults, by name and percentage. They are offered to a person and never used by themselves. */
export function suggestions(chart: Chart, taxRates: readonly SourceTaxRate[]): Suggestions {
  const salesAccount = accountNamed(/^sales$/i, chart, 'sales') ?? accountNamed(/sales|revenue/i, chart, 'sales');
  const expenseAccount =
    accountNamed(/^general expenses$/i, chart, 'purchases') ?? accountNamed(/general|expenses/i, chart, 'purchases');
  const noTaxSales = withoutTax(chart, 'sales');
  const noTaxPurchases = withoutTax(chart, 'purchases');
  return {
    ...(salesAccount !== undefined && { salesAccount }),
    ...(expenseAccount !== undefined && { expenseAccount }),
    sales: ratesOf(chart, taxRates, 'sales'),
    purchases: ratesOf(chart, taxRates, 'purchases'),
    ...(noTaxSales !== undefined && { noTaxSales }),
    ...(noTaxPurchases !== undefined && { noTaxPurchases }),
  };
}

export function isFittingAccount(account: LedgerAccount, side: Side): boolean {
  const isFitting =
    side === 'sales' ? account.class === 'revenue' : account.class === 'expense' || account.class === 'asset';
  return isFitting && account.isActive && account.isPostable;
}

export function isFittingRate(rate: LedgerTaxRate, side: Side): boolean {
  const applies =
    side === 'sales'
      ? rate.appliesTo.includes('revenue')
      : rate.appliesTo.includes('expense') || rate.appliesTo.includes('asset');
  return rate.isActive && applies;
}

function accountNamed(name: RegExp, chart: Chart, side: Side): string | undefined {
  return chart.accounts.find((account) => isFittingAccount(account, side) && name.test(account.name))?.code;
}

/** What says on which side a rate is used, or that it is one at all: no name is told from another by it. */
const PLAIN = new Set('vat gst tax rate on for of the and sales purchases income expenses'.split(' '));

function ratesOf(chart: Chart, taxRates: readonly SourceTaxRate[], side: Side): Record<string, string> {
  const main = side === 'sales' ? 'revenue' : 'expense';
  const offered = chart.taxRates.filter((rate) => isFittingRate(rate, side) && rate.appliesTo.includes(main));
  return Object.fromEntries(
    taxRates
      .filter((rate) => rate.isActive)
      .flatMap((rate) => {
        const found = likelyRate(rate, offered);
        return found ? [[rate.id, found.taxType] as const] : [];
      }),
  );
}

/**
 * The one rate of the same percentage whose name says the same, or the only one of that percentage. Of the many kinds of
 * 0 % the percentage tells nothing: zero rated, exempt and reverse charge go to different boxes of a return.
 */
function likelyRate({ name, percent }: SourceTaxRate, offered: readonly LedgerTaxRate[]): LedgerTaxRate | undefined {
  const wanted = decimal(percent);
  const same = offered.filter((rate) => decimal(rate.ratePercent).equals(wanted));
  const [named, ...others] = same.filter((rate) => tellingWords(rate.name) === tellingWords(name));
  if (named && others.length === 0) return named;
  return same.length === 1 && !wanted.isZero() ? same[0] : undefined;
}

function tellingWords(name: string): string {
  const words = name.toLowerCase().match(/[a-z]+/g) ?? [];
  return words
    .filter((word) => !PLAIN.has(word))
    .sort()
    .join(' ');
}

/** `NONE` and, in Australia, `BASEXCLUDED` are Xero’s own types for what no return hears of. */
function withoutTax(chart: Chart, side: Side): string | undefined {
  const free = chart.taxRates.filter((rate) => isFittingRate(rate, side) && decimal(rate.ratePercent).isZero());
  return (
    free.find((rate) => rate.taxType === 'NONE' || rate.taxType === 'BASEXCLUDED') ??
    free.find((rate) => /no (vat|tax|gst)|exempt/i.test(rate.name))
  )?.taxType;
}
