import type { SettingsBody, SettingsView, TrackingRuleBody } from '@bridge/contracts';

/** Ids of Productive on the left, codes of Xero on the right. */
export type Mapping = Readonly<Record<string, string>>;

/** The row of lines without a tax rate, as the server's problems name it. */
export const NO_TAX = 'no_tax';

export interface TrackingDraft {
  readonly categoryId: string;
  readonly from: TrackingRuleBody['from'];
  readonly invoiceFieldId: string;
  readonly expenseFieldId: string;
  readonly options: Mapping;
  readonly whenUnmapped: TrackingRuleBody['whenUnmapped'];
}

/** The settings as a form holds them: an empty text where the API leaves a member out, “no tax” as a row of its table. */
export interface Draft {
  readonly options: Required<SettingsBody['options']>;
  readonly taxRates: { readonly sales: Mapping; readonly purchases: Mapping };
  readonly invoices: Omit<SettingsBody['invoices'], 'noteCustomFieldId' | 'defaultAccount'> & {
    readonly noteCustomFieldId: string;
    readonly defaultAccount: string;
  };
  readonly expenses: Omit<SettingsBody['expenses'], 'defaultAccount' | 'dueDaysWhenMissing' | 'reimbursableTo'> & {
    readonly defaultAccount: string;
    readonly dueDaysWhenMissing: string;
    readonly reimbursableTo: NonNullable<SettingsBody['expenses']['reimbursableTo']>;
  };
  readonly purchaseOrders: {
    readonly isOn: boolean;
    readonly initialStatus: NonNullable<SettingsBody['purchaseOrders']>['initialStatus'];
  };
  /** Xero takes two categories on a line; one without a category is none. */
  readonly tracking: { readonly '0': TrackingDraft; readonly '1': TrackingDraft };
  readonly payments: { readonly importSince: string; readonly markUnsentInvoicesSent: boolean };
}

export function toDraft(settings: SettingsBody): Draft {
  const { options, taxRates, invoices, expenses, purchaseOrders, tracking = [], payments } = settings;
  const { sales, purchases, noTax } = taxRates;
  return {
    options: {
      ...options,
      closedPeriods: options.closedPeriods ?? 'block',
      automaticInvoices: options.automaticInvoices ?? 'off',
      automaticExpenses: options.automaticExpenses ?? false,
    },
    taxRates: { sales: withNoTax(sales, noTax.sales), purchases: withNoTax(purchases, noTax.purchases) },
    invoices: {
      ...invoices,
      noteCustomFieldId: invoices.noteCustomFieldId ?? '',
      defaultAccount: invoices.defaultAccount ?? '',
    },
    expenses: {
      ...expenses,
      defaultAccount: expenses.defaultAccount ?? '',
      dueDaysWhenMissing: expenses.dueDaysWhenMissing?.toString() ?? '',
      reimbursableTo: expenses.reimbursableTo ?? 'vendor',
    },
    purchaseOrders: { isOn: purchaseOrders !== undefined, initialStatus: purchaseOrders?.initialStatus ?? 'draft' },
    tracking: { '0': ruleDraft(tracking[0]), '1': ruleDraft(tracking[1]) },
    payments: { ...payments, importSince: payments.importSince ?? '' },
  };
}

export function fromDraft(draft: Draft): SettingsBody {
  const { options, taxRates, invoices, expenses, purchaseOrders, tracking, payments } = draft;
  const { noteCustomFieldId, defaultAccount: salesAccount, ...invoiceRest } = invoices;
  const { defaultAccount: expenseAccount, dueDaysWhenMissing, reimbursableTo, ...expenseRest } = expenses;
  const { [NO_TAX]: noTaxSales, ...sales } = mapped(taxRates.sales);
  const { [NO_TAX]: noTaxPurchases, ...purchases } = mapped(taxRates.purchases);
  return {
    options,
    taxRates: {
      sales,
      purchases,
      noTax: { ...(noTaxSales && { sales: noTaxSales }), ...(noTaxPurchases && { purchases: noTaxPurchases }) },
    },
    invoices: {
      ...invoiceRest,
      accountsByServiceType: mapped(invoices.accountsByServiceType),
      brandingThemes: mapped(invoices.brandingThemes),
      ...(noteCustomFieldId && { noteCustomFieldId }),
      ...(salesAccount && { defaultAccount: salesAccount }),
    },
    expenses: {
      ...expenseRest,
      accountsByServiceType: mapped(expenses.accountsByServiceType),
      ...(expenseAccount && { defaultAccount: expenseAccount }),
      ...(dueDaysWhenMissing.trim() && { dueDaysWhenMissing: Number(dueDaysWhenMissing) }),
      ...(reimbursableTo === 'person' && { reimbursableTo }),
    },
    ...(purchaseOrders.isOn && { purchaseOrders: { initialStatus: purchaseOrders.initialStatus } }),
    tracking: [tracking['0'], tracking['1']].filter(({ categoryId }) => categoryId !== '').map(ruleBody),
    payments: {
      markUnsentInvoicesSent: payments.markUnsentInvoicesSent,
      ...(payments.importSince && { importSince: payments.importSince }),
    },
  };
}

function ruleDraft(rule: TrackingRuleBody | undefined): TrackingDraft {
  return {
    ...{ categoryId: '', from: 'project', options: {}, whenUnmapped: 'leave_out', ...rule },
    invoiceFieldId: rule?.invoiceFieldId ?? '',
    expenseFieldId: rule?.expenseFieldId ?? '',
  };
}

function ruleBody({ categoryId, from, options, whenUnmapped, ...fields }: TrackingDraft): TrackingRuleBody {
  const isOfFields = from === 'custom_field';
  return {
    ...{ categoryId, from, whenUnmapped, options: mapped(options) },
    ...(isOfFields && fields.invoiceFieldId && { invoiceFieldId: fields.invoiceFieldId }),
    ...(isOfFields && fields.expenseFieldId && { expenseFieldId: fields.expenseFieldId }),
  };
}

/** What a first set-up starts with: likely defaults stand in the fields, to be looked at and saved by a person. */
export function withSuggestions(draft: Draft, { suggestions }: SettingsView['choices']): Draft {
  const { salesAccount, expenseAccount, noTaxSales, noTaxPurchases } = suggestions;
  return {
    ...draft,
    taxRates: {
      sales: { ...withNoTax(suggestions.sales, noTaxSales), ...mapped(draft.taxRates.sales) },
      purchases: { ...withNoTax(suggestions.purchases, noTaxPurchases), ...mapped(draft.taxRates.purchases) },
    },
    invoices: { ...draft.invoices, defaultAccount: draft.invoices.defaultAccount || (salesAccount ?? '') },
    expenses: { ...draft.expenses, defaultAccount: draft.expenses.defaultAccount || (expenseAccount ?? '') },
  };
}

/** Whether anything is sent that stands on accounts and rates of purchases. */
export function usesPurchases({ options, purchaseOrders }: Draft): boolean {
  return options.exportExpenses || purchaseOrders.isOn;
}

/** The value at a server's path, for example `taxRates.sales.12`. */
export function valueAt(draft: Draft, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      draft,
    );
}

function withNoTax(mapping: Mapping, taxType: string | undefined): Mapping {
  return { ...mapping, ...(taxType && { [NO_TAX]: taxType }) };
}

function mapped(mapping: Mapping): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).filter(([, code]) => code !== ''));
}
