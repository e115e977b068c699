import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  AnnounceCopies,
  BeginConnect,
  ApplyTranche,
  type Clock,
  CompleteConnect,
  CopyPlanner,
  ImportPayments,
  type LedgerLinks,
  ReadSettings,
  Recollect,
  RefreshDocuments,
  RequestExports,
  ResolveContacts,
  SaveSettings,
  SendExports,
  SendExtras,
  SettleSource,
  SignIn,
  StoredSourceTokens,
  TokenCustody,
} from '@bridge/application';
import { openPersistence, type Persistence } from '@bridge/persistence';
import { createProductive } from '@bridge/productive';
import type { DatabaseWaits } from './idle-time.js';
import { createXero, ledgerLink, type Xero } from '@bridge/xero';

export interface Addresses {
  readonly xeroUrl: string;
  readonly productiveApiUrl: string;
  readonly productiveWebUrl: string;
}

export type Bridge = Awaited<ReturnType<typeof openBridge>>;

/** The product's use cases on the product's adapters, without a queue: a benchmark says itself what runs when. */
export async function openBridge(addresses: Addresses, clock: Clock, databaseUrl?: string, waits?: DatabaseWaits) {
  const opened = await openPersistence({
    ...(databaseUrl !== undefined && { databaseUrl }),
    encryptionKeys: { keys: { '1': randomBytes(32) }, current: '1' },
    jobsFor: () => ({ wake: async () => undefined }),
  });
  const persistence = waits ? watched(opened, waits) : opened;
  const { unitOfWork, leases } = persistence;
  const ids = { next: () => randomUUID() };
  const secrets = {
    create: () => randomBytes(32).toString('base64url'),
    fingerprint: (secret: string) => createHash('sha256').update(secret).digest('hex'),
  };
  const xero = openXero(addresses.xeroUrl, persistence, clock);
  const productive = createProductive({
    apiUrl: addresses.productiveApiUrl,
    webUrl: addresses.productiveWebUrl,
    tokens: new StoredSourceTokens(unitOfWork, clock),
    budget: persistence.sourceBudget(clock),
    clock,
  });
  const { documents, reference, marks, identity } = productive;
  const { access, contacts, chart, changes } = xero;
  const planner = new CopyPlanner(unitOfWork, documents, xero.documents);
  const links: LedgerLinks = (kind, id, shortCode) => ledgerLink(kind, id, shortCode, addresses.xeroUrl);
  const { places } = productive;
  const recollect = new Recollect(unitOfWork, xero.inventory, leases, clock, { places, ledgerLink: links });
  return {
    persistence,
    clock,
    documents,
    changes,
    signIn: new SignIn(identity, unitOfWork, persistence.doorkeeper, secrets, clock),
    beginConnect: new BeginConnect(unitOfWork, reference, access, persistence.directory, secrets, clock),
    completeConnect: new CompleteConnect(unitOfWork, access, persistence.directory, secrets, ids, clock),
    readSettings: new ReadSettings(unitOfWork, chart, reference),
    saveSettings: new SaveSettings(unitOfWork, chart, reference, clock),
    refresh: new RefreshDocuments(unitOfWork, documents, leases, clock),
    requestExports: new RequestExports(planner, unitOfWork, ids, clock, recollect),
    sendExports: new SendExports(
      unitOfWork,
      xero.documents,
      new ResolveContacts(unitOfWork, contacts, clock),
      leases,
      ids,
      clock,
      links,
      recollect,
    ),
    announce: new AnnounceCopies(unitOfWork, marks, leases, clock),
    sendExtras: new SendExtras(unitOfWork, xero.documents, documents, leases, clock, xero.credits),
    settleSource: new SettleSource(
      unitOfWork,
      productive.payments,
      new ApplyTranche(unitOfWork, productive.payments, clock),
      leases,
      clock,
    ),
    importPayments: new ImportPayments(unitOfWork, changes, leases, ids, clock, recollect),
    close: () => persistence.close(),
  };
}

/** Every wait for the database is told. */
function watched(persistence: Persistence, { during, except }: DatabaseWaits): Persistence {
  const { unitOfWork, leases } = persistence;
  return {
    ...persistence,
    unitOfWork: { run: (tenantId, work, lease) => during(() => unitOfWork.run(tenantId, work, lease)) },
    leases: {
      take: (name, forMs) => during(() => leases.take(name, forMs)),
      extend: (lease, forMs) => during(() => leases.extend(lease, forMs)),
      release: (lease) => during(() => leases.release(lease)),
    },
    sourceBudget: (clock) => {
      const budget = persistence.sourceBudget({ now: () => clock.now(), sleep: (ms) => except(() => clock.sleep(ms)) });
      return { take: (name) => during(() => budget.take(name)) };
    },
    budget: (clock) => {
      const budget = persistence.budget({ now: () => clock.now(), sleep: (ms) => except(() => clock.sleep(ms)) });
      return {
        take: (address, purpose) => during(() => budget.take(address, purpose)),
        done: (address, remaining) => during(() => budget.done(address, remaining)),
      };
    },
  };
}

function openXero(url: string, persistence: Persistence, clock: Clock): Xero {
  const opened: Xero = createXero({
    urls: { login: url, identity: url, api: url },
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    redirectUri: 'http://localhost/callback',
    tokens: {
      current: (address) => custody().current(address),
      renew: (address, stale) => custody().renew(address, stale),
    },
    budget: persistence.budget(clock),
    clock,
  });
  const custody = () => new TokenCustody(persistence.unitOfWork, opened.access, persistence.leases, clock);
  return opened;
}
