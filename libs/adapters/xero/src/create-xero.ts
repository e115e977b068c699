import type {
  AccessTokens,
  CallBudget,
  Clock,
  LedgerAccess,
  LedgerChanges,
  LedgerChart,
  LedgerContacts,
  LedgerCredits,
  LedgerDocuments,
  LedgerInventory,
} from '@bridge/application';
import { createHttpClient } from '@bridge/http';
import { XeroClient, type XeroLogEntry } from './client/xero-client.js';
import { XeroAccess } from './xero-access.js';
import { XeroChanges } from './xero-changes.js';
import { XeroChart } from './xero-chart.js';
import { XeroContacts } from './xero-contacts.js';
import { XeroCredits } from './xero-credits.js';
import { XeroDocuments } from './xero-documents.js';
import { XeroInventory } from './xero-inventory.js';

export interface XeroOptions {
  readonly urls?: XeroUrls;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As registered with the app, to the letter. */
  readonly redirectUri: string;
  readonly tokens: AccessTokens;
  readonly budget: CallBudget;
  readonly clock: Clock;
  readonly log?: (entry: XeroLogEntry) => void;
}

/** Without a slash at the end. */
export interface XeroUrls {
  readonly login: string;
  readonly identity: string;
  readonly api: string;
}

export const xeroUrls: XeroUrls = {
  login: 'https://login.xero.com',
  identity: 'https://identity.xero.com',
  api: 'https://api.xero.com',
};

export interface Xero {
  readonly access: LedgerAccess;
  readonly credits: LedgerCredits;
  readonly documents: LedgerDocuments;
  readonly contacts: LedgerContacts;
  readonly chart: LedgerChart;
  readonly changes: LedgerChanges;
  readonly inventory: LedgerInventory;
}

/** Every ledger port on Xero. */
export function createXero(options: XeroOptions): Xero {
  const { urls = xeroUrls, tokens, budget, clock, log } = options;
  const client = new XeroClient({ apiUrl: urls.api, tokens, budget, clock, ...(log && { log }) });
  const http = createHttpClient({
    timeoutMs: 15_000,
    maxResponseBytes: 4 * 1024 * 1024,
    allowedHosts: [new URL(urls.api).host],
  });
  return {
    access: new XeroAccess({ ...options, urls, http }),
    credits: new XeroCredits(client),
    documents: new XeroDocuments(client),
    contacts: new XeroContacts(client),
    chart: new XeroChart(client, clock),
    changes: new XeroChanges(client),
    inventory: new XeroInventory(client),
  };
}
