export { type FaultKind, Fault, isFault } from './faults/fault.js';
export { Clock } from './runtime/clock.js';
export { Ids } from './runtime/ids.js';
export { type Lease, Leases } from './runtime/leases.js';
export { tasks, type Task, type Wake, Jobs, DueWork } from './runtime/jobs.js';
export { type Store, FencedOff, StoreLost, UnitOfWork } from './runtime/unit-of-work.js';
export { type Letter, Mail } from './alerts/mail.js';
export { type AlertSettings, AlertSettingsStore } from './alerts/alert-settings.js';
export { type Digest, Digests } from './alerts/digests.js';
export { AlertPeople } from './alerts/alert-people.js';
export { SaveAlerts } from './alerts/save-alerts.js';
export { type AuditSubject, type AuditEntry, AuditTrail } from './audit/audit-trail.js';
export { type Finding, Findings } from './audit/findings.js';
export { type Plan, type Tenant, Tenants } from './identity/tenants.js';
export { type SourcePerson, SourceIdentity } from './identity/source-identity.js';
export { SourceBudget } from './identity/source-budget.js';
export { SourceTokens } from './identity/source-tokens.js';
export { rights, type Right, type Session, type ApiKey, Doorkeeper, ApiKeys } from './identity/sessions.js';
export {
  type ConnectionState,
  type GrantedOrganisation,
  type Connection,
  type LedgerAddress,
  addressOf,
} from './connections/connection.js';
export { Connections } from './connections/connections.js';
export { organisationTaken } from './connections/organisation-taken.js';
export { type GrantTokens, type Grant, Grants } from './connections/grants.js';
export { type Consent, LedgerAccess } from './connections/ledger-access.js';
export { type CallPurpose, type RemainingCalls, CallBudget } from './connections/call-budget.js';
export { AccessTokens } from './connections/access-tokens.js';
export { type ConsentRequest, Directory } from './connections/directory.js';
export { Charts, LedgerChart } from './settings/charts.js';
export { type SavedSettings, SettingsStore } from './settings/settings-store.js';
export { Recent } from './runtime/recent.js';
export { RecentReference } from './settings/recent-reference.js';
export { type SourceReferenceData, SourceReference } from './settings/source-reference.js';
export { type LedgerReceipt, type Export } from './exports/export.js';
export { type UpdateTarget } from './updates/update-target.js';
export { ExportConflict, Exports } from './exports/exports.js';
export { type Batch, Batches } from './exports/batches.js';
export { type Extras, type Pending, type Link, Links } from './exports/links.js';
export type { CarriedReceipt } from './exports/late-receipts.js';
export { type Allocation, type LedgerCredit, LedgerCredits } from './exports/ledger-credits.js';
export { ContactBook, type ContactKeys } from './exports/contact-book.js';
export { type ContactPage, type ContactOutcome, LedgerContacts } from './exports/ledger-contacts.js';
export {
  type AddressedDocument,
  type CreateOutcome,
  type CreateAnswer,
  type AttachedFile,
  type SoughtDocument,
  type UpdatedDocument,
  LedgerDocuments,
} from './exports/ledger-documents.js';
export { SourceMarks } from './exports/source-marks.js';
export { type SourceChanges, SourceDocuments, nameOf } from './documents/source-documents.js';
export { type DocumentRow, type WaitingQuery, DocumentShelf } from './documents/document-shelf.js';
export { type Tranche, Tranches } from './payments/tranches.js';
export { Watermarks } from './payments/watermarks.js';
export { type PaymentImport, PaymentImports } from './payments/payment-imports.js';
export {
  type UnreadableRow,
  type DocumentChanges,
  type PaymentChanges,
  LedgerChanges,
} from './payments/ledger-changes.js';
export { type SourcePayment, SourcePayments } from './payments/source-payments.js';
export {
  copyStatuses,
  type CopyStatus,
  type DocumentListRow,
  documentSorts,
  type DocumentQuery,
  type Page,
  DocumentList,
} from './queries/document-list.js';
export { documentListRow } from './queries/document-list-row.js';
export {
  type ExportQuery,
  importOutcomes,
  type ImportOutcome,
  type ImportQuery,
  type TrancheQuery,
  type Counts,
  type ActivityDay,
  type CallUsage,
  type ExpensePayment,
  ActivityList,
  ActivityFigures,
} from './queries/activity-list.js';
export { type Decision, decide, outagePause } from './faults/fault-policy.js';
export { Secrets } from './runtime/secrets.js';
export { type SignedIn, SignIn } from './identity/sign-in.js';
export { type SourceHook, SourceHooks } from './identity/source-hooks.js';
export { CheckPlan } from './identity/check-plan.js';
export { HearSource } from './identity/hear-source.js';
export { StoredSourceTokens } from './identity/stored-source-tokens.js';
export { planProblem } from './identity/plan-gate.js';
export { TokenCustody } from './connections/token-custody.js';
export { type ConnectRequest, BeginConnect } from './connections/begin-connect.js';
export { CompleteConnect } from './connections/complete-connect.js';
export { ChooseOrganisation } from './connections/choose-organisation.js';
export { Disconnect } from './connections/disconnect.js';
export { CheckConnection } from './connections/check-connection.js';
export { type SettingsView, ReadSettings } from './settings/read-settings.js';
export { type SettingsReview, SettingsReviews } from './settings/settings-reviews.js';
export { lastReview, ReviewSettings } from './settings/review-settings.js';
export { type SaveOutcome, SaveSettings } from './settings/save-settings.js';
export { type CopyChoices, type PlannedCopy, CopyPlanner } from './exports/copy-planner.js';
export { CopyAutomatically } from './exports/copy-automatically.js';
export { type CopyRequest, type RequestedExports, RequestExports } from './exports/request-exports.js';
export { matchParties } from './exports/match-parties.js';
export { SearchContacts } from './exports/search-contacts.js';
export { ResolveContacts } from './exports/resolve-contacts.js';
export { type LedgerLinks } from './exports/settle-batch.js';
export { SendExports } from './exports/send-exports.js';
export { AnnounceCopies } from './exports/announce-copies.js';
export { SendExtras } from './exports/send-extras.js';
export { type RetryOutcome, RetryExports } from './exports/retry-exports.js';
export { SkipExports } from './exports/skip-exports.js';
export { UnlinkCopy } from './exports/unlink-copy.js';
export { MarkCopied } from './exports/mark-copied.js';
export { ImportPayments } from './payments/import-payments.js';
export { type ReversalDecision, DecideReversals } from './payments/decide-reversals.js';
export { ApplyTranche } from './payments/apply-tranche.js';
export { SettleSource } from './payments/settle-source.js';
export { RetryTranches } from './payments/retry-tranches.js';
export { RefreshDocuments } from './documents/refresh-documents.js';
export { type InventoryPage, LedgerInventory } from './reconciliation/ledger-inventory.js';
export { type DriftCheck, type Inventory, Inventories } from './reconciliation/inventories.js';
export { type Drift, Drifts } from './reconciliation/drifts.js';
export { type SeenPicture, LedgerPictures } from './reconciliation/ledger-pictures.js';
export {
  type SideDifference,
  type SourceSide,
  type LedgerSide,
  type ReconciliationRow,
  reconciliationSorts,
  type ReconciliationFilter,
  type ReconciliationQuery,
  ReconciliationList,
} from './queries/reconciliation-list.js';
export { type KeptAboutCopy, bothSides } from './queries/both-sides.js';
export { type SourcePlaces, type Adopters } from './reconciliation/adopt-orphans.js';
export { Recollect } from './reconciliation/recollect.js';
export { CheckDrift } from './reconciliation/check-drift.js';
