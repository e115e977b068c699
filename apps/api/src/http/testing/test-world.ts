import {
  ActivityFigures,
  ActivityList,
  ApiKeys,
  BeginConnect,
  CheckConnection,
  CheckDrift,
  ChooseOrganisation,
  Clock,
  CompleteConnect,
  CopyPlanner,
  DecideReversals,
  Directory,
  Disconnect,
  DocumentList,
  Doorkeeper,
  Ids,
  ImportPayments,
  MarkCopied,
  ReadSettings,
  RecentReference,
  ReconciliationList,
  Recollect,
  RefreshDocuments,
  RequestExports,
  ResolveContacts,
  RetryExports,
  RetryTranches,
  ReviewSettings,
  SaveAlerts,
  SaveSettings,
  SearchContacts,
  Secrets,
  SendExports,
  SettleSource,
  ApplyTranche,
  SignIn,
  SkipExports,
  SourceReference,
  TokenCustody,
  UnitOfWork,
  UnlinkCopy,
} from '@bridge/application';
import {
  FakeLedger,
  FakeSource,
  FixedClock,
  SequentialIds,
  createMemoryWorld,
  placeOf,
} from '@bridge/application/testing';
import type { Provider } from '@nestjs/common';
import { MailSetup } from '../alerts/mail-setup.js';
import { HttpSettings } from '../http-settings.js';
import { SandboxInfo } from '../session/sandbox-info.js';
import { CountedSecrets } from './counted-secrets.js';

const sandbox = new SandboxInfo(
  [{ name: 'Brightwell Studio', organisationId: '1001', token: 'sandbox-brightwell-admin' }],
  '/sandbox/xero/',
  '/sandbox/productive/',
);

export interface WorldOptions {
  readonly publicUrl?: string;
  readonly isSandbox?: boolean;
  readonly hasMail?: boolean;
}

/** Everything behind the HTTP face, in memory: real use cases over a fake Productive, a fake Xero and a fake database. */
export function createTestWorld({
  publicUrl = 'http://bridge.example',
  isSandbox = true,
  hasMail = true,
}: WorldOptions = {}) {
  const clock = new FixedClock();
  const ids = new SequentialIds();
  const secrets = new CountedSecrets();
  const ledger = new FakeLedger(clock);
  const source = new FakeSource(clock);
  const world = createMemoryWorld({ clock });
  const { unitOfWork, leases, directory, doorkeeper } = world;
  const reference = new RecentReference(source, clock);
  const planner = new CopyPlanner(unitOfWork, source, ledger.documents);
  const tokens = new TokenCustody(unitOfWork, ledger.access, leases, clock);
  const ledgerLink = (kind: string, id: string) => `https://ledger.example/${kind}/${id}`;
  const recollect = new Recollect(unitOfWork, ledger.inventory, leases, clock, { places: placeOf, ledgerLink });
  const checkDrift = new CheckDrift(unitOfWork, ledger.inventory, leases, clock, { places: placeOf, ledgerLink });
  const contacts = new ResolveContacts(unitOfWork, ledger.contacts, clock);
  const sendExports = new SendExports(
    unitOfWork,
    ledger.documents,
    contacts,
    leases,
    ids,
    clock,
    ledgerLink,
    recollect,
  );
  const settleSource = new SettleSource(unitOfWork, source, new ApplyTranche(unitOfWork, source, clock), leases, clock);
  const providers: Provider[] = [
    { provide: Clock, useValue: clock },
    { provide: Ids, useValue: ids },
    { provide: Secrets, useValue: secrets },
    { provide: UnitOfWork, useValue: unitOfWork },
    { provide: Doorkeeper, useValue: doorkeeper },
    { provide: ApiKeys, useValue: world.apiKeys },
    { provide: Directory, useValue: directory },
    { provide: DocumentList, useValue: world.documentList },
    { provide: ActivityList, useValue: world.activityList },
    { provide: ActivityFigures, useValue: world.activityFigures },
    { provide: ReconciliationList, useValue: world.reconciliationList },
    { provide: SourceReference, useValue: source },
    { provide: CopyPlanner, useValue: planner },
    { provide: SignIn, useValue: new SignIn(source, unitOfWork, doorkeeper, secrets, clock) },
    {
      provide: BeginConnect,
      useValue: new BeginConnect(unitOfWork, source, ledger.access, directory, secrets, clock),
    },
    {
      provide: CompleteConnect,
      useValue: new CompleteConnect(unitOfWork, ledger.access, directory, secrets, ids, clock),
    },
    { provide: ChooseOrganisation, useValue: new ChooseOrganisation(unitOfWork, directory, clock) },
    { provide: CheckConnection, useValue: new CheckConnection(unitOfWork, ledger.chart, reference, clock) },
    { provide: Disconnect, useValue: new Disconnect(unitOfWork, ledger.access, directory, tokens, clock) },
    { provide: RecentReference, useValue: reference },
    { provide: ReadSettings, useValue: new ReadSettings(unitOfWork, ledger.chart, source) },
    { provide: ReviewSettings, useValue: new ReviewSettings(unitOfWork, clock) },
    { provide: SaveSettings, useValue: new SaveSettings(unitOfWork, ledger.chart, source, clock) },
    { provide: RefreshDocuments, useValue: new RefreshDocuments(unitOfWork, source, leases, clock) },
    { provide: RequestExports, useValue: new RequestExports(planner, unitOfWork, ids, clock, recollect) },
    { provide: RetryExports, useValue: new RetryExports(planner, unitOfWork, clock) },
    { provide: SearchContacts, useValue: new SearchContacts(unitOfWork, ledger.contacts, clock) },
    { provide: SkipExports, useValue: new SkipExports(unitOfWork, clock) },
    { provide: UnlinkCopy, useValue: new UnlinkCopy(unitOfWork, source, clock) },
    { provide: MarkCopied, useValue: new MarkCopied(unitOfWork, source, ledger.changes, source, clock, ledgerLink) },
    {
      provide: ImportPayments,
      useValue: new ImportPayments(unitOfWork, ledger.changes, leases, ids, clock, recollect),
    },
    { provide: RetryTranches, useValue: new RetryTranches(unitOfWork, clock) },
    { provide: DecideReversals, useValue: new DecideReversals(unitOfWork, clock) },
    { provide: SaveAlerts, useValue: new SaveAlerts(unitOfWork, clock) },
    { provide: MailSetup, useValue: new MailSetup(hasMail) },
    { provide: HttpSettings, useValue: new HttpSettings(publicUrl) },
    ...(isSandbox ? [{ provide: SandboxInfo, useValue: sandbox }] : []),
  ];
  return { clock, ids, secrets, ledger, source, world, providers, sendExports, settleSource, checkDrift };
}

export type TestWorld = ReturnType<typeof createTestWorld>;
