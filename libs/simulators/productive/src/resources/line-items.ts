import type { Problem } from '../wire/refusal.js';
import { invalid } from '../wire/refusal.js';
import { numberOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { invoiceTotals, withLineAmounts } from './invoice-totals.js';
import type { Desk, Resource } from './resource.js';
import { everything, filter, filters, through } from './resource.js';
import { sentLock } from './sent-lock.js';

export const lineItems: Resource = {
  type: 'line_items',
  stamps: [],
  item: 'LineItem',
  operations: everything,
  feature: 'financials',
  members: 'nothing',
  bulk: ['create', 'update', 'delete'],
  relations: {
    invoice: 'invoices',
    service: 'services',
    expense: 'expenses',
    service_type: 'service_types',
    tax_rate: 'tax_rates',
    kpd_code: 'kpd_codes',
  },
  writable: {
    description: 'text',
    quantity: 'decimal',
    unit_id: 'whole',
    unit_price: 'money',
    discount: 'decimal',
    position: 'whole',
    tax_name: 'text',
    tax_value: 'decimal',
  },
  writableLinks: ['invoice', 'service', 'expense', 'service_type', 'tax_rate', 'kpd_code'],
  required: ['invoice', 'quantity', 'unit_price', 'tax_rate'],
  money: ['unit_price', 'amount', 'amount_tax', 'amount_with_tax'],
  filters: {
    ...filters('id', 'id invoice_id service_id expense_id service_type_id creator_id updater_id'),
    ...filters('number', 'unit_id discount tax_value'),
    ...filters('text', 'tax_name description'),
    company_id: filter('id', (row, world) => {
      const invoice = through(row, world, ['invoice', 'invoices']);
      return invoice === undefined ? null : linkOf(invoice, 'company');
    }),
  },
  sorts: {},
  initial: (desk, draft) => ({
    attributes: {
      description: null,
      unit_id: 2,
      discount: null,
      position: positionOf(desk, draft),
      tax_name: null,
      tax_value: null,
      manual_entry: true,
    },
    links: {
      service: null,
      expense: null,
      service_type: serviceTypeOf(desk, draft),
      kpd_code: null,
      creator: desk.personId,
      updater: desk.personId,
    },
  }),
  derive: (desk, row) => {
    const invoice = desk.world.find('invoices', linkOf(row, 'invoice'));
    const attributes = {
      ...row.attributes,
      currency: invoice?.attributes['currency'] ?? null,
      exchange_rate: invoice?.attributes['exchange_rate'] ?? '1.0',
    };
    return withLineAmounts(desk, { ...row, attributes });
  },
  hiddenAttributes: ['exchange_rate'],
  check: (desk, next, previous) => {
    const problems: Problem[] = [...sentLock(desk, desk.world.find('invoices', linkOf(next, 'invoice')))];
    const rate = desk.world.find('tax_rates', linkOf(next, 'tax_rate'));
    const isNewRate = previous === null || linkOf(previous, 'tax_rate') !== rate?.id;
    if (isNewRate && desk.via === 'api' && rate?.attributes['archived_at'] != null)
      problems.push(invalid('tax_rate', 'is archived'));
    const discount = numberOf(next.attributes['discount']);
    if (discount < 0 || discount > 100) problems.push(invalid('discount', 'must be between 0 and 100'));
    const invoice = desk.world.find('invoices', linkOf(next, 'invoice'));
    if (invoice?.attributes['invoice_type_id'] === 2 && numberOf(next.attributes['quantity']) >= 0)
      problems.push(invalid('quantity', 'must be less than 0'));
    if (previous !== null && linkOf(previous, 'invoice') !== linkOf(next, 'invoice'))
      problems.push(invalid('invoice', 'can not be changed'));
    return problems;
  },
  checkRemoval: (desk, row) => sentLock(desk, desk.world.find('invoices', linkOf(row, 'invoice'))),
  settle: (desk, next, previous) => refreshInvoice(desk, next ?? previous, 'line'),
};

/** Recomputes the invoice of a line or a payment, and reports it as updated where the assumption says so. */
export function refreshInvoice(desk: Desk, part: Row | null, cause: 'line' | 'payment'): void {
  const invoice = part === null ? undefined : desk.world.find('invoices', linkOf(part, 'invoice'));
  if (invoice === undefined) return;
  const stamp = new Date(desk.now).toISOString();
  const row = desk.world.put(invoiceTotals(desk, invoice));
  const bumped = desk.world.change(row, {
    updated_at: stamp,
    ...(desk.assumptions.lastActivityBumpedByAllEdits ? { last_activity_at: stamp } : {}),
  });
  const announced =
    cause === 'line'
      ? desk.assumptions.lineItemChangeFiresInvoiceWebhook
      : desk.assumptions.paymentChangeFiresInvoiceWebhook;
  if (announced) desk.notices.push({ kind: 'update', row: bumped, changeset: {} });
}

function positionOf(desk: Desk, draft: Row): number {
  const invoice = desk.world.find('invoices', linkOf(draft, 'invoice'));
  return invoice === undefined ? 1 : desk.world.of(invoice, 'line_items', 'invoice').length + 1;
}

function serviceTypeOf(desk: Desk, draft: Row): string | null {
  const service = desk.world.find('services', linkOf(draft, 'service'));
  return service === undefined ? null : linkOf(service, 'service_type');
}
