import { exchangeRate } from '../world/currency.js';
import { numberOf, textOf } from '../world/json.js';
import { linkOf } from '../world/row.js';
import type { Resource } from './resource.js';
import { everything, filters, inert, sorts } from './resource.js';

export const purchaseOrders: Resource = {
  type: 'purchase_orders',
  item: 'PurchaseOrder',
  operations: everything,
  feature: 'purchase_orders',
  members: 'nothing',
  bulk: ['update', 'delete'],
  relations: {
    creator: 'people',
    attachment: 'attachments',
    deal: 'deals',
    vendor: 'companies',
    bill_to: 'contact_entries',
    bill_from: 'contact_entries',
    document_type: 'document_types',
  },
  writable: {
    subject: 'text',
    status_id: 'whole',
    issued_on: 'day',
    delivery_on: 'day',
    sent_on: 'day',
    note: 'text',
    currency: 'text',
    subscriber_ids: 'list',
  },
  writableLinks: ['deal', 'vendor', 'document_type', 'attachment'],
  required: ['deal', 'issued_on', 'currency'],
  hiddenAttributes: ['subscriber_ids'],
  money: ['total_cost', 'total_cost_with_tax', 'total_received'],
  filters: {
    ...filters('id', 'id creator_id deal_id vendor_id'),
    ...filters('text', 'number'),
    ...filters('day', 'issued_on delivery_on sent_on'),
    ...filters('instant', 'created_at received_on'),
    ...filters('number', 'payment_status_id status_id total_cost total_cost_with_tax total_received'),
    ...inert('project_id query sent_status'),
  },
  sorts: sorts(
    'created_at deal_id delivery_on id issued_on number payment_status_id received_on sent_on status_id total_cost total_cost_with_tax total_received vendor_id',
  ),
  initial: (desk, draft) => ({
    attributes: {
      number: draft.id,
      subject: null,
      status_id: 1,
      delivery_on: null,
      sent_on: null,
      received_on: null,
      note: null,
      note_interpolated: null,
      footer: null,
      footer_interpolated: null,
      email_key: desk.secret(`po/${draft.id}`),
      payment_status_id: 1,
      sent_status: 2,
      exported: false,
      exported_at: null,
      export_integration_type_id: null,
      export_id: null,
      export_url: null,
      total_cost: 0,
      total_cost_with_tax: 0,
      total_received: 0,
    },
    links: {
      creator: desk.personId,
      attachment: null,
      vendor: null,
      bill_to: null,
      bill_from: null,
      document_type: null,
    },
  }),
  derive: (desk, row) => {
    const lines = desk.world.of(row, 'expenses', 'purchase_order');
    const sum = (name: string): number =>
      lines.reduce((total, { attributes }) => total + numberOf(attributes[name]), 0);
    return {
      ...row,
      attributes: {
        ...row.attributes,
        total_cost: sum('total_amount'),
        total_cost_with_tax: sum('total_amount_with_tax'),
        exchange_rate: exchangeRate(textOf(row.attributes['currency']), desk.currency),
        exchange_date: row.attributes['issued_on'] ?? null,
      },
    };
  },
  settle: (desk, next, previous) => {
    const draft = next?.attributes['status_id'] === 1;
    if (next === null || draft === (previous?.attributes['status_id'] === 1)) return;
    const stamp = new Date(desk.now).toISOString();
    for (const line of desk.world.of(next, 'expenses', 'purchase_order'))
      desk.world.change(line, { draft, updated_at: stamp });
  },
};

export const bills: Resource = {
  type: 'bills',
  item: 'Bill',
  operations: ['show', 'create', 'update', 'delete'],
  feature: 'purchase_orders',
  members: 'nothing',
  relations: { purchase_order: 'purchase_orders', creator: 'people', deal: 'deals', attachment: 'attachments' },
  writable: { date: 'day', due_date: 'day', invoice_number: 'text' },
  writableLinks: ['purchase_order', 'attachment'],
  required: ['date', 'purchase_order'],
  money: ['total_cost', 'total_received'],
  initial: (desk, draft) => {
    const order = desk.world.find('purchase_orders', linkOf(draft, 'purchase_order'));
    return {
      attributes: {
        due_date: null,
        invoice_number: null,
        description: null,
        currency: order?.attributes['currency'] ?? null,
        total_cost: order?.attributes['total_cost'] ?? 0,
        total_received: 0,
      },
      links: { creator: desk.personId, attachment: null, deal: order === undefined ? null : linkOf(order, 'deal') },
    };
  },
};
