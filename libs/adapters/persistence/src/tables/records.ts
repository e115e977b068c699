import { defineEntity, p } from '@mikro-orm/core';
import type { DocumentKind, DriftKind, Problem, TrancheState } from '@bridge/domain';
import type { AuditSubject, DriftCheck, PaymentImport, Right, SeenPicture } from '@bridge/application';
import { day, exactJson, instant, minor } from './columns.js';

export const TrancheTable = defineEntity({
  name: 'Tranche',
  tableName: 'tranches',
  properties: {
    tenantId: p.text().primary(),
    paymentId: p.text().primary(),
    connectionId: p.text(),
    ledgerId: p.text(),
    sourceInvoiceId: p.text(),
    currency: p.text(),
    amountMinor: minor(),
    paidOn: day(),
    state: p.text().$type<TrancheState>(),
    sourcePaymentId: p.text().nullable(),
    firstSentAt: instant().nullable(),
    attempts: p.integer(),
    nextAttemptAt: instant(),
    problems: exactJson<readonly Problem[]>(),
    seenAt: instant(),
    changedAt: instant(),
  },
});

export const WatermarkTable = defineEntity({
  name: 'Watermark',
  tableName: 'watermarks',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    lowerBound: instant(),
  },
});

export const PaymentImportTable = defineEntity({
  name: 'PaymentImport',
  tableName: 'payment_imports',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    connectionId: p.text(),
    trigger: p.text().$type<PaymentImport['trigger']>(),
    startedAt: instant(),
    finishedAt: instant().nullable(),
    documentsSeen: p.integer(),
    tranchesPlanned: p.integer(),
    removalsPlanned: p.integer(),
    settlementsPlanned: p.integer(),
    problem: exactJson<Problem>().nullable(),
  },
});

export const FindingTable = defineEntity({
  name: 'Finding',
  tableName: 'findings',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    key: p.text().primary(),
    problem: exactJson<Problem>(),
    foundAt: instant(),
    resolvedAt: instant().nullable(),
  },
});

export const InventoryTable = defineEntity({
  name: 'Inventory',
  tableName: 'inventories',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    through: instant(),
    witness: p.text().nullable(),
    doubtedThrough: instant(),
    lastCheck: exactJson<DriftCheck>().nullable(),
  },
});

export const DriftTable = defineEntity({
  name: 'Drift',
  tableName: 'drifts',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    kind: p.text().$type<DriftKind>().primary(),
    ledgerId: p.text().primary(),
    documentKind: p.text().$type<DocumentKind>(),
    sourceId: p.text().nullable(),
    number: p.text().nullable(),
    expected: p.text(),
    shown: p.text(),
    foundAt: instant(),
  },
});

export const LedgerPictureTable = defineEntity({
  name: 'LedgerPicture',
  tableName: 'ledger_pictures',
  properties: {
    tenantId: p.text().primary(),
    connectionId: p.text().primary(),
    ledgerId: p.text().primary(),
    picture: exactJson<SeenPicture['picture']>(),
    seenAt: instant(),
  },
});

export const AuditEntryTable = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entries',
  properties: {
    tenantId: p.text().primary(),
    /** From 1, without gaps, per tenant. */
    position: p.bigint('number').primary(),
    at: instant(),
    by: p.text(),
    action: p.text(),
    subjectKind: p.text().$type<AuditSubject['kind']>(),
    subjectId: p.text(),
    connectionId: p.text().nullable(),
    detail: p.json<Readonly<Record<string, unknown>>>(),
    previousHash: p.text(),
    hash: p.text(),
    /** Made by the database. */
    searchText: p.text().generated('always as (lower(…)) stored').nullable(),
  },
});

export const AuditHeadTable = defineEntity({
  name: 'AuditHead',
  tableName: 'audit_heads',
  properties: {
    tenantId: p.text().primary(),
    position: p.bigint('number'),
    hash: p.text(),
  },
});

export const SessionTable = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    tenantId: p.text().primary(),
    secretHash: p.text().primary(),
    personId: p.text(),
    personName: p.text(),
    createdAt: instant(),
    expiresAt: instant(),
  },
});

export const ApiKeyTable = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    secretHash: p.text(),
    name: p.text(),
    right: p.text().$type<Right>(),
    createdAt: instant(),
    createdBy: p.text(),
    lastUsedAt: instant().nullable(),
    revokedAt: instant().nullable(),
  },
});

export const ConsentRequestTable = defineEntity({
  name: 'ConsentRequest',
  tableName: 'consent_requests',
  properties: {
    tenantId: p.text().primary(),
    secretHash: p.text().primary(),
    subsidiaryId: p.text(),
    subsidiaryName: p.text(),
    sessionHash: p.text(),
    begunBy: p.text(),
    connectionId: p.text().nullable(),
    expiresAt: instant(),
  },
});
