/** What the public sources leave open. The product must be safe under every value; a test may flip any of them. */
export interface Assumptions {
  /** Whether GET /Payments lists deleted payments when nobody asks for them. */
  deletedPaymentsListed: boolean;
  /** Whether a payment or an allocation moves the invoice's UpdatedDateUTC. */
  paymentBumpsInvoice: boolean;
  /** Whether reconciling a payment with the bank moves its invoice's UpdatedDateUTC too. */
  reconcileBumpsInvoice: boolean;
  /** For how long a changed row is missing from lists that do not ask for it by id. Single reads show it at once. */
  listLagSeconds: number;
  /** Whether a list of invoices that names no statuses, ids or numbers shows the voided and deleted ones. */
  goneListedUnasked: boolean;
  /** Whether no two active contacts may have one name, and no two at all one contact number. */
  contactsUnique: boolean;
  /** Where the half cent of a line's amount or tax goes: away from zero, or to the even neighbour. */
  halves: 'away' | 'even';
  /** Whether an internal error is kept under the idempotency key and replayed. */
  cacheServerErrors: boolean;
  /** The longest a write may be applied after its caller lost the connection. A later one is refused when scripted. */
  lateApplyMaxSeconds: number;
  /** Whether a late write holds its idempotency key from the moment it was sent (a repeat then waits for it). */
  lateApplyHoldsKey: boolean;
  draftAllowedInLockedPeriod: boolean;
  dueDateRequiredOnApproval: boolean;
  voidedNumberReusable: boolean;
  /** Whether the grant dies once the user's last connection to the app is gone. */
  refreshDiesWithLastConnection: boolean;
}

export const defaultAssumptions: Assumptions = {
  deletedPaymentsListed: true,
  paymentBumpsInvoice: true,
  reconcileBumpsInvoice: true,
  listLagSeconds: 0,
  goneListedUnasked: false,
  contactsUnique: true,
  halves: 'away',
  cacheServerErrors: true,
  lateApplyMaxSeconds: 90,
  lateApplyHoldsKey: false,
  draftAllowedInLockedPeriod: true,
  dueDateRequiredOnApproval: true,
  voidedNumberReusable: false,
  refreshDiesWithLastConnection: true,
};
