import type { SettingsBody, SettingsView } from '@bridge/contracts';

export interface Mapping {
  /** The name of a rate that stays unmapped on purpose. */
  readonly unmappedRate?: string;
  readonly historyNotes: boolean;
  readonly purchaseOrders?: boolean;
}

/** What an admin fills in: every rate mapped that the chart has an equal of, everything approved, payments synced. */
export function mapSettings(
  { settings, choices }: SettingsView,
  { unmappedRate, historyNotes, purchaseOrders }: Mapping,
): SettingsBody {
  const { suggestions } = choices;
  const unmapped = choices.sourceTaxRates.find((rate) => rate.name === unmappedRate)?.id;
  const rates = (
    suggested: Readonly<Record<string, string>>,
    fits: 'fitsSales' | 'fitsPurchases',
  ): Record<string, string> => {
    const entries = choices.sourceTaxRates.map((rate) => {
      const guess =
        suggested[rate.id] ??
        choices.taxRates.find((choice) => choice[fits] && Number(choice.percent) === Number(rate.percent))?.taxType;
      return [rate.id, guess] as const;
    });
    return Object.fromEntries(
      entries.flatMap(([id, taxType]) => (taxType === undefined || id === unmapped ? [] : [[id, taxType]])),
    );
  };
  const design = choices.serviceTypes.find((type) => type.name === 'Design');
  const admin = choices.serviceTypes.find((type) => type.name.startsWith('Admin'));
  const noTax =
    choices.taxRates.find((choice) => choice.taxType === 'NONE' || choice.taxType === 'BASEXCLUDED')?.taxType ?? 'NONE';
  return {
    ...settings,
    options: {
      exportInvoices: true,
      exportExpenses: true,
      syncPayments: true,
      historyNotes,
    },
    taxRates: {
      sales: rates(suggestions.sales, 'fitsSales'),
      purchases: rates(suggestions.purchases, 'fitsPurchases'),
      noTax: { sales: noTax, purchases: noTax },
    },
    invoices: {
      ...settings.invoices,
      initialStatus: 'approved',
      defaultAccount: '200',
      accountsByServiceType: design ? { [design.id]: '210' } : {},
    },
    expenses: {
      ...settings.expenses,
      initialStatus: 'approved',
      defaultAccount: '429',
      accountsByServiceType: admin ? { [admin.id]: '453' } : {},
    },
    ...(purchaseOrders && { purchaseOrders: { initialStatus: 'approved' } }),
    payments: { markUnsentInvoicesSent: true },
  };
}
