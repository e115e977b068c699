/** What the public sources leave open. The product must be safe under every value; a test may flip any of them. */
export interface Assumptions {
  /** Whether GET /Payments lists deleted payments when nobody asks for them. */
  deletedPaymentsListed: boolean;
  /** Whether a payment or an allocation moves the invoice's UpdatedDateUTC. */
  paymentBumpsInvoice: boolean;
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
  cacheServerErrors: true,
  lateApplyMaxSeconds: 90,
  lateApplyHoldsKey: false,
  draftAllowedInLockedPeriod: true,
  dueDateRequiredOnApproval: true,
  voidedNumberReusable: false,
  refreshDiesWithLastConnection: true,
};
