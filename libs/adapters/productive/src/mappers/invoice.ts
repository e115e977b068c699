import type { SourceInvoice } from '@bridge/domain';
import { related, relatedId, type Resource } from '../client/json-api.js';
import { toAttachment } from './attachment.js';
import { commonProject, customFieldsOf } from './budget.js';
import { toExportMark } from './export-mark.js';
import { toInvoiceLine } from './invoice-line.js';
import { toCustomer } from './party.js';
import { present, readDay, readDecimal, readMoney, readText, required } from './values.js';
import type { WebLinks } from './web-links.js';

export const invoiceIncludes =
  'company,subsidiary,document_type,bill_to,attachment,parent_invoice,invoice_attributions.budget.project';

const CREDIT_NOTE = 2;

/** Needs `invoiceIncludes`, and the invoice's lines, which Productive keeps in a list of their own. */
export function toInvoice(
  resource: Resource,
  lines: readonly Resource[],
  organisationId: string,
  links: WebLinks,
): SourceInvoice {
  const currency = required(readText(resource, 'currency'), resource, 'currency');
  const company = related(resource, 'company');
  const attachment = related(resource, 'attachment');
  const discount = readDecimal(resource, 'discount');
  return {
    kind: 'invoice',
    id: resource.id,
    url: links.of(organisationId, 'invoice', resource.id),
    subsidiaryId: relatedId(resource, 'subsidiary') ?? '',
    isCreditNote: Number(resource.attributes['invoice_type_id']) === CREDIT_NOTE,
    isFinalised: isFinalised(resource),
    isSent: readText(resource, 'sent_on') !== undefined,
    invoicedOn: required(readDay(resource, 'invoiced_on'), resource, 'invoiced_on'),
    currency,
    lines: lines.map((line) => toInvoiceLine(line, currency)),
    net: readMoney(resource, 'amount', currency),
    tax: readMoney(resource, 'amount_tax', currency),
    total: readMoney(resource, 'amount_with_tax', currency),
    customFields: customFieldsOf(resource),
    isSample: resource.attributes['sample_data'] === true,
    exportMark: toExportMark(resource),
    ...present({
      number: readText(resource, 'number'),
      creditedInvoiceId: relatedId(resource, 'parent_invoice'),
      subject: readText(resource, 'subject'),
      purchaseOrderNumber: readText(resource, 'purchase_order_number'),
      dueOn: readDay(resource, 'pay_on'),
      discountPercent: isZero(discount) ? undefined : discount,
      party: company && toCustomer(company, related(resource, 'bill_to')),
      documentTypeId: relatedId(resource, 'document_type'),
      project: commonProject(resource),
      attachment: attachment && toAttachment(attachment),
    }),
  };
}

/** `finalized_at` is empty on old finalised invoices, `finalized_on` is not. */
export function isFinalised(resource: Resource): boolean {
  return (readText(resource, 'finalized_on') ?? readText(resource, 'finalized_at')) !== undefined;
}

function isZero(discount: string | undefined): boolean {
  return discount === undefined || Number(discount) === 0;
}
