import type { DocumentRow } from '@bridge/application';
import { related, relatedId, type Resource } from '../client/json-api.js';
import { approvalOf, subsidiaryOf } from './expense.js';
import { toExportMark } from './export-mark.js';
import { isFinalised } from './invoice.js';
import { isFinalisedOrder } from './purchase-order.js';
import { present, readDay, readInstant, readMoney, readText, required } from './values.js';
import type { WebLinks } from './web-links.js';

export const invoiceRowIncludes = 'company,subsidiary';
export const expenseRowIncludes = 'deal,deal.subsidiary,vendor,attachment';

export function toInvoiceRow(resource: Resource, organisationId: string, links: WebLinks): DocumentRow {
  const currency = required(readText(resource, 'currency'), resource, 'currency');
  const company = related(resource, 'company');
  const number = readText(resource, 'number');
  return {
    kind: 'invoice',
    sourceId: resource.id,
    subsidiaryId: relatedId(resource, 'subsidiary') ?? '',
    title: readText(resource, 'subject') ?? number ?? '',
    issuedOn: required(readDay(resource, 'invoiced_on'), resource, 'invoiced_on'),
    net: readMoney(resource, 'amount', currency),
    total: readMoney(resource, 'amount_with_tax', currency),
    progress: readText(resource, 'sent_on') !== undefined ? 'sent' : isFinalised(resource) ? 'finalised' : 'draft',
    isCreditNote: Number(resource.attributes['invoice_type_id']) === 2,
    url: links.of(organisationId, 'invoice', resource.id),
    changedAt: changedAt(resource, 'last_activity_at'),
    ...present({
      number,
      companyId: company?.id,
      companyName: company && readText(company, 'name'),
      dueOn: readDay(resource, 'pay_on'),
      paidOn: readDay(resource, 'paid_on'),
      exportedAs: exportedAs(resource),
    }),
  };
}

export function toExpenseRow(resource: Resource, organisationId: string, links: WebLinks): DocumentRow {
  const currency = required(readText(resource, 'currency'), resource, 'currency');
  const vendor = related(resource, 'vendor');
  return {
    kind: 'expense',
    sourceId: resource.id,
    subsidiaryId: subsidiaryOf(resource),
    title: readText(resource, 'name') ?? '',
    issuedOn: required(readDay(resource, 'date'), resource, 'date'),
    net: readMoney(resource, 'total_amount', currency),
    total: readMoney(resource, 'total_amount_with_tax', currency),
    progress: approvalOf(resource),
    isCreditNote: readMoney(resource, 'total_amount', currency).minor < 0n,
    url: links.of(organisationId, 'expense', resource.id),
    changedAt: changedAt(resource, 'updated_at'),
    ...present({
      companyId: vendor?.id,
      companyName: vendor && readText(vendor, 'name'),
      dueOn: readDay(resource, 'pay_on'),
      paidOn: readDay(resource, 'paid_on'),
      exportedAs: exportedAs(resource),
    }),
  };
}

export function toPurchaseOrderRow(resource: Resource, organisationId: string, links: WebLinks): DocumentRow {
  const currency = required(readText(resource, 'currency'), resource, 'currency');
  const vendor = related(resource, 'vendor');
  const number = readText(resource, 'number');
  return {
    kind: 'purchase_order',
    sourceId: resource.id,
    subsidiaryId: subsidiaryOf(resource),
    title: readText(resource, 'subject') ?? number ?? '',
    issuedOn: required(readDay(resource, 'issued_on'), resource, 'issued_on'),
    net: readMoney(resource, 'total_cost', currency),
    total: readMoney(resource, 'total_cost_with_tax', currency),
    progress: isFinalisedOrder(resource) ? 'finalised' : 'draft',
    isCreditNote: false,
    url: links.of(organisationId, 'purchase_order', resource.id),
    changedAt: changedAt(resource, 'created_at'),
    ...present({
      number,
      companyId: vendor?.id,
      companyName: vendor && readText(vendor, 'name'),
      exportedAs: exportedAs(resource),
    }),
  };
}

/** Empty when it is exported under no id. */
function exportedAs(resource: Resource): string | undefined {
  const mark = toExportMark(resource);
  return mark.isExported ? (mark.ledgerId ?? '') : undefined;
}

function changedAt(resource: Resource, name: string): number {
  return readInstant(resource, name) ?? required(readInstant(resource, 'created_at'), resource, name);
}
