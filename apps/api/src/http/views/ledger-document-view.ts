import type { LedgerDocumentView, LedgerLineView, SourceDocumentView } from '@bridge/contracts';
import { add, type Chart, type LedgerDocument, type LedgerLine, type SourceDocument } from '@bridge/domain';
import { moneyView } from './plain.js';

/** `chart` gives accounts and rates their names; a code that it does not know stands for itself. */
export function ledgerDocumentView(document: LedgerDocument, chart: Chart | undefined): LedgerDocumentView {
  const reference = document.kind === 'invoice' ? document.reference : undefined;
  const { number, contactId, dueOn, totals } = document;
  return {
    kind: document.kind,
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

export function sourceDocumentView(source: SourceDocument): SourceDocumentView {
  const { url, dueOn } = source;
  const common = { ...(dueOn !== undefined && { dueOn }), net: moneyView(source.net), tax: moneyView(source.tax), url };
  if (source.kind === 'expense')
    return {
      title: source.name,
      ...(source.vendor && { companyName: source.vendor.name }),
      issuedOn: source.spentOn,
      ...common,
      total: moneyView(add(source.net, source.tax)),
      lines: [
        {
          description: source.name,
          quantity: source.quantity,
          net: moneyView(source.net),
          ...(source.taxRate && { taxName: source.taxRate.name }),
          ...(source.serviceType && { serviceType: source.serviceType.name }),
        },
      ],
    };
  return {
    ...(source.number !== undefined && { number: source.number }),
    title: source.subject ?? source.number ?? '',
    ...(source.party && { companyName: source.party.name }),
    issuedOn: source.invoicedOn,
    ...common,
    total: moneyView(source.total),
    lines: source.lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      net: moneyView(line.net),
      ...(line.taxRate && { taxName: line.taxRate.name }),
      ...(line.serviceType && { serviceType: line.serviceType.name }),
    })),
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
    net: moneyView(line.net),
    tax: moneyView(line.tax),
  };
}
