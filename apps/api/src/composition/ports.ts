import {
  AccessTokens,
  ActivityFigures,
  ActivityList,
  ApiKeys,
  CallBudget,
  Clock,
  Directory,
  DocumentList,
  Doorkeeper,
  DueWork,
  Ids,
  Jobs,
  Leases,
  LedgerAccess,
  LedgerChanges,
  LedgerChart,
  LedgerContacts,
  LedgerCredits,
  LedgerDocuments,
  LedgerInventory,
  ReconciliationList,
  Secrets,
  SourceDocuments,
  SourceHooks,
  SourceIdentity,
  SourceMarks,
  SourcePayments,
  SourceReference,
  SourceBudget,
  SourceTokens,
  StoredSourceTokens,
  TokenCustody,
  UnitOfWork,
} from '@bridge/application';
import type { Persistence } from '@bridge/persistence';
import { createProductive, type Productive } from '@bridge/productive';
import { createXero, type Xero } from '@bridge/xero';
import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Environment } from '../environment/read-environment.js';
import { Metrics } from '../health/metrics.js';
import { CryptoSecrets } from './crypto-secrets.js';
import { RandomIds } from './random-ids.js';
import type { Stores } from './stores.js';
import { SystemClock } from './system-clock.js';
import { part, type Token } from './wiring.js';

export const ENVIRONMENT = Symbol('environment');
export const LOG = Symbol('log');
export const STORES = Symbol('stores');
const XERO = Symbol('xero');
export const PRODUCTIVE = Symbol('productive');

/** Where Xero sends people back to; registered with the app, to the letter. */
export const consentCallback = '/api/v1/connections/callback';

const ofStores = <T>(token: Token<T>, pick: (persistence: Persistence, stores: Stores) => T) =>
  part<T, Stores>(token, STORES, (stores) => pick(stores.persistence, stores));
const ofXero = <T>(token: Token<T>, pick: (xero: Xero) => T) =>
  part<T, OpenedXero>(token, XERO, ({ xero }) => pick(xero));
const ofProductive = <T>(token: Token<T>, pick: (productive: Productive) => T) =>
  part<T, Productive>(token, PRODUCTIVE, pick);

/** Every port, on its real implementation. */
export const ports: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  { provide: Ids, useClass: RandomIds },
  { provide: Secrets, useClass: CryptoSecrets },
  { provide: Metrics, useFactory: () => new Metrics() },
  ofStores(UnitOfWork, (persistence) => persistence.unitOfWork),
  ofStores(Leases, (persistence) => persistence.leases),
  ofStores(Doorkeeper, (persistence) => persistence.doorkeeper),
  ofStores(ApiKeys, (persistence) => persistence.apiKeys),
  ofStores(Directory, (persistence) => persistence.directory),
  ofStores(DueWork, (persistence) => persistence.dueWork),
  ofStores(DocumentList, (persistence) => persistence.documentList),
  ofStores(ActivityList, (persistence) => persistence.activityList),
  ofStores(ActivityFigures, (persistence) => persistence.activityFigures),
  ofStores(ReconciliationList, (persistence) => persistence.reconciliationList),
  ofStores(Jobs, (_, { queue }) => queue.jobs),
  {
    provide: CallBudget,
    inject: [STORES, Clock],
    useFactory: ({ persistence }: Stores, clock: Clock) => persistence.budget(clock),
  },
  {
    provide: SourceBudget,
    inject: [STORES, Clock],
    useFactory: ({ persistence }: Stores, clock: Clock) => persistence.sourceBudget(clock),
  },
  {
    provide: SourceTokens,
    inject: [UnitOfWork, Clock],
    useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new StoredSourceTokens(unitOfWork, clock),
  },
  {
    provide: PRODUCTIVE,
    inject: [ENVIRONMENT, SourceTokens, SourceBudget, Clock, LOG, Metrics],
    useFactory: openProductive,
  },
  ofProductive(SourceIdentity, (productive) => productive.identity),
  ofProductive(SourceHooks, (productive) => productive.hooks),
  ofProductive(SourceDocuments, (productive) => productive.documents),
  ofProductive(SourceReference, (productive) => productive.reference),
  ofProductive(SourceMarks, (productive) => productive.marks),
  ofProductive(SourcePayments, (productive) => productive.payments),
  {
    provide: XERO,
    inject: [ENVIRONMENT, UnitOfWork, Leases, CallBudget, Clock, LOG, Metrics],
    useFactory: openXero,
  },
  ofXero(LedgerAccess, (xero) => xero.access),
  ofXero(LedgerCredits, (xero) => xero.credits),
  ofXero(LedgerDocuments, (xero) => xero.documents),
  ofXero(LedgerContacts, (xero) => xero.contacts),
  ofXero(LedgerChart, (xero) => xero.chart),
  ofXero(LedgerChanges, (xero) => xero.changes),
  ofXero(LedgerInventory, (xero) => xero.inventory),
  part<TokenCustody, OpenedXero>(TokenCustody, XERO, ({ custody }) => custody),
  { provide: AccessTokens, useExisting: TokenCustody },
];

function openProductive(
  { productive }: Environment,
  tokens: SourceTokens,
  budget: SourceBudget,
  clock: Clock,
  log: Logger,
  metrics: Metrics,
): Productive {
  return createProductive({
    ...productive,
    tokens,
    budget,
    clock,
    log: (entry) => {
      metrics.sourceCalls.inc({ method: entry.method, status: entry.status ?? 0 });
      log.debug({ productive: entry }, 'called Productive');
    },
  });
}

interface OpenedXero {
  readonly xero: Xero;
  readonly custody: TokenCustody;
}

/** The adapter needs tokens, and whoever has them in custody renews them through the adapter: each is made with the other. */
function openXero(
  { xero: settings, publicUrl }: Environment,
  unitOfWork: UnitOfWork,
  leases: Leases,
  budget: CallBudget,
  clock: Clock,
  log: Logger,
  metrics: Metrics,
): OpenedXero {
  const xero: Xero = createXero({
    urls: { login: settings.loginUrl, identity: settings.identityUrl, api: settings.apiUrl },
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    redirectUri: `${publicUrl}${consentCallback}`,
    tokens: {
      current: (address) => custody.current(address),
      renew: (address, stale) => custody.renew(address, stale),
    },
    budget,
    clock,
    log: (entry) => {
      metrics.ledgerCalls.inc({ call: entry.call, status: entry.status });
      log.debug({ xero: entry }, 'called Xero');
    },
  });
  const custody = new TokenCustody(unitOfWork, xero.access, leases, clock);
  return { xero, custody };
}
