/**
 * Facts about Productive that nobody has established. Each is a switch, so that a client can be tested under every answer.
 * The defaults are the answers that hurt a careless client most without contradicting a documented rule.
 */
export interface Assumptions {
  /** What a write of `payments.external_id` does. */
  externalIdOnPayments: 'ignored' | 'accepted' | 'refused';
  /** What may be patched on an invoice that is marked as sent. `sent_on` itself always may. */
  patchOnSentInvoices: 'allowed' | 'export_fields_only' | 'refused';
  /** Whether a payment needs its invoice to be marked as sent. */
  paymentsNeedSent: boolean;
  /** Whether a payment above the unpaid amount is refused. */
  overpaymentRefused: boolean;
  /** Whether payments that carry an `external_id` may be deleted. */
  importedPaymentsDeletable: boolean;
  /** Whether finalised invoices may be deleted. Paid ones never may. */
  finalisedInvoicesDeletable: boolean;
  /** Whether read-only attributes in a write are refused (422) instead of dropped. */
  strictReadOnly: boolean;
  pageSizeAbove200: 'clamp' | 'error';
  /** What `filter[invoice_id]=1,2,3` does. */
  multiIdFilters: 'works' | 'first_only' | 'refused';
  lineItemChangeFiresInvoiceWebhook: boolean;
  paymentChangeFiresInvoiceWebhook: boolean;
  /** Whether every edit moves `last_activity_at`, or only edits of the document's own content do. */
  lastActivityBumpedByAllEdits: boolean;
  expensesUpdatedAtFilter: 'works' | 'refused';
  /** Whether setting `exported` stamps `exported_at`. */
  exportedAtStamped: boolean;
  /** Whether the tax of an invoice is the sum of its lines' taxes or is rounded once for each rate. */
  invoiceTaxRounding: 'line' | 'document';
  secondaryTaxCompounds: boolean;
  /** What `amount` of a tax-inclusive expense holds. */
  taxInclusiveAmount: 'gross' | 'net';
  /** Whether a credit note lowers its parent's `amount_unpaid`. */
  creditLowersUnpaid: boolean;
  bulkIsAtomic: boolean;
}

export const defaultAssumptions: Readonly<Assumptions> = {
  externalIdOnPayments: 'ignored',
  patchOnSentInvoices: 'export_fields_only',
  paymentsNeedSent: true,
  overpaymentRefused: true,
  importedPaymentsDeletable: false,
  finalisedInvoicesDeletable: false,
  strictReadOnly: false,
  pageSizeAbove200: 'clamp',
  multiIdFilters: 'works',
  lineItemChangeFiresInvoiceWebhook: false,
  paymentChangeFiresInvoiceWebhook: false,
  lastActivityBumpedByAllEdits: true,
  expensesUpdatedAtFilter: 'works',
  exportedAtStamped: false,
  invoiceTaxRounding: 'line',
  secondaryTaxCompounds: false,
  taxInclusiveAmount: 'gross',
  creditLowersUnpaid: true,
  bulkIsAtomic: true,
};

const choices: Readonly<Record<keyof Assumptions, readonly (string | boolean)[]>> = {
  externalIdOnPayments: ['ignored', 'accepted', 'refused'],
  patchOnSentInvoices: ['allowed', 'export_fields_only', 'refused'],
  paymentsNeedSent: [true, false],
  overpaymentRefused: [true, false],
  importedPaymentsDeletable: [true, false],
  finalisedInvoicesDeletable: [true, false],
  strictReadOnly: [true, false],
  pageSizeAbove200: ['clamp', 'error'],
  multiIdFilters: ['works', 'first_only', 'refused'],
  lineItemChangeFiresInvoiceWebhook: [true, false],
  paymentChangeFiresInvoiceWebhook: [true, false],
  lastActivityBumpedByAllEdits: [true, false],
  expensesUpdatedAtFilter: ['works', 'refused'],
  exportedAtStamped: [true, false],
  invoiceTaxRounding: ['line', 'document'],
  secondaryTaxCompounds: [true, false],
  taxInclusiveAmount: ['gross', 'net'],
  creditLowersUnpaid: [true, false],
  bulkIsAtomic: [true, false],
};

/** Reads a change of assumptions from untrusted JSON. Throws with the names at fault. */
export function readAssumptions(value: unknown): Partial<Assumptions> {
  if (typeof value !== 'object' || value === null) throw new Error('assumptions must be an object');
  const wrong = Object.entries(value).filter(
    ([name, choice]) => !(name in choices) || !choices[name as keyof Assumptions].includes(choice as string | boolean),
  );
  if (wrong.length > 0) throw new Error(`unknown assumption or value: ${wrong.map(([name]) => name).join(', ')}`);
  return value as Partial<Assumptions>;
}
