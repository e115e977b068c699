import { defineEntity, p } from '@mikro-orm/core';
import type { DocumentKind, ExportState, LedgerDocument, LedgerStatus, Problem } from '@bridge/domain';
import type { DocumentRow, Extras, LedgerReceipt, Link, Pending, UpdateTarget } from '@bridge/application';
import { day, exactJson, instant, minor } from './columns.js';

export const ExportTable = defineEntity({
  name: 'Export',
  tableName: 'exports',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    connectionId: p.text(),
    kind: p.text().$type<DocumentKind>(),
    sourceId: p.text(),
    copy: p.integer(),
    state: p.text().$type<ExportState>(),
    document: exactJson<LedgerDocument>(),
    notices: exactJson<readonly Problem[]>(),
    problems: exactJson<readonly Problem[]>(),
    correlationId: p.text().nullable(),
    batchId: p.text().nullable(),
    attempts: p.integer(),
    nextAttemptAt: instant(),
    requestedAt: instant(),
    requestedBy: p.text(),
    changedAt: instant(),
    receipt: exactJson<LedgerReceipt>().nullable(),
    target: exactJson<UpdateTarget>().nullable(),
    /** Numbers, company name and problem texts in lower case, one a line. */
    searchText: p.text(),
  },
});

export const BatchTable = defineEntity({
  name: 'Batch',
  tableName: 'batches',
  properties: {
    tenantId: p.text().primary(),
    id: p.text().primary(),
    connectionId: p.text(),
    key: p.text(),
    isUpdate: p.boolean(),
    wire: p.text(),
    exportIds: exactJson<readonly string[]>(),
    firstSentAt: instant(),
    isReplayable: p.boolean(),
    nextAttemptAt: instant(),
    closedAt: instant().nullable(),
  },
});

export const LinkTable = defineEntity({
  name: 'Link',
  tableName: 'links',
  properties: {
    tenantId: p.text().primary(),
    ledgerId: p.text().primary(),
    connectionId: p.text(),
    kind: p.text().$type<DocumentKind>(),
    sourceId: p.text(),
    copy: p.integer(),
    origin: p.text().$type<Link['origin']>(),
    marker: p.text(),
    number: p.text().nullable(),
    url: p.text(),
    linkedAt: instant(),
    linkedBy: p.text(),
    status: p.text().$type<LedgerStatus>(),
    currency: p.text(),
    totalMinor: minor(),
    paidMinor: minor(),
    creditedMinor: minor(),
    dueMinor: minor(),
    settledOn: day().nullable(),
    seenAt: instant(),
    announcement: exactJson<Pending>().nullable(),
    announcementDueAt: instant().nullable(),
    extras: exactJson<Extras>().nullable(),
    extrasDueAt: instant().nullable(),
    settlement: exactJson<NonNullable<Link['settlement']>>().nullable(),
    settlementDueAt: instant().nullable(),
    toldPaidOn: day().nullable(),
    archivedAt: instant().nullable(),
  },
});

export const DocumentTable = defineEntity({
  name: 'Document',
  tableName: 'documents',
  properties: {
    tenantId: p.text().primary(),
    kind: p.text().$type<DocumentKind>().primary(),
    sourceId: p.text().primary(),
    subsidiaryId: p.text(),
    number: p.text().nullable(),
    title: p.text(),
    companyId: p.text().nullable(),
    companyName: p.text().nullable(),
    issuedOn: day(),
    dueOn: day().nullable(),
    paidOn: day().nullable(),
    currency: p.text(),
    netMinor: minor(),
    totalMinor: minor(),
    progress: p.text().$type<DocumentRow['progress']>(),
    eligibleSince: instant().nullable(),
    sentSince: instant().nullable(),
    isCreditNote: p.boolean(),
    exportedAs: p.text().nullable(),
    url: p.text(),
    changedAt: instant(),
    /** What lists sort by, in lower case. */
    numberKey: p.text(),
    companyKey: p.text(),
    /** Number, title and company name in lower case, one a line. */
    searchText: p.text(),
  },
});

export const ShelfFillingTable = defineEntity({
  name: 'ShelfFilling',
  tableName: 'shelf_fillings',
  properties: {
    tenantId: p.text().primary(),
    kind: p.text().$type<DocumentKind>().primary(),
    through: instant(),
  },
});
