import { notFound, notImplemented } from './call.js';
import type { Answer, Work } from './call.js';
import { accounts } from './endpoints/accounts.js';
import { bankTransactions } from './endpoints/bank-transactions.js';
import { batchPayments } from './endpoints/batch-payments.js';
import { contacts } from './endpoints/contacts.js';
import { creditNotes, overpayments, prepayments } from './endpoints/credits.js';
import { invoices } from './endpoints/invoices.js';
import { brandingThemes, currencies, organisation, users } from './endpoints/organisation.js';
import { payments } from './endpoints/payments.js';
import { purchaseOrders } from './endpoints/purchase-orders.js';
import { taxRates } from './endpoints/tax-rates.js';
import { trackingCategories } from './endpoints/tracking-categories.js';

const endpoints: Readonly<Record<string, (work: Work) => Answer>> = {
  Accounts: accounts,
  BankTransactions: bankTransactions,
  BatchPayments: batchPayments,
  BrandingThemes: brandingThemes,
  Contacts: contacts,
  CreditNotes: creditNotes,
  Currencies: currencies,
  Invoices: invoices,
  Organisation: organisation,
  Overpayments: overpayments,
  Payments: payments,
  Prepayments: prepayments,
  PurchaseOrders: purchaseOrders,
  TaxRates: taxRates,
  TrackingCategories: trackingCategories,
  Users: users,
};

/** Endpoints of the real API that these books do not keep: 501 rather than a lie. Anything else is 404. */
const unkept = [
  'BankTransfers',
  'Budgets',
  'ContactGroups',
  'Employees',
  'ExpenseClaims',
  'InvoiceReminders',
  'Items',
  'Journals',
  'LinkedTransactions',
  'ManualJournals',
  'PaymentServices',
  'Quotes',
  'Receipts',
  'RepeatingInvoices',
  'Reports',
  'Setup',
];

export function route(resource: string, work: Work): Answer {
  const name = Object.keys(endpoints).find((known) => known.toLowerCase() === resource.toLowerCase());
  const endpoint = name === undefined ? undefined : endpoints[name];
  if (endpoint) return endpoint(work);
  return unkept.some((known) => known.toLowerCase() === resource.toLowerCase()) ? notImplemented() : notFound();
}
