/**
 * Members Xero's answers carry although the published specification does not list them, by schema. Anything else
 * unknown in an answer of ours is a mistake of ours.
 */
export const knownAdditions: Readonly<Record<string, readonly string[]>> = {
  // Dates as strings beside every document date.
  Invoice: ['DateString', 'DueDateString', 'HasValidationErrors'],
  CreditNote: ['DateString', 'DueDateString', 'ID', 'Total', 'HasValidationErrors'],
  Overpayment: ['DateString', 'ID'],
  Prepayment: ['DateString', 'ID'],
  BankTransaction: ['DateString', 'HasErrors', 'HasValidationErrors'],
  PurchaseOrder: ['DateString', 'DeliveryDate', 'DeliveryDateString', 'HasErrors', 'HasValidationErrors'],
  Allocation: ['DateString', 'HasErrors', 'HasValidationErrors'],
  HistoryRecord: ['DateUTCString', 'ValidationErrors', 'HasErrors', 'HasValidationErrors', 'StatusAttributeString'],
  LineItem: ['ValidationErrors'],
  Contact: ['HasErrors', 'PurchasesTrackingCategories'],
  Payment: ['HasErrors'],
  BatchPayment: ['DateString', 'HasErrors', 'HasValidationErrors', 'StatusAttributeString'],
  TrackingOption: ['HasValidationErrors', 'IsDeleted', 'IsArchived', 'IsActive'],
  TaxComponent: ['IsNonRecoverable'],
};

/** Members of every answer around its collection. */
export const envelopeMembers = ['Id', 'Status', 'ProviderName', 'DateTimeUTC', 'pagination', 'Warnings'] as const;

/** Members the specification asks for in requests although Xero sets them itself. */
export const notReallyRequired: Readonly<Record<string, readonly string[]>> = { Allocation: ['Date'] };
