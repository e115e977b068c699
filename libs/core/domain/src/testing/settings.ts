import type { Settings } from '../settings/settings.js';
import { without, type Over } from './over.js';

/** Everything switched on and mapped completely to `aChart()`. Groups are merged, so a test names only what it is about. */
export function settings(
  over: {
    readonly options?: Over<Settings['options']>;
    readonly taxRates?: Over<Settings['taxRates']>;
    readonly invoices?: Over<Settings['invoices']>;
    readonly expenses?: Over<Settings['expenses']>;
    readonly payments?: Over<Settings['payments']>;
    readonly tracking?: Settings['tracking'];
    /** Absent: not copied. */
    readonly purchaseOrders?: Settings['purchaseOrders'];
  } = {},
): Settings {
  return {
    options: without<Settings['options']>({
      exportInvoices: true,
      exportExpenses: true,
      syncPayments: true,
      historyNotes: true,
      closedPeriods: 'block',
      automaticInvoices: 'off',
      automaticExpenses: false,
      ...over.options,
    }),
    taxRates: without<Settings['taxRates']>({
      sales: { '501': 'OUTPUT2', '502': 'RROUTPUT' },
      purchases: { '501': 'INPUT2', '502': 'RRINPUT' },
      noTax: { sales: 'NONE', purchases: 'NONE' },
      ...over.taxRates,
    }),
    invoices: without<Settings['invoices']>({
      numberedBy: 'source',
      pdfMadeBy: 'ledger',
      initialStatus: 'approved',
      reference: 'subject',
      defaultAccount: '200',
      accountsByServiceType: { '601': '210' },
      brandingThemes: {},
      rounding: 'rounding_line',
      ...over.invoices,
    }),
    expenses: without<Settings['expenses']>({
      defaultAccount: '429',
      accountsByServiceType: { '601': '463' },
      initialStatus: 'approved',
      sendAttachments: true,
      ...over.expenses,
    }),
    ...(over.purchaseOrders && { purchaseOrders: over.purchaseOrders }),
    tracking: over.tracking ?? [],
    payments: without<Settings['payments']>({ markUnsentInvoicesSent: false, ...over.payments }),
  };
}
