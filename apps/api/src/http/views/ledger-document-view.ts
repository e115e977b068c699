import type { LedgerDocumentView, LedgerLineView, SourceDocumentView } from '@bridge/contracts';
import {
  add,
  type Chart,
  type LedgerDocument,
  type LedgerLine,
  type LedgerTracking,
  type Money,
  type SourceDocument,
  type SourceExpense,
  type SourceInvoice,
  type SourceInvoiceLine,
  type SourcePurchaseOrder,
} from '@bridge/domain';
import { moneyView } from './plain.js';

/** `chart` gives accounts and rates their names; a code that it does not know stands for itself. */
export function ledgerDocumentView(document: LedgerDocument, chart: Chart | undefined): LedgerDocumentView {
  const reference = referenceOf(document);
  const { number, contactId, dueOn, totals } = document;
  return {
    kind: document.kind,
    ...(document.credit && { isCreditNote: true }),
    ...(number !== undefined && { number }),
    ...(reference !== undefined && { reference }),
    contactName: document.party.name,
    ...(contactId !== undefined && { contactId }),
    issuedOn: document.issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    currency: document.currency,
    status: document.status,
    lines: document.lines.map((line) => lineView(line, chart)),
    net: moneyView(totals.net),
    tax: moneyView(totals.tax),
    total: moneyView(totals.total),
    attachments: document.attachments.map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    notes: [...document.notes],
  };
}

/** A customer's credit note carries our marker there. */
function referenceOf(document: LedgerDocument): string | undefined {
  if (document.kind !== 'invoice') return undefined;
  return document.credit ? document.marker : document.reference;
}

export function sourceDocumentView(source: SourceDocument): SourceDocumentView {
  switch (source.kind) {
    case 'invoice':
      return invoiceView(source);
    case 'expense':
      return expenseView(source);
    case 'purchase_order':
      return orderView(source);
    default:
      return source satisfies never;
  }
}

function invoiceView(invoice: SourceInvoice): SourceDocumentView {
  const { number, dueOn } = invoice;
  return {
    ...(number !== undefined && { number }),
    title: invoice.subject ?? number ?? '',
    ...(invoice.party && { companyName: invoice.party.name }),
    issuedOn: invoice.invoicedOn,
    ...(dueOn !== undefined && { dueOn }),
    ...amountsOf(invoice, invoice.total),
    lines: invoice.lines.map((line) => sourceLineView(line, line.description)),
  };
}

function expenseView(expense: SourceExpense): SourceDocumentView {
  const { dueOn } = expense;
  return {
    title: expense.name,
    ...(expense.vendor && { companyName: expense.vendor.name }),
    issuedOn: expense.spentOn,
    ...(dueOn !== undefined && { dueOn }),
    ...amountsOf(expense, add(expense.net, expense.tax)),
    lines: [sourceLineView(expense, expense.name)],
  };
}

function orderView(order: SourcePurchaseOrder): SourceDocumentView {
  const { number } = order;
  return {
    ...(number !== undefined && { number }),
    title: order.subject ?? number ?? '',
    ...(order.vendor && { companyName: order.vendor.name }),
    issuedOn: order.issuedOn,
    ...amountsOf(order, add(order.net, order.tax)),
    lines: order.lines.map((line) => sourceLineView(line, line.name)),
  };
}

function amountsOf({ net, tax, url }: SourceDocument, total: Money) {
  return { net: moneyView(net), tax: moneyView(tax), total: moneyView(total), url };
}

function sourceLineView(
  line: SourceInvoiceLine | SourceExpense,
  description: string,
): SourceDocumentView['lines'][number] {
  return {
    description,
    quantity: line.quantity,
    ...('unitPrice' in line && { unitPrice: line.unitPrice }),
    net: moneyView(line.net),
    ...(line.taxRate && { taxName: line.taxRate.name }),
    ...(line.serviceType && { serviceType: line.serviceType.name }),
  };
}

function lineView(line: LedgerLine, chart: Chart | undefined): LedgerLineView {
  const account = chart?.accounts.find((candidate) => candidate.code === line.accountCode);
  const rate = chart?.taxRates.find((candidate) => candidate.taxType === line.taxType);
  return {
    description: line.description,
    quantity: line.quantity,
    unitAmount: line.unitAmount,
    ...(line.discountPercent !== undefined && { discountPercent: line.discountPercent }),
    accountCode: line.accountCode,
    accountName: account?.name ?? line.accountCode,
    taxType: line.taxType,
    taxName: rate?.name ?? line.taxType,
    ...(line.tracking && { tracking: line.tracking.map((option) => trackingWords(option, chart)) }),
    net: moneyView(line.net),
    tax: moneyView(line.tax),
  };
}

function trackingWords({ categoryId, optionId }: LedgerTracking, chart: Chart | undefined): string {
  const category = chart?.trackingCategories?.find(({ id }) => id === categoryId);
  const option = category?.options.find(({ id }) => id === optionId);
  return `${category?.name ?? categoryId}: ${option?.name ?? optionId}`;
}
