import {
  add,
  type DocumentKind,
  type SourceExpense,
  type SourceInvoice,
  type SourcePurchaseOrder,
} from '@bridge/domain';
import type { DocumentRow } from '../../documents/document-shelf.js';
import type { CarriedReceipt } from '../../exports/late-receipts.js';
import type { FakeSourceOrganisation, Held } from './fake-organisation.js';

export function rowsOf(organisation: FakeSourceOrganisation, kind: DocumentKind): DocumentRow[] {
  switch (kind) {
    case 'invoice':
      return organisation.invoices().map(invoiceRow);
    case 'expense':
      return organisation.expenses().map(expenseRow);
    case 'purchase_order':
      return organisation.purchaseOrders().map(orderRow);
    default:
      return kind satisfies never;
  }
}

export function receiptsOf(organisation: FakeSourceOrganisation, rows: readonly DocumentRow[]): CarriedReceipt[] {
  return rows.flatMap(({ sourceId }) => {
    const attachment = organisation.expense(sourceId)?.document.attachment;
    return attachment ? [{ expenseId: sourceId, attachment }] : [];
  });
}

function invoiceRow({ document, changedAt, paidOn }: Held<SourceInvoice>): DocumentRow {
  return {
    kind: 'invoice',
    sourceId: document.id,
    subsidiaryId: document.subsidiaryId,
    ...(document.number !== undefined && { number: document.number }),
    title: document.subject ?? document.number ?? '',
    ...(document.party && { companyId: document.party.companyId, companyName: document.party.name }),
    issuedOn: document.invoicedOn,
    ...(document.dueOn !== undefined && { dueOn: document.dueOn }),
    ...(paidOn !== undefined && { paidOn }),
    net: document.net,
    total: document.total,
    progress: document.isSent ? 'sent' : document.isFinalised ? 'finalised' : 'draft',
    isCreditNote: document.isCreditNote,
    ...(document.exportMark.isExported && { exportedAs: document.exportMark.ledgerId ?? '' }),
    url: document.url,
    changedAt,
  };
}

function expenseRow({ document, changedAt }: Held<SourceExpense>): DocumentRow {
  return {
    kind: 'expense',
    sourceId: document.id,
    subsidiaryId: document.subsidiaryId,
    title: document.name,
    ...(document.vendor && { companyId: document.vendor.companyId, companyName: document.vendor.name }),
    issuedOn: document.spentOn,
    ...(document.dueOn !== undefined && { dueOn: document.dueOn }),
    ...(document.paidOn !== undefined && { paidOn: document.paidOn }),
    net: document.net,
    total: add(document.net, document.tax),
    progress: document.approval,
    isCreditNote: document.net.minor < 0n,
    ...(document.exportMark.isExported && { exportedAs: document.exportMark.ledgerId ?? '' }),
    url: document.url,
    changedAt,
  };
}

function orderRow({ document, changedAt }: Held<SourcePurchaseOrder>): DocumentRow {
  return {
    kind: 'purchase_order',
    sourceId: document.id,
    subsidiaryId: document.subsidiaryId,
    ...(document.number !== undefined && { number: document.number }),
    title: document.subject ?? document.number ?? '',
    ...(document.vendor && { companyId: document.vendor.companyId, companyName: document.vendor.name }),
    issuedOn: document.issuedOn,
    net: document.net,
    total: add(document.net, document.tax),
    progress: document.isFinalised ? 'finalised' : 'draft',
    isCreditNote: false,
    url: document.url,
    changedAt,
  };
}
