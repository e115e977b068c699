export { type MoneyView, type PageView } from './money.js';
export { type SettingsCardName, type ProblemView, type ProblemDocument } from './problems.js';
export { SignInRequest, type SessionView, type SandboxView, type ExpensePaymentSectionView } from './session.js';
export {
  connectionStatuses,
  type ConnectionStatus,
  type ConnectionView,
  type SubsidiaryView,
  BeginConnectRequest,
  type ConsentView,
  ChooseOrganisationRequest,
  type ContactView,
} from './connections.js';
export {
  OptionsBody,
  NoTaxBody,
  TaxRatesBody,
  InvoicesBody,
  ExpensesBody,
  PaymentsBody,
  PurchaseOrdersBody,
  SettingsBody,
  SaveSettingsRequest,
  type CardView,
  type AccountChoice,
  type TaxRateChoice,
  type SettingsView,
  type ChartView,
} from './settings.js';
export {
  documentKinds,
  type DocumentKindName,
  copyStatusNames,
  type CopyStatusName,
  type CopyView,
  type DayChange,
  type AmountChange,
  type DocumentView,
  type DocumentsQuery,
} from './documents.js';
export {
  initialStatusNames,
  type InitialStatusName,
  copyWays,
  type CopyWayName,
  CopyRequestBody,
  type LedgerEditionView,
  editedFieldNames,
  type EditedFieldName,
  type UpdatePreviewView,
  type LedgerLineView,
  type LedgerDocumentView,
  type SourceDocumentView,
  type PreviewView,
  exportStateNames,
  type ExportStateName,
  type ExportView,
  type ExportsView,
  type ExportsRefusedDocument,
  type ProgressView,
  type ExportDetailView,
  type TimelineEntry,
  ExportIdsBody,
  type RetryView,
  MarkCopiedBody,
} from './copies.js';
export {
  type TrancheView,
  type ImportView,
  SyncNowBody,
  RetryTranchesBody,
  reversalDecisions,
  DecideReversalsBody,
  type ExpensePaymentView,
} from './payments.js';
export { type OverviewView, type AuditView, type ChangedEvent } from './activity.js';
export { rightNames, type RightName, type ApiKeyView, NewApiKeyBody, type NewApiKeyView } from './api-keys.js';
export {
  driftKindNames,
  type DriftKindName,
  type DriftView,
  type DriftCheckView,
  type ReconciliationView,
} from './reconciliation.js';
