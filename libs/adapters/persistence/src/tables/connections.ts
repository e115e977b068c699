import { defineEntity, p } from '@mikro-orm/core';
import type { Chart, LedgerContact, ProblemCode, StoredSettings } from '@bridge/domain';
import type { ConnectionState, GrantedOrganisation, Plan, Tenant } from '@bridge/application';
import { exactJson, instant } from './columns.js';

export const TenantTable = defineEntity({
  name: 'Tenant',
  tableName: 'tenants',
  properties: {
    tenantId: p.text().primary(),
    name: p.text(),
    plan: p.text().$type<Plan>(),
    timeZone: p.text(),
    expensePayments: exactJson<Tenant['expensePayments']>(),
    /** Sealed by the vault. */
    sourceToken: p.text().nullable(),
    /** Sealed by the vault. */
    sourceHooks: p.text().nullable(),
    checkedAt: instant(),
  },
});

export const ConnectionTable = defineEntity({
  name: 'Connection',
  tableName: 'connections',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    subsidiaryId: p.text(),
    subsidiaryName: p.text(),
    state: p.text().$type<ConnectionState>(),
    grantId: p.text(),
    organisationId: p.text().nullable(),
    organisation: exactJson<GrantedOrganisation>().nullable(),
    offered: exactJson<readonly GrantedOrganisation[]>(),
    connectedAt: instant().nullable(),
    connectedBy: p.text(),
    disconnectedAt: instant().nullable(),
    lastImportedAt: instant().nullable(),
    pausedUntil: instant().nullable(),
    pausedFor: p.text().$type<ProblemCode>().nullable(),
    paymentsSwitchedOnAt: instant().nullable(),
  },
});

export const GrantTable = defineEntity({
  name: 'Grant',
  tableName: 'grants',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    ledgerUserId: p.text(),
    ledgerUserName: p.text(),
    /** Sealed by the vault, both tokens. */
    accessToken: p.text(),
    accessExpiresAt: instant(),
    refreshToken: p.text(),
    refreshExpiresAt: instant(),
    scopes: exactJson<readonly string[]>(),
    version: p.integer(),
    refusedAt: instant().nullable(),
  },
});

export const SettingsTable = defineEntity({
  name: 'Settings',
  tableName: 'settings',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    settings: exactJson<StoredSettings>(),
    version: p.integer(),
    savedAt: instant().nullable(),
    savedBy: p.text().nullable(),
  },
});

export const SettingsReviewTable = defineEntity({
  name: 'SettingsReview',
  tableName: 'settings_reviews',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    reviewedAt: instant(),
    reviewedBy: p.text(),
  },
});

export const ChartTable = defineEntity({
  name: 'Chart',
  tableName: 'charts',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    chart: exactJson<Chart>(),
  },
});

export const ContactTable = defineEntity({
  name: 'Contact',
  tableName: 'contacts',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    id: p.text().primary(),
    contact: exactJson<LedgerContact>(),
    isActive: p.boolean(),
    /** Lower case, spaces collapsed: what contacts are matched by. */
    nameKey: p.text(),
    numberKey: p.text().nullable(),
    taxNumberKey: p.text().nullable(),
    emailKey: p.text().nullable(),
    /** Name, e-mail and number in lower case, one a line. */
    searchText: p.text(),
  },
});

export const ContactRefreshTable = defineEntity({
  name: 'ContactRefresh',
  tableName: 'contact_refreshes',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    through: instant(),
  },
});

export const ContactChoiceTable = defineEntity({
  name: 'ContactChoice',
  tableName: 'contact_choices',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    companyId: p.text().primary(),
    contactId: p.text(),
  },
});
