import type {
  AccountChoice,
  CardView,
  ChartView,
  ExpensesBody,
  InvoicesBody,
  NoTaxBody,
  OptionsBody,
  PaymentsBody,
  PurchaseOrdersBody,
  SaveSettingsRequest,
  SettingsBody,
  SettingsView,
  TaxRateChoice,
  TaxRatesBody,
  TrackingCategoryChoice,
  TrackingRuleBody,
  TrackingValuesView,
} from '@bridge/contracts';
import { day, instant, list, map, oneOf, optional, ref, shape, text, whole, yesNo, type Schema } from '../shape.js';

type Choices = SettingsView['choices'];

const statuses = oneOf(['draft', 'submitted', 'approved', 'manual']);
export const trackingSources = oneOf(['project', 'client', 'subsidiary', 'service_type', 'custom_field']);
const sides = oneOf(['ledger', 'source']);
const named = shape<{ id: string; name: string }>({ id: text, name: text });

const settings = shape<SettingsBody>({
  options: shape<OptionsBody>({
    exportInvoices: yesNo,
    exportExpenses: yesNo,
    syncPayments: yesNo,
    historyNotes: yesNo,
    automaticInvoices: optional(oneOf(['off', 'finalised', 'sent'])),
    automaticExpenses: optional(yesNo),
    closedPeriods: optional(oneOf(['block', 'draft', 'move'])),
  }),
  taxRates: shape<TaxRatesBody>({
    sales: map(text),
    purchases: map(text),
    noTax: shape<NoTaxBody>({ sales: optional(text), purchases: optional(text) }),
  }),
  invoices: shape<InvoicesBody>({
    numberedBy: sides,
    pdfMadeBy: sides,
    initialStatus: statuses,
    reference: oneOf(['subject', 'purchase_order_number']),
    noteCustomFieldId: optional(text),
    defaultAccount: optional(text),
    accountsByServiceType: map(text),
    brandingThemes: map(text),
    rounding: oneOf(['rounding_line', 'block']),
  }),
  expenses: shape<ExpensesBody>({
    defaultAccount: optional(text),
    accountsByServiceType: map(text),
    initialStatus: statuses,
    sendAttachments: yesNo,
    dueDaysWhenMissing: optional({ ...whole, minimum: 0, maximum: 365 }),
    reimbursableTo: optional(oneOf(['vendor', 'person'])),
  }),
  purchaseOrders: optional(shape<PurchaseOrdersBody>({ initialStatus: statuses })),
  tracking: optional(list(ref('TrackingRuleBody'), { maxItems: 2 })),
  payments: shape<PaymentsBody>({ importSince: optional(day), markUnsentInvoicesSent: yesNo }),
});

const cards = shape<SettingsView['cards']>({
  connection: ref('CardView'),
  options: ref('CardView'),
  tax_rates: ref('CardView'),
  invoices: ref('CardView'),
  expenses: ref('CardView'),
  tracking: ref('CardView'),
  payments: ref('CardView'),
});

const choices = shape<Choices>({
  organisation: shape<Choices['organisation']>({ name: text, baseCurrency: text, lockedThrough: optional(day) }),
  salesAccounts: list(ref('AccountChoice')),
  expenseAccounts: list(ref('AccountChoice')),
  taxRates: list(ref('TaxRateChoice')),
  sourceTaxRates: list(shape<Choices['sourceTaxRates'][number]>({ id: text, name: text, percent: text })),
  serviceTypes: list(named),
  documentTypes: list(named),
  invoiceCustomFields: list(named),
  brandingThemes: list(named),
  trackingCategories: list(shape<TrackingCategoryChoice>({ id: text, name: text, options: list(named) })),
  selectFields: list(
    shape<Choices['selectFields'][number]>({ id: text, name: text, of: oneOf(['invoice', 'expense']) }),
  ),
  suggestions: shape<Choices['suggestions']>({
    salesAccount: optional(text),
    expenseAccount: optional(text),
    sales: map(text),
    purchases: map(text),
    noTaxSales: optional(text),
    noTaxPurchases: optional(text),
  }),
  readAt: instant,
});

export const settingsSchemas: Readonly<Record<string, Schema>> = {
  SettingsBody: settings,
  TrackingRuleBody: shape<TrackingRuleBody>({
    categoryId: text,
    from: trackingSources,
    invoiceFieldId: optional(text),
    expenseFieldId: optional(text),
    options: map(text),
    whenUnmapped: oneOf(['leave_out', 'refuse']),
  }),
  TrackingValuesView: shape<TrackingValuesView>({ values: list(named) }),
  SaveSettingsRequest: shape<SaveSettingsRequest>({ version: { ...whole, minimum: 0 }, settings: ref('SettingsBody') }),
  CardView: shape<CardView>({ isComplete: yesNo, problems: list(ref('ProblemView')) }),
  AccountChoice: shape<AccountChoice>({ code: text, name: text, class: text }),
  TaxRateChoice: shape<TaxRateChoice>({
    taxType: text,
    name: text,
    percent: text,
    fitsSales: yesNo,
    fitsPurchases: yesNo,
  }),
  SettingsView: shape<SettingsView>({
    version: whole,
    savedAt: optional(instant),
    savedBy: optional(text),
    settings: ref('SettingsBody'),
    cards,
    choices,
  }),
  ChartView: shape<ChartView>({
    organisation: shape<ChartView['organisation']>({
      id: text,
      name: text,
      countryCode: text,
      baseCurrency: text,
      lockedThrough: optional(day),
      keepsDocuments: yesNo,
    }),
    accounts: list(
      shape<ChartView['accounts'][number]>({ code: text, name: text, class: text, isActive: yesNo, isPostable: yesNo }),
    ),
    taxRates: list(
      shape<ChartView['taxRates'][number]>({
        taxType: text,
        name: text,
        percent: text,
        isActive: yesNo,
        appliesTo: list(text),
      }),
    ),
    currencies: list(text),
    brandingThemes: list(named),
    readAt: instant,
  }),
};
