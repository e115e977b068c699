import { CheckConnection } from '../../connections/check-connection.js';
import { ChooseOrganisation } from '../../connections/choose-organisation.js';
import { AnnounceCopies } from '../../exports/announce-copies.js';
import { CopyPlanner } from '../../exports/copy-planner.js';
import type { LedgerContacts } from '../../exports/ledger-contacts.js';
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
import { ImportPayments } from '../../payments/import-payments.js';
import type { LedgerChanges } from '../../payments/ledger-changes.js';
import { RetryTranches } from '../../payments/retry-tranches.js';
import { SettleSource } from '../../payments/settle-source.js';
import type { SourcePayments } from '../../payments/source-payments.js';
import type { Clock } from '../../runtime/clock.js';
import type { Ids } from '../../runtime/ids.js';
import type { Leases } from '../../runtime/leases.js';
import type { UnitOfWork } from '../../runtime/unit-of-work.js';
import { SaveSettings } from '../../settings/save-settings.js';
import type { LedgerChart } from '../../settings/charts.js';
import type { SourceReference } from '../../settings/source-reference.js';

export interface BridgePorts {
  readonly unitOfWork: UnitOfWork;
  readonly leases: Leases;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly ledgerDocuments: LedgerDocuments;
  readonly ledgerContacts: LedgerContacts;
  readonly ledgerChanges: LedgerChanges;
  readonly ledgerChart: LedgerChart;
  readonly sourceDocuments: SourceDocuments;
  readonly sourceMarks: SourceMarks;
  readonly sourcePayments: SourcePayments;
  readonly sourceReference: SourceReference;
}

/** The production use cases, wired as the API wires them. */
export function wireUseCases(ports: BridgePorts) {
  const { unitOfWork, leases, clock, ids } = ports;
  const planner = new CopyPlanner(unitOfWork, ports.sourceDocuments);
  const contacts = new ResolveContacts(unitOfWork, ports.ledgerContacts, clock);
  const applyTranche = new ApplyTranche(unitOfWork, ports.sourcePayments, clock);
  return {
    planner,
    requestExports: new RequestExports(planner, unitOfWork, ids, clock),
    sendExports: new SendExports(unitOfWork, ports.ledgerDocuments, contacts, leases, ids, clock, linkInto),
    retryExports: new RetryExports(planner, unitOfWork, clock),
    skipExports: new SkipExports(unitOfWork, clock),
    announceCopies: new AnnounceCopies(unitOfWork, ports.sourceMarks, leases, clock),
    sendExtras: new SendExtras(unitOfWork, ports.ledgerDocuments, ports.sourceDocuments, leases, clock),
    markCopied: new MarkCopied(unitOfWork, ports.sourceDocuments, ports.ledgerChanges, clock, linkInto),
    unlinkCopy: new UnlinkCopy(unitOfWork, ports.sourceMarks, clock),
    importPayments: new ImportPayments(unitOfWork, ports.ledgerChanges, leases, ids, clock),
    settleSource: new SettleSource(unitOfWork, ports.sourcePayments, applyTranche, leases, clock),
    retryTranches: new RetryTranches(unitOfWork, clock),
    refreshDocuments: new RefreshDocuments(unitOfWork, ports.sourceDocuments, leases, clock),
    saveSettings: new SaveSettings(unitOfWork, ports.ledgerChart, ports.sourceReference, clock),
    checkConnection: new CheckConnection(unitOfWork, ports.ledgerChart, clock),
    chooseOrganisation: new ChooseOrganisation(unitOfWork, ports.directory, clock),
  };
}

export type UseCases = ReturnType<typeof wireUseCases>;

function linkInto(kind: 'invoice' | 'expense', ledgerId: string): string {
  return `https://books.example/${kind}/${ledgerId}`;
}
