import type { Problem } from '../wire/refusal.js';
import { invalid, Refusal, unprocessable } from '../wire/refusal.js';
import { knownCurrencies } from '../world/currency.js';
import type { JsonObject } from '../world/json.js';
import { isObject, textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { planAllows } from '../gate/plans.js';
import { expenseAmounts } from './expense-amounts.js';
import type { Desk, Resource } from './resource.js';
import { everything, filter, filters, inert, sorts, through } from './resource.js';

export const expenses: Resource = {
  type: 'expenses',
  stamps: ['created_at', 'updated_at', 'deleted_at'],
  item: 'Expense',
  operations: everything,
  members: 'write',
  bulk: ['update', 'delete'],
  relations: {
    deal: 'deals',
    service: 'services',
    service_type: 'service_types',
    person: 'people',
    creator: 'people',
    updater: 'people',
    vendor: 'companies',
    tax_rate: 'tax_rates',
    attachment: 'attachments',
    purchase_order: 'purchase_orders',
    approver: 'people',
    rejecter: 'people',
    approval_statuses: ['approval_statuses'],
    expense_line_items: ['expense_line_items'],
    invoice_attribution: 'invoice_attributions',
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
  },
  writable: {
    name: 'text',
    date: 'day',
    currency: 'text',
    amount: 'money',
    quantity: 'decimal',
    tax_inclusion: 'flag',
    billable_amount: 'money',
    markup: 'decimal',
    pay_on: 'day',
    paid_on: 'day',
    reimbursable: 'flag',
    reimbursed_on: 'day',
    rejected_reason: 'text',
    position: 'whole',
    custom_fields: 'hash',
  },
  writableLinks: ['service', 'person', 'vendor', 'tax_rate', 'attachment', 'purchase_order'],
  required: ['name', 'date', 'currency', 'service'],
  money: [
    'amount',
    'total_amount',
    'amount_with_tax',
    'total_amount_with_tax',
    'billable_amount',
    'profit',
    'recognized_revenue',
  ],
  hiddenAttributes: ['net_amount', 'entered_amount', 'auto_approved'],
  filters: {
    ...filters(
      'id',
      'id service_id deal_id vendor_id person_id creator_id updater_id approver_id service_type_id purchase_order_id tax_rate_id',
    ),
    ...filters('text', 'name currency'),
    ...filters('day', 'date pay_on paid_on reimbursed_on'),
    ...filters('instant', 'approved_at created_at updated_at'),
    ...filters('number', 'amount amount_with_tax billable_amount recognized_revenue profit quantity'),
    ...filters('flag', 'draft invoiced reimbursable'),
    ...inert(
      'full_query jump_query allocation_status with_draft responsible_id assigned_approver_id designated_approver_id awaiting_approval_from_approver_id section_name stage_type quote_type fuzzy_dates fuzzy_people',
    ),
    query: filter('text', ({ attributes }) => attributes['name']),
    custom_fields: filter('fields', ({ attributes }) => attributes['custom_fields']),
    date_after: filter('day', ({ attributes }) => attributes['date'], 'gt'),
    date_before: filter('day', ({ attributes }) => attributes['date'], 'lt'),
    pay_on_after: filter('day', ({ attributes }) => attributes['pay_on'], 'gt'),
    pay_on_before: filter('day', ({ attributes }) => attributes['pay_on'], 'lt'),
    paid_on_after: filter('day', ({ attributes }) => attributes['paid_on'], 'gt'),
    paid_on_before: filter('day', ({ attributes }) => attributes['paid_on'], 'lt'),
    company_id: filter(
      'id',
      (row, world) => through(row, world, ['deal', 'deals'], ['company', 'companies'])?.id ?? null,
    ),
    project_id: filter(
      'id',
      (row, world) => through(row, world, ['deal', 'deals'], ['project', 'projects'])?.id ?? null,
    ),
    invoice_id: filter('id', (row, world) =>
      world.of(row, 'line_items', 'expense').map((line) => linkOf(line, 'invoice')),
    ),
    status: filter('number', ({ attributes }) => (attributes['paid_on'] === null ? 2 : 1)),
    approval_status: filter('number', ({ attributes }) =>
      attributes['rejected'] === true
        ? 3
        : attributes['approved'] !== true
          ? 2
          : attributes['auto_approved'] === true
            ? 4
            : 1,
    ),
    invoicing_status: filter('number', ({ attributes }) => (attributes['invoiced'] === true ? 3 : 1)),
    reimbursement: filter('number', ({ attributes }) =>
      attributes['reimbursable'] !== true ? 1 : attributes['reimbursed_on'] === null ? 2 : 3,
    ),
    export_status: filter('number', ({ attributes }) => (attributes['exported'] === true ? 1 : 2)),
  },
  sorts: {
    ...sorts(
      'id name date pay_on paid_on amount amount_with_tax billable_amount created_at draft profit recognized_revenue tax_rate_id',
    ),
    custom_fields: () => null,
    deal_name: (row, world) => through(row, world, ['deal', 'deals'])?.attributes['name'],
    deal_company_name: (row, world) =>
      through(row, world, ['deal', 'deals'], ['company', 'companies'])?.attributes['name'],
    deal_project_name: (row, world) =>
      through(row, world, ['deal', 'deals'], ['project', 'projects'])?.attributes['name'],
    service_name: (row, world) => through(row, world, ['service', 'services'])?.attributes['name'],
    service_type_name: (row, world) => through(row, world, ['service_type', 'service_types'])?.attributes['name'],
  },

  initial: (desk, draft) => ({
    attributes: {
      amount: 0,
      quantity: '1.0',
      tax_inclusion: false,
      markup: null,
      billable_amount: 0,
      pay_on: null,
      paid_on: null,
      position: 1,
      reimbursable: false,
      reimbursed_on: null,
      ...approvalOnCreate(desk, draft),
      rejected: false,
      rejected_at: null,
      rejected_reason: null,
      draft: false,
      invoiced: false,
      exported: false,
      exported_at: null,
      export_integration_type_id: null,
      export_id: null,
      export_url: null,
      company_reference_id: null,
      external_payment_id: null,
      quantity_received: '0.0',
      line_items_count: 0,
      allocation_status: 1,
      custom_fields: null,
      exchange_rate_normalized: '1.0',
    },
    links: {
      person: desk.personId,
      creator: desk.personId,
      updater: desk.personId,
      vendor: null,
      tax_rate: null,
      attachment: null,
      purchase_order: null,
      approver: null,
      rejecter: null,
      approval_statuses: [],
      expense_line_items: [],
      invoice_attribution: null,
      custom_field_people: [],
      custom_field_attachments: [],
    },
  }),

  derive: (desk, row) => {
    const service = desk.world.find('services', linkOf(row, 'service'));
    return {
      ...row,
      attributes: { ...row.attributes, ...expenseAmounts(desk, row), draft: isOfDraftOrder(desk, row) },
      links: {
        ...row.links,
        deal: service === undefined ? null : linkOf(service, 'deal'),
        service_type: service === undefined ? null : linkOf(service, 'service_type'),
      },
    };
  },

  check: (desk, next, previous) => {
    const problems: Problem[] = [];
    const service = desk.world.find('services', linkOf(next, 'service'));
    const rate = desk.world.find('tax_rates', linkOf(next, 'tax_rate'));
    if (!knownCurrencies.includes(textOf(next.attributes['currency'])))
      problems.push(invalid('currency', 'is not included in the list'));
    if (
      service !== undefined &&
      (service.attributes['expense_tracking_enabled'] !== true || service.attributes['unit_id'] !== 2)
    )
      problems.push(invalid('service', 'expense tracking is not enabled'));
    const isNewRate = previous === null || linkOf(previous, 'tax_rate') !== rate?.id;
    if (isNewRate && desk.via === 'api' && rate?.attributes['archived_at'] != null)
      problems.push(invalid('tax_rate', 'is archived'));
    if (previous !== null && typeof previous.attributes['paid_on'] === 'string' && next.attributes['paid_on'] !== null)
      for (const name of ['entered_amount', 'quantity'])
        if (next.attributes[name] !== previous.attributes[name])
          problems.push(invalid(name === 'quantity' ? name : 'amount', 'can not be changed on a paid expense'));
    return problems;
  },
  checkRemoval: (_desk, row) =>
    row.attributes['invoiced'] === true ? [invalid('base', 'invoiced expense can not be deleted')] : [],

  actions: {
    approve: (desk, row, input) => approve(desk, row, attributesOf(input)),
    unapprove: (desk, row) =>
      desk.world.change(row, { approved: false, approved_at: null, auto_approved: false }, { approver: null }),
    reject: (desk, row, input) => {
      const reason = textOf(attributesOf(input)['rejected_reason']);
      return desk.world.change(
        row,
        {
          approved: false,
          approved_at: null,
          auto_approved: false,
          rejected: true,
          rejected_at: new Date(desk.now).toISOString(),
          rejected_reason: reason || null,
        },
        { rejecter: desk.personId, approver: null },
      );
    },
    unreject: (desk, row) =>
      desk.world.change(row, { rejected: false, rejected_at: null, rejected_reason: null }, { rejecter: null }),
    export: (desk, row) => {
      ownExpenseSync(desk, row);
      return desk.world.change(row, {
        exported: true,
        exported_at: new Date(desk.now).toISOString(),
        export_id: `own-${row.id}`,
        export_url: `https://go.xero.com/AccountsPayable/View.aspx?InvoiceID=own-${row.id}`,
        export_integration_type_id: 3,
      });
    },
    export_update: (desk, row) => {
      ownExpenseSync(desk, row);
      if (row.attributes['exported'] !== true) throw unprocessable('export_to_accounting', 'feature unavailable');
      return desk.world.change(row, { exported_at: new Date(desk.now).toISOString() });
    },
  },
};

/** A line of a purchase order is a draft for as long as its order is one. */
function isOfDraftOrder(desk: Desk, row: Row): boolean {
  return desk.world.find('purchase_orders', linkOf(row, 'purchase_order'))?.attributes['status_id'] === 1;
}

export function approve(desk: Desk, row: Row, input: JsonObject): Row {
  if (row.attributes['approved'] === true && row.attributes['auto_approved'] !== true)
    throw unprocessable('approved', 'is already approved');
  const approver = input['approver_id'];
  return desk.world.change(
    row,
    {
      approved: true,
      approved_at: new Date(desk.now).toISOString(),
      auto_approved: false,
      rejected: false,
      rejected_at: null,
      rejected_reason: null,
    },
    { approver: approver === undefined || approver === null ? desk.personId : String(approver), rejecter: null },
  );
}

/** 409 as Productive answers an export of an expense without the feature or a connected integration. */
function ownExpenseSync(desk: Desk, row: Row): void {
  const connected = desk.world
    .list(row.organizationId, 'integrations')
    .some(({ attributes }) => attributes['use_expense_sync'] === true && attributes['deactivated_at'] === null);
  if (!connected || !planAllows(desk.world, row.organizationId, 'exports'))
    throw new Refusal(409, [{ code: 'expense_sync_feature_unavailable', title: 'Conflict error' }]);
}

function approvalOnCreate(desk: Desk, draft: Row): JsonObject {
  const service = desk.world.find('services', linkOf(draft, 'service'));
  const deal = service === undefined ? undefined : desk.world.find('deals', linkOf(service, 'deal'));
  const auto = deal?.attributes['expense_approval'] === false;
  return { approved: auto, approved_at: auto ? new Date(desk.now).toISOString() : null, auto_approved: auto };
}

function attributesOf(input: JsonObject): JsonObject {
  return isObject(input['attributes']) ? input['attributes'] : {};
}
