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

/** The rate of the same percentage that belongs to this side most clearly: one that fits few classes beats one that fits all. */
function ratesOf(chart: Chart, taxRates: readonly SourceTaxRate[], side: Side): Record<string, string> {
  return Object.fromEntries(
    taxRates
      .filter((rate) => rate.isActive)
      .flatMap(({ id, percent }) => {
        const found = chosenRates(chart, side).find((rate) => decimal(rate.ratePercent).equals(decimal(percent)));
        return found ? [[id, found.taxType] as const] : [];
      }),
  );
}

function chosenRates(chart: Chart, side: Side): readonly LedgerTaxRate[] {
  const main = side === 'sales' ? 'revenue' : 'expense';
  return chart.taxRates
    .filter((rate) => isFittingRate(rate, side) && rate.appliesTo.includes(main))
    .sort((a, b) => a.appliesTo.length - b.appliesTo.length);
}

function withoutTax(chart: Chart, side: Side): string | undefined {
  const free = chart.taxRates.filter((rate) => isFittingRate(rate, side) && decimal(rate.ratePercent).isZero());
  return (
    free.find((rate) => rate.taxType === 'NONE') ?? free.find((rate) => /no (vat|tax|gst)|exempt/i.test(rate.name))
  )?.taxType;
}
