import { linkOf } from '../world/row.js';
import type { Resource } from './resource.js';
import { archivable, filter, filters, inert, readable, sorts, through } from './resource.js';

const dealMoney =
  'revenue services_revenue budget_total budget_used projected_revenue cost profit invoiced pending_invoicing manually_invoiced draft_invoiced amount_credited expense'.split(
    ' ',
  );

const serviceMoney =
  'profit work_cost future_cost cost price estimated_cost revenue projected_revenue expense_amount expense_billable_amount budget_total budget_used future_revenue future_budget_used discount_amount markup_amount'.split(
    ' ',
  );

export const projects: Resource = {
  type: 'projects',
  stamps: ['created_at', 'last_activity_at'],
  item: 'Project',
  operations: readable,
  relations: {
    company: 'companies',
    project_manager: 'people',
    last_actor: 'people',
    workflow: 'workflows',
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
    template_object: 'projects',
  },
  writable: {},
  filters: {
    ...filters('id', 'id company_id'),
    ...filters('text', 'name number'),
    ...inert('full_query responsible_id project_type person_id'),
    query: filter('text', ({ attributes }) => attributes['name']),
    status: archivable,
  },
  sorts: sorts('name number created_at last_activity_at'),
};

export const deals: Resource = {
  type: 'deals',
  stamps: ['created_at', 'last_activity_at', 'deleted_at'],
  item: 'Deal',
  operations: readable,
  relations: {
    creator: 'people',
    company: 'companies',
    document_type: 'document_types',
    proposal_document_type: 'document_types',
    responsible: 'people',
    deal_status: 'deal_statuses',
    project: 'projects',
    lost_reason: 'lost_reasons',
    contract: 'contracts',
    contact: 'people',
    subsidiary: 'subsidiaries',
    template: 'deals',
    tax_rate: 'tax_rates',
    pipeline: 'pipelines',
    origin_deal: 'deals',
    approval_policy_assignment: 'approval_policy_assignments',
    next_todo: 'todos',
    expense_approval_workflow: 'approval_workflows',
    time_approval_workflow: 'approval_workflows',
    invoice_template: 'invoice_templates',
    automatic_invoicing_rule: 'automatic_invoicing_rules',
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
  },
  writable: {},
  money: dealMoney,
  filters: {
    ...filters('id', 'id company_id project_id subsidiary_id responsible_id creator_id'),
    ...filters('text', 'name number currency purchase_order_number'),
    ...filters('day', 'date end_date'),
    ...filters('instant', 'created_at last_activity_at closed_at'),
    ...filters('number', 'deal_type_id'),
    ...inert('full_query jump_query budget_status stage_status_id sales_status_id fuzzy_dates fuzzy_people'),
    query: filter('text', ({ attributes }) => attributes['name']),
    type: filter('number', ({ attributes }) => (attributes['budget'] === true ? 2 : 1)),
    status: filter('number', ({ attributes }) => (attributes['closed_at'] === null ? 1 : 2)),
    custom_fields: filter('fields', ({ attributes }) => attributes['custom_fields']),
  },
  sorts: {
    ...sorts('name number date created_at last_activity_at end_date purchase_order_number revenue'),
    company_name: (row, world) => through(row, world, ['company', 'companies'])?.attributes['name'],
    project_name: (row, world) => through(row, world, ['project', 'projects'])?.attributes['name'],
  },
  actions: {
    close: (desk, row) => desk.world.change(row, { closed_at: new Date(desk.now).toISOString() }),
    open: (desk, row) => desk.world.change(row, { closed_at: null }),
  },
};

export const services: Resource = {
  type: 'services',
  stamps: ['deleted_at'],
  item: 'Service',
  operations: readable,
  relations: {
    service_type: 'service_types',
    deal: 'deals',
    person: 'people',
    section: 'sections',
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
  },
  writable: {},
  money: serviceMoney,
  floats: true,
  filters: {
    ...filters('id', 'id deal_id service_type_id person_id section_id'),
    ...filters('text', 'name'),
    ...filters('number', 'price quantity discount markup'),
    ...filters('flag', 'expense_tracking_enabled time_tracking_enabled billable'),
    ...inert('after before for_tracking query'),
    budget_id: filter('id', (row) => linkOf(row, 'deal')),
    company_id: filter('id', (row, world) => through(row, world, ['deal', 'deals'], ['company', 'companies'])?.id),
    project_id: filter('id', (row, world) => through(row, world, ['deal', 'deals'], ['project', 'projects'])?.id),
    subsidiary_id: filter(
      'id',
      (row, world) => through(row, world, ['deal', 'deals'], ['subsidiary', 'subsidiaries'])?.id,
    ),
    unit: filter('number', ({ attributes }) => attributes['unit_id']),
    billing_type: filter('number', ({ attributes }) => attributes['billing_type_id']),
  },
  sorts: {
    ...sorts('name'),
    budget: (row, world) => through(row, world, ['deal', 'deals'])?.attributes['name'],
    company: (row, world) => through(row, world, ['deal', 'deals'], ['company', 'companies'])?.attributes['name'],
    project_name: (row, world) => through(row, world, ['deal', 'deals'], ['project', 'projects'])?.attributes['name'],
    custom_fields: () => null,
  },
};
