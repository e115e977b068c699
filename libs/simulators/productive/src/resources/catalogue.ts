import { expenses } from './expenses.js';
import { invoices } from './invoices.js';
import { lineItems } from './line-items.js';
import { payments } from './payments.js';
import { memberships, organizations, people, roles, subscriptions, subsidiaries, users } from './organization.js';
import { companies, contactEntries } from './companies.js';
import {
  bankAccounts,
  customFieldOptions,
  customFields,
  documentTypes,
  exchangeRates,
  serviceTypes,
  taxRates,
} from './settings.js';
import { deals, projects, services } from './budgets.js';
import { attributions } from './invoice-attributions.js';
import { bills, purchaseOrders } from './purchasing.js';
import { attachments } from './attachments.js';
import { integrations, webhookLogs, webhooks } from './connections.js';
import { activities, deletedItems } from './trail.js';
import type { Resource } from './resource.js';

const resources: ReadonlyMap<string, Resource> = new Map(
  [
    invoices,
    lineItems,
    payments,
    expenses,
    organizations,
    memberships,
    subscriptions,
    users,
    people,
    roles,
    subsidiaries,
    companies,
    contactEntries,
    taxRates,
    serviceTypes,
    documentTypes,
    bankAccounts,
    customFields,
    customFieldOptions,
    exchangeRates,
    projects,
    deals,
    services,
    attributions,
    purchaseOrders,
    bills,
    attachments,
    integrations,
    webhooks,
    webhookLogs,
    deletedItems,
    activities,
  ].map((resource) => [resource.type, resource]),
);

export function resourceOf(type: string): Resource | undefined {
  return resources.get(type);
}

/** For types that are known to exist. */
export function requireResource(type: string): Resource {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`no resource ${type}`);
  return resource;
}
