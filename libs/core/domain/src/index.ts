export { type CurrencyCode, currencyExponent } from './money/currency.js';
export { Decimal, decimal, type DecimalText, isDecimalText } from './money/decimal.js';
export {
  type Money,
  money,
  zero,
  add,
  subtract,
  negate,
  sum,
  compare,
  equal,
  parseMoney,
  roundToMoney,
  toDecimalText,
  toDecimal,
  describeMoney,
} from './money/money.js';
export { type LineFigures, lineAmount, lineTax, type Totals, documentTotals, allocate } from './money/rounding.js';
export { type CalendarDay, type Instant, isCalendarDay, addDays, dayInUtc } from './time/calendar-day.js';
export { type SettingsCard, type Fix, type Problem, type Checked, problem } from './problems/problem.js';
export type { ProblemOwner } from './problems/problem-entry.js';
export { problemCatalogue, type ProblemCode, explainProblem, healsByItself } from './problems/catalogue.js';
export {
  type AccountClass,
  type LedgerAccount,
  type LedgerTaxRate,
  type LedgerOrganisation,
  type TrackingCategory,
  type Chart,
} from './mapping/chart.js';
export { type Side, chooseAccount, checkAccount, chooseTaxRate, checkTaxRate } from './mapping/mapping-rules.js';
export {
  type LedgerContact,
  type ContactMatch,
  contactNumberOf,
  personParty,
  matchContact,
} from './mapping/contact-matching.js';
export {
  type InitialStatus,
  type StatusSetting,
  type ClosedPeriodRule,
  type TrackingRule,
  type TrackingSource,
  MAX_TRACKING,
  type Settings,
  type StoredSettings,
  initialSettings,
  completeSettings,
} from './settings/settings.js';
export {
  type DocumentKind,
  type Party,
  type SourceTaxRate,
  type SourceAttachment,
  type ExportMark,
  type SourceInvoiceLine,
  type SourceInvoice,
  type SourceExpense,
  type SourcePurchaseOrder,
  type SourceDocument,
} from './documents/source-document.js';
export {
  type LedgerTracking,
  type LedgerLine,
  type SalesInvoice,
  type Bill,
  type PurchaseOrder,
  type LedgerDocument,
} from './documents/ledger-document.js';
export { sinceCopied, type Change, type SinceCopied } from './documents/since-copied.js';
export { exportStates, type ExportState, mayMove, move, isOpen } from './exports/export-state.js';
export {
  REPLAY_WINDOW_MS,
  QUARANTINE_MS,
  type LostAnswer,
  type UncertainStep,
  resolveUncertain,
} from './exports/uncertain.js';
export { type LedgerStatus, type LedgerPayment, type LedgerSnapshot } from './payments/ledger-snapshot.js';
export {
  trancheStates,
  type TrancheState,
  moveTranche,
  type KnownTranche,
  isGone,
  trancheToken,
  type PaymentsSince,
} from './payments/tranche.js';
export { OVERLAP_MS, type Watermark, type Cycle, beginCycle, seePage, promote } from './sync/watermark.js';
export { REVIEW_EVERY_DAYS, isReviewDue, driftedMappings } from './settings/review.js';
export { type CardState, type CardStates, validateSettings } from './settings/validate-settings.js';
export { eligibility, type Progress } from './documents/eligible-since.js';
export { type BuildChoices, type Built, isPage, markerOf, readMarker } from './documents/build-options.js';
export { fittingAttachments, MAX_ATTACHMENT_BYTES } from './documents/fitting-attachments.js';
export { withTracking } from './documents/with-tracking.js';
export { toSalesInvoice } from './documents/to-sales-invoice.js';
export { toBill } from './documents/to-bill.js';
export { creditMarker, supplierCreditMarker, toCustomerCredit, toSupplierCredit } from './documents/to-credit-note.js';
export { markerIn, toLedgerDocument } from './documents/to-ledger-document.js';
export { formOf, formOfSource, isCreditForm, type LedgerForm } from './documents/ledger-form.js';
export { orderMarker, toPurchaseOrder } from './documents/to-purchase-order.js';
export { type TranchePlan, planTranches, planSettlement, ledgerPaymentId } from './payments/plan-tranches.js';
export { isMassReversal, isReversal } from './payments/mass-reversal.js';
export { driftKinds, type DriftKind, type Difference } from './drift/drift.js';
export { type LedgerPicture, isLive } from './drift/ledger-picture.js';
export { type KnownCopy, differences } from './drift/differences.js';
export { type EditionLine, type LedgerEdition } from './updates/ledger-edition.js';
export { keepLines, type KeptLine } from './updates/keep-lines.js';
export {
  editedFields,
  type EditedField,
  isSameContent,
  ledgerEdits,
  type LedgerEdit,
  shows,
} from './updates/editions.js';
export { type Standing, hasReached, statusAfterUpdate, whyNotUpdated } from './updates/update-rules.js';
