import type { Instant } from '@bridge/domain';
import { CheckConnection } from '../../connections/check-connection.js';
import { ChooseOrganisation } from '../../connections/choose-organisation.js';
import { CopyAutomatically } from '../../exports/copy-automatically.js';
import { AnnounceCopies } from '../../exports/announce-copies.js';
import { CopyPlanner } from '../../exports/copy-planner.js';
import type { LedgerContacts } from '../../exports/ledger-contacts.js';
import type { LedgerCredits } from '../../exports/ledger-credits.js';
import type { LedgerDocuments } from '../../exports/ledger-documents.js';
import { MarkCopied } from '../../exports/mark-copied.js';
import { RequestExports } from '../../exports/request-exports.js';
import { ResolveContacts } from '../../exports/resolve-contacts.js';
import { RetryExports } from '../../exports/retry-exports.js';
import { SendExports } from '../../exports/send-exports.js';
import { SendExtras } from '../../exports/send-extras.js';
import { SkipExports } from '../../exports/skip-exports.js';
import type { SourceMarks } from '../../exports/source-marks.js';
import { UnlinkCopy } from '../../exports/unlink-copy.js';
import type { Directory } from '../../connections/directory.js';
import { RefreshDocuments } from '../../documents/refresh-documents.js';
import type { SourceDocuments } from '../../documents/source-documents.js';
import { ApplyTranche } from '../../payments/apply-tranche.js';
import { DecideReversals } from '../../payments/decide-reversals.js';
import { ImportPayments } from '../../payments/import-payments.js';
import type { LedgerChanges } from '../../payments/ledger-changes.js';
import type { LedgerInventory } from '../../reconciliation/ledger-inventory.js';
import { CheckDrift } from '../../reconciliation/check-drift.js';
import { Recollect } from '../../reconciliation/recollect.js';
import { RetryTranches } from '../../payments/retry-tranches.js';
import { SettleSource } from '../../payments/settle-source.js';
import type { SourcePayments } from '../../payments/source-payments.js';
import type { Clock } from '../../runtime/clock.js';
import type { Ids } from '../../runtime/ids.js';
import type { Leases } from '../../runtime/leases.js';
import type { UnitOfWork } from '../../runtime/unit-of-work.js';
import { SaveSettings } from '../../settings/save-settings.js';
import type { LedgerForm } from '@bridge/domain';
import type { LedgerChart } from '../../settings/charts.js';
import { RecentReference } from '../../settings/recent-reference.js';
import type { SourceReference } from '../../settings/source-reference.js';

export interface BridgePorts {
  readonly unitOfWork: UnitOfWork;
  readonly leases: Leases;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly ledgerCredits: LedgerCredits;
  readonly ledgerDocuments: LedgerDocuments;
  readonly ledgerContacts: LedgerContacts;
  readonly ledgerChanges: LedgerChanges;
  readonly ledgerChart: LedgerChart;
  readonly ledgerInventory: LedgerInventory;
  /** What one process remembers of each connection; absent: it has just been started. */
  readonly remembered?: Map<string, Instant>;
  /** Documents in one call; absent: as many as the product sends. */
  readonly batchSize?: number | undefined;
  readonly sourceDocuments: SourceDocuments;
  readonly sourceMarks: SourceMarks;
  readonly sourcePayments: SourcePayments;
  readonly sourceReference: SourceReference;
}

/** The production use cases, wired as the API wires them. */
export function wireUseCases(ports: BridgePorts) {
  const { unitOfWork, leases, clock, ids } = ports;
  const planner = new CopyPlanner(unitOfWork, ports.sourceDocuments, ports.ledgerDocuments);
  const contacts = new ResolveContacts(unitOfWork, ports.ledgerContacts, clock);
  const applyTranche = new ApplyTranche(unitOfWork, ports.sourcePayments, clock);
  const adopters = { places: placeOf, ledgerLink: linkInto };
  const recollect = new Recollect(unitOfWork, ports.ledgerInventory, leases, clock, adopters, ports.remembered);
  const reference = new RecentReference(ports.sourceReference, clock);
  const requestExports = new RequestExports(planner, unitOfWork, ids, clock, recollect);
  return {
    planner,
    recollect,
    checkDrift: new CheckDrift(unitOfWork, ports.ledgerInventory, leases, clock, adopters),
    requestExports,
    copyAutomatically: new CopyAutomatically(unitOfWork, requestExports, clock),
    sendExports: new SendExports(
      unitOfWork,
      ports.ledgerDocuments,
      contacts,
      leases,
      ids,
      clock,
      linkInto,
      recollect,
      ports.batchSize,
    ),
    retryExports: new RetryExports(planner, unitOfWork, clock),
    skipExports: new SkipExports(unitOfWork, clock),
    announceCopies: new AnnounceCopies(unitOfWork, ports.sourceMarks, leases, clock),
    sendExtras: new SendExtras(
      unitOfWork,
      ports.ledgerDocuments,
      ports.sourceDocuments,
      leases,
      clock,
      ports.ledgerCredits,
    ),
    markCopied: new MarkCopied(
      unitOfWork,
      ports.sourceDocuments,
      ports.ledgerChanges,
      ports.sourcePayments,
      clock,
      linkInto,
    ),
    unlinkCopy: new UnlinkCopy(unitOfWork, ports.sourceMarks, clock),
    importPayments: new ImportPayments(unitOfWork, ports.ledgerChanges, leases, ids, clock, recollect),
    settleSource: new SettleSource(unitOfWork, ports.sourcePayments, applyTranche, leases, clock),
    retryTranches: new RetryTranches(unitOfWork, clock),
    decideReversals: new DecideReversals(unitOfWork, clock),
    refreshDocuments: new RefreshDocuments(unitOfWork, ports.sourceDocuments, leases, clock),
    saveSettings: new SaveSettings(unitOfWork, ports.ledgerChart, ports.sourceReference, clock),
    checkConnection: new CheckConnection(unitOfWork, ports.ledgerChart, reference, clock),
    chooseOrganisation: new ChooseOrganisation(unitOfWork, ports.directory, clock),
  };
}

export type UseCases = ReturnType<typeof wireUseCases>;

/** The pages of the fake source’s documents. */
export function placeOf(tenantId: string, url: string) {
  const [, tenant, page, sourceId] =
    /^https:\/\/app\.productive\.io\/(\w+)\/(invoices|expenses)\/(\w+)$/.exec(url) ?? [];
  if (tenant !== tenantId || sourceId === undefined) return undefined;
  return { kind: page === 'invoices' ? ('invoice' as const) : ('expense' as const), sourceId };
}

function linkInto(form: LedgerForm, ledgerId: string): string {
  return `https://books.example/${form}/${ledgerId}`;
}
