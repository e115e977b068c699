import { subtract, type SourcePurchaseOrder } from '@bridge/domain';
import { related, type Resource } from '../client/json-api.js';
import { subsidiaryOf, toExpense } from './expense.js';
import { toExportMark } from './export-mark.js';
import { toCompany } from './party.js';
import { present, readDay, readMoney, readText, required } from './values.js';
import type { WebLinks } from './web-links.js';

export const purchaseOrderIncludes = 'deal,deal.subsidiary,vendor';

const FINALISED = 2;

/** Needs `purchaseOrderIncludes`, and the expenses of the order with their own. Its subsidiary is its budget's. */
export function toPurchaseOrder(
  resource: Resource,
  lines: readonly Resource[],
  organisationId: string,
  links: WebLinks,
): SourcePurchaseOrder {
  const currency = required(readText(resource, 'currency'), resource, 'currency');
  const net = readMoney(resource, 'total_cost', currency);
  const vendor = related(resource, 'vendor');
  return {
    kind: 'purchase_order',
    id: resource.id,
    url: links.of(organisationId, 'purchase_order', resource.id),
    subsidiaryId: subsidiaryOf(resource),
    isFinalised: isFinalisedOrder(resource),
    issuedOn: required(readDay(resource, 'issued_on'), resource, 'issued_on'),
    currency,
    lines: lines.map((line) => toExpense(line, organisationId, links)),
    net,
    tax: subtract(readMoney(resource, 'total_cost_with_tax', currency), net),
    exportMark: toExportMark(resource),
    ...present({
      number: readText(resource, 'number'),
      subject: readText(resource, 'subject'),
      deliverOn: readDay(resource, 'delivery_on'),
      vendor: vendor && toCompany(vendor),
    }),
  };
}

export function isFinalisedOrder(resource: Resource): boolean {
  return Number(resource.attributes['status_id']) === FINALISED;
}
