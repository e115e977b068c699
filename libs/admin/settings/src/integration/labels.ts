import type { PickerOption } from '@bridge/admin-ui/overlays';
import type { AccountChoice, TaxRateChoice } from '@bridge/contracts';

/** “200 – Sales” */
export function accountOptions(accounts: readonly AccountChoice[]): readonly PickerOption[] {
  return accounts.map(({ code, name }) => ({ value: code, label: `${code} – ${name}` }));
}

/** “20% (VAT on Income), 20 %” */
export function rateOptions(
  rates: readonly TaxRateChoice[],
  side: 'fitsSales' | 'fitsPurchases',
): readonly PickerOption[] {
  return rates
    .filter((rate) => rate[side])
    .map(({ taxType, name, percent }) => ({
      value: taxType,
      label: name.includes('%') ? name : `${name}, ${percent} %`,
    }));
}

export function namedOptions(
  things: readonly { readonly id: string; readonly name: string }[],
): readonly PickerOption[] {
  return things.map(({ id, name }) => ({ value: id, label: name }));
}
