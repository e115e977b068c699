import { invalid } from '../wire/refusal.js';
import { linkOf, linksOf } from '../world/row.js';
import type { Desk, Resource } from './resource.js';
import { archivable, archiving, filter, filters, inert, kept, readable, sorts, through } from './resource.js';

export const taxRates: Resource = {
  type: 'tax_rates',
  stamps: [],
  item: 'TaxRate',
  operations: kept,
  feature: 'financials',
  members: 'read',
  relations: { subsidiary: 'subsidiaries' },
  writable: {
    name: 'text',
    primary_component_name: 'text',
    primary_component_value: 'decimal',
    secondary_component_name: 'text',
    secondary_component_value: 'decimal',
  },
  writableLinks: ['subsidiary'],
  required: ['name', 'subsidiary'],
  filters: {
    ...filters('id', 'id'),
    ...filters('text', 'name primary_component_name secondary_component_name'),
    ...filters('number', 'primary_component_value secondary_component_value'),
    'subsidiary.id': filter('id', (row) => linkOf(row, 'subsidiary')),
    status: archivable,
  },
  sorts: {
    ...sorts('name'),
    subsidiary_name: (row, world) => through(row, world, ['subsidiary', 'subsidiaries'])?.attributes['name'],
  },
  initial: () => ({
    attributes: {
      primary_component_name: null,
      primary_component_value: null,
      secondary_component_name: null,
      secondary_component_value: null,
      archived_at: null,
    },
    links: {},
  }),
  check: (desk, next, previous) => {
    const changed =
      previous === null
        ? []
        : Object.keys(taxRates.writable).filter((name) => next.attributes[name] !== previous.attributes[name]);
    return changed.length > 0 && isUsedOnFinalised(desk, next.id)
      ? changed.map((name) => invalid(name, 'can not be changed, the tax rate is used on a finalized invoice'))
      : [];
  },
  actions: archiving,
};

export const serviceTypes: Resource = {
  type: 'service_types',
  stamps: [],
  item: 'ServiceType',
  operations: kept,
  members: 'read',
  relations: {},
  writable: { name: 'text' },
  required: ['name'],
  filters: {
    ...filters('id', 'id'),
    ...filters('text', 'name'),
    ...inert('person_id'),
    query: filter('text', ({ attributes }) => attributes['name']),
    status: archivable,
  },
  initial: () => ({ attributes: { description: null, archived_at: null }, links: {} }),
  actions: { archive: (desk, row) => desk.world.change(row, { archived_at: new Date(desk.now).toISOString() }) },
};

export const documentTypes: Resource = {
  type: 'document_types',
  item: 'DocumentType',
  operations: readable,
  relations: { subsidiary: 'subsidiaries', document_style: 'document_styles', attachments: ['attachments'] },
  writable: {},
  filters: {
    ...filters('id', 'id subsidiary_id'),
    ...filters('number', 'exportable_type_id document_template_id'),
    status: archivable,
  },
};

export const bankAccounts: Resource = {
  type: 'bank_accounts',
  item: 'BankAccount',
  operations: readable,
  members: 'nothing',
  relations: { subsidiary: 'subsidiaries' },
  writable: {},
  filters: { ...filters('id', 'id subsidiary_id'), ...filters('text', 'name bank_name'), status: archivable },
  actions: archiving,
};

export const customFields: Resource = {
  type: 'custom_fields',
  stamps: ['created_at', 'updated_at'],
  item: 'CustomField',
  operations: kept,
  members: 'read',
  relations: {
    options: ['custom_field_options'],
    project: 'projects',
    section: 'custom_field_sections',
    survey: 'surveys',
  },
  writable: {
    name: 'text',
    data_type_id: 'whole',
    customizable_type: 'text',
    global: 'flag',
    required: 'flag',
    sensitive: 'flag',
    position: 'whole',
    show_in_add_edit_views: 'flag',
    quick_add_enabled: 'flag',
    aggregation_type_id: 'whole',
    formatting_type_id: 'whole',
  },
  required: ['name', 'data_type_id', 'customizable_type'],
  filters: {
    ...filters('text', 'name customizable_type'),
    ...filters('flag', 'global show_in_add_edit_views'),
    ...filters('id', 'project_id survey_id'),
    archived: filter('flag', ({ attributes }) => attributes['archived_at'] !== null),
  },
  initial: () => ({
    attributes: {
      description: null,
      global: true,
      required: false,
      sensitive: false,
      position: 1,
      show_in_add_edit_views: true,
      quick_add_enabled: false,
      aggregation_type_id: null,
      formatting_type_id: null,
      archived_at: null,
    },
    links: { options: [], project: null, section: null, survey: null },
  }),
  actions: { archive: archiving['archive'] as NonNullable<(typeof archiving)[string]> },
};

export const customFieldOptions: Resource = {
  type: 'custom_field_options',
  item: 'CustomFieldOption',
  operations: kept,
  members: 'read',
  relations: { custom_field: 'custom_fields' },
  writable: { name: 'text', color_id: 'whole', position: 'whole' },
  writableLinks: ['custom_field'],
  required: ['name', 'custom_field'],
  filters: {
    ...filters('id', 'custom_field_id'),
    archived: filter('flag', ({ attributes }) => attributes['archived_at'] !== null),
  },
  initial: () => ({ attributes: { color_id: null, position: 1, archived_at: null }, links: {} }),
  settle: (desk, next) => {
    const field = next === null ? undefined : desk.world.find('custom_fields', linkOf(next, 'custom_field'));
    if (next !== null && field !== undefined)
      desk.world.change(field, {}, { options: [...new Set([...linksOf(field, 'options'), next.id])] });
  },
  actions: { archive: archiving['archive'] as NonNullable<(typeof archiving)[string]> },
};

export const exchangeRates: Resource = {
  type: 'exchange_rates',
  item: 'ExchangeRate',
  operations: ['index'],
  relations: {},
  writable: {},
  filters: { ...filters('day', 'date'), ...inert('out_of_date') },
};

function isUsedOnFinalised(desk: Desk, rateId: string): boolean {
  return desk.world
    .list(desk.organizationId, 'line_items')
    .filter((line) => linkOf(line, 'tax_rate') === rateId)
    .some((line) => desk.world.find('invoices', linkOf(line, 'invoice'))?.attributes['finalized_on'] !== null);
}
