import type { SettingsBody } from '@bridge/contracts';
import { initialSettings, isCalendarDay, type Settings, type TrackingRule } from '@bridge/domain';
import { invalid, invalidField } from '../problems/validation.js';

/** What a caller sent, as settings. A field that is left empty counts as not set. */
export function toSettings(body: SettingsBody): Settings {
  const { options, taxRates, invoices, expenses, purchaseOrders, tracking, payments } = body;
  const { dueDaysWhenMissing, reimbursableTo } = expenses;
  return {
    options: {
      exportInvoices: options.exportInvoices,
      exportExpenses: options.exportExpenses,
      syncPayments: options.syncPayments,
      historyNotes: options.historyNotes,
      automaticInvoices: options.automaticInvoices ?? initialSettings.options.automaticInvoices,
      automaticExpenses: options.automaticExpenses ?? initialSettings.options.automaticExpenses,
      closedPeriods: options.closedPeriods ?? initialSettings.options.closedPeriods,
    },
    taxRates: {
      sales: chosen(taxRates.sales),
      purchases: chosen(taxRates.purchases),
      noTax: { ...text('sales', taxRates.noTax.sales), ...text('purchases', taxRates.noTax.purchases) },
    },
    invoices: {
      numberedBy: invoices.numberedBy,
      pdfMadeBy: invoices.pdfMadeBy,
      initialStatus: invoices.initialStatus,
      reference: invoices.reference,
      ...text('noteCustomFieldId', invoices.noteCustomFieldId),
      ...text('defaultAccount', invoices.defaultAccount),
      accountsByServiceType: chosen(invoices.accountsByServiceType),
      brandingThemes: chosen(invoices.brandingThemes),
      rounding: invoices.rounding,
    },
    expenses: {
      ...text('defaultAccount', expenses.defaultAccount),
      accountsByServiceType: chosen(expenses.accountsByServiceType),
      initialStatus: expenses.initialStatus,
      sendAttachments: expenses.sendAttachments,
      ...(typeof dueDaysWhenMissing === 'number' && { dueDaysWhenMissing }),
      ...(reimbursableTo && { reimbursableTo }),
    },
    ...(purchaseOrders && { purchaseOrders: { initialStatus: purchaseOrders.initialStatus } }),
    tracking: (tracking ?? []).map(ruleOf),
    payments: {
      ...text('importSince', day(payments.importSince)),
      markUnsentInvoicesSent: payments.markUnsentInvoicesSent,
    },
  };
}

/** Settings as callers see them. */
export function settingsBody(settings: Settings): SettingsBody {
  const { options, taxRates, invoices, expenses, purchaseOrders, tracking, payments } = settings;
  return {
    options: {
      exportInvoices: options.exportInvoices,
      exportExpenses: options.exportExpenses,
      syncPayments: options.syncPayments,
      historyNotes: options.historyNotes,
      automaticInvoices: options.automaticInvoices,
      automaticExpenses: options.automaticExpenses,
      closedPeriods: options.closedPeriods,
    },
    taxRates: {
      sales: { ...taxRates.sales },
      purchases: { ...taxRates.purchases },
      noTax: { ...text('sales', taxRates.noTax.sales), ...text('purchases', taxRates.noTax.purchases) },
    },
    invoices: {
      numberedBy: invoices.numberedBy,
      pdfMadeBy: invoices.pdfMadeBy,
      initialStatus: invoices.initialStatus,
      reference: invoices.reference,
      ...text('noteCustomFieldId', invoices.noteCustomFieldId),
      ...text('defaultAccount', invoices.defaultAccount),
      accountsByServiceType: { ...invoices.accountsByServiceType },
      brandingThemes: { ...invoices.brandingThemes },
      rounding: invoices.rounding,
    },
    expenses: {
      ...text('defaultAccount', expenses.defaultAccount),
      accountsByServiceType: { ...expenses.accountsByServiceType },
      initialStatus: expenses.initialStatus,
      sendAttachments: expenses.sendAttachments,
      ...(expenses.dueDaysWhenMissing !== undefined && { dueDaysWhenMissing: expenses.dueDaysWhenMissing }),
      ...(expenses.reimbursableTo && { reimbursableTo: expenses.reimbursableTo }),
    },
    ...(purchaseOrders && { purchaseOrders: { initialStatus: purchaseOrders.initialStatus } }),
    tracking: tracking.map(ruleOf),
    payments: {
      ...text('importSince', payments.importSince),
      markUnsentInvoicesSent: payments.markUnsentInvoicesSent,
    },
  };
}

/** The same on both sides: a field that is left empty is none. */
function ruleOf({ categoryId, from, invoiceFieldId, expenseFieldId, options, whenUnmapped }: TrackingRule) {
  return {
    ...{ categoryId, from, whenUnmapped, options: chosen(options) },
    ...(from === 'custom_field' && {
      ...text('invoiceFieldId', invoiceFieldId),
      ...text('expenseFieldId', expenseFieldId),
    }),
  };
}

function text<K extends string>(key: K, value: string | null | undefined): { readonly [P in K]?: string } {
  return value ? ({ [key]: value } as { [P in K]: string }) : {};
}

function chosen(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).filter(([, code]) => code !== ''));
}

function day(value: string | null | undefined): string | undefined {
  if (!value || isCalendarDay(value)) return value ?? undefined;
  throw invalid([invalidField('settings.payments.importSince', `“${value}” is not a day of the calendar.`)]);
}
