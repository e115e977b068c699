import { notFound, notImplemented } from './call.js';
import type { Answer, Work } from './call.js';
import { accounts } from './endpoints/accounts.js';
import { contacts } from './endpoints/contacts.js';
import { invoices } from './endpoints/invoices.js';
import { brandingThemes, currencies, organisation, users } from './endpoints/organisation.js';
import { payments } from './endpoints/payments.js';
import { taxRates } from './endpoints/tax-rates.js';
import { trackingCategories } from './endpoints/tracking-categories.js';

const endpoints: Readonly<Record<string, (work: Work) => Answer>> = {
  Accounts: accounts,
  BrandingThemes: brandingThemes,
  Contacts: contacts,
  Currencies: currencies,
  Invoices: invoices,
  Organisation: organisation,
  Payments: payments,
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
