import type { SettingsCardName, SettingsView } from '@bridge/contracts';
import { NO_TAX, usesPurchases, type Draft } from './draft.js';
import { integrationTexts as t } from './integration-texts.js';

/** Something that a card still needs; `key` names the row of its table. The server checks all of it again. */
export interface Missing {
  readonly card: SettingsCardName;
  readonly key?: string;
  readonly words: string;
}

export function missingIn(draft: Draft, choices: SettingsView['choices']): readonly Missing[] {
  const { exportInvoices } = draft.options;
  const hasPurchases = usesPurchases(draft);
  return [
    ...(exportInvoices ? missingRates('sales', draft, choices) : []),
    ...(hasPurchases ? missingRates('purchases', draft, choices) : []),
    ...(exportInvoices && !draft.invoices.defaultAccount
      ? [{ card: 'invoices', words: t.missing.account } as const]
      : []),
    ...(hasPurchases && !draft.expenses.defaultAccount
      ? [{ card: 'expenses', words: t.missing.account } as const]
      : []),
  ];
}

function missingRates(
  side: 'sales' | 'purchases',
  draft: Draft,
  { sourceTaxRates }: SettingsView['choices'],
): readonly Missing[] {
  const rows = [...sourceTaxRates, { id: NO_TAX, name: t.tax.noTax }].filter(({ id }) => !draft.taxRates[side][id]);
  const [first] = rows;
  if (first === undefined) return [];
  const words = t.missing.rates(
    t.tax[side],
    rows.map(({ name }) => name),
  );
  return [{ card: 'tax_rates', key: first.id, words }];
}
