import { invalid } from '../wire/refusal.js';
import { isObject, numberOf, textOf } from '../world/json.js';
import { linkOf, linksOf } from '../world/row.js';
import { exchangeRate } from '../world/currency.js';
import type { Desk, Resource } from './resource.js';
import {
  archivable,
  archiving,
  everything,
  filter,
  filters,
  inert,
  kept,
  readable,
  sorts,
  through,
} from './resource.js';

const organizations: Resource = {
  type: 'organizations',
  item: 'Organization',
  operations: readable,
  relations: { company: 'companies', owner: 'people', organization_subscription: 'organization_subscriptions' },
  writable: {},
  filters: filters('id', 'id'),
  sorts: sorts('name'),
};

const memberships: Resource = {
  type: 'organization_memberships',
  item: 'OrganizationMembership',
  operations: readable,
  relations: { user: 'users', person: 'people' },
  writable: {},
  filters: { organization_id: filter('id', ({ organizationId }) => organizationId) },
};

const subscriptions: Resource = {
  type: 'organization_subscriptions',
  item: 'OrganizationSubscription',
  operations: ['show'],
  members: 'nothing',
  relations: {},
  writable: {},
};

const users: Resource = { type: 'users', item: 'User', operations: ['show'], relations: {}, writable: {} };

const people: Resource = {
  type: 'people',
  item: 'Person',
  operations: readable,
  relations: {
    company: 'companies',
    custom_role: 'roles',
    manager: 'people',
    subsidiary: 'subsidiaries',
    teams: ['teams'],
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
  },
  writable: {},
  filters: {
    ...filters('id', 'id company_id custom_role_id manager_id subsidiary_id'),
    ...filters('text', 'email first_name last_name title'),
    ...filters('number', 'role_id hrm_type_id'),
    ...filters('instant', 'created_at archived_at deactivated_at last_seen_at'),
    ...filters('flag', 'virtual autotracking'),
    ...inert(
      'full_query jump_query project_id service_type_id person_type tags team permissions fuzzy_dates fuzzy_people',
    ),
    query: filter(
      'text',
      ({ attributes }) =>
        `${textOf(attributes['first_name'])} ${textOf(attributes['last_name'])} ${textOf(attributes['email'])}`,
    ),
    custom_fields: filter('fields', ({ attributes }) => attributes['custom_fields']),
    status: filter('number', ({ attributes }) => (attributes['deactivated_at'] === null ? 1 : 2)),
  },
  sorts: { ...sorts('email role_id title'), name: ({ attributes }) => attributes['first_name'] },
};

const roles: Resource = {
  type: 'roles',
  item: 'Role',
  operations: readable,
  relations: {},
  writable: {},
  filters: filters('id', 'id'),
};

const subsidiaries: Resource = {
  type: 'subsidiaries',
  item: 'Subsidiary',
  operations: readable,
  relations: {
    bill_from: 'contact_entries',
    integration: 'integrations',
    default_tax_rate: 'tax_rates',
    default_bank_account: 'bank_accounts',
    default_document_type: 'document_types',
  },
  writable: {},
  hiddenAttributes: ['next_invoice_number'],
  filters: { ...filters('id', 'id'), status: archivable },
  sorts: sorts('name'),
};

const companies: Resource = {
  type: 'companies',
  item: 'Company',
  operations: kept,
  members: 'read',
  relations: {
    default_subsidiary: 'subsidiaries',
    default_tax_rate: 'tax_rates',
    default_document_type: 'document_types',
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
    integration_exporter_configuration: 'integration_exporter_configurations',
    einvoice_identity: 'einvoice_identities',
    parent_company: 'companies',
  },
  alwaysLinked: ['parent_company'],
  writable: {
    name: 'text',
    billing_name: 'text',
    vat: 'text',
    default_currency: 'text',
    company_code: 'text',
    domain: 'text',
    due_days: 'whole',
    contact: 'hash',
    custom_fields: 'hash',
    tag_list: 'list',
    avatar_url: 'text',
    settings: 'hash',
    subscriber_ids: 'list',
  },
  hiddenAttributes: ['subscriber_ids'],
  writableLinks: ['parent_company', 'default_subsidiary', 'default_tax_rate', 'default_document_type'],
  required: ['name'],
  content: ['name', 'billing_name', 'vat', 'default_currency', 'contact'],
  filters: {
    ...filters('id', 'id parent_company_id default_subsidiary_id default_tax_rate_id'),
    ...filters('text', 'name billing_name company_code vat default_currency'),
    ...filters('number', 'due_days'),
    ...filters('instant', 'archived_at created_at last_activity_at'),
    ...inert('full_query jump_query subscriber_id exclude_company_and_children fuzzy_dates fuzzy_people project_id'),
    company_id: filter('id', ({ id }) => id),
    subsidiary_id: filter('id', (row) => linkOf(row, 'default_subsidiary')),
    payment_terms: filter('number', ({ attributes }) => attributes['due_days']),
    has_parent_company: filter('flag', (row) => linkOf(row, 'parent_company') !== null),
    query: filter('text', ({ attributes }) => attributes['name']),
    tags: filter('text', ({ attributes }) => attributes['tag_list']),
    custom_fields: filter('fields', ({ attributes }) => attributes['custom_fields']),
    status: archivable,
  },
  sorts: {
    ...sorts('company_code created_at last_activity_at name'),
    custom_fields: () => null,
    parent_company: (row, world) => through(row, world, ['parent_company', 'companies'])?.attributes['name'],
  },
  initial: () => ({
    attributes: {
      billing_name: null,
      vat: null,
      default_currency: null,
      archived_at: null,
      avatar_url: null,
      original_avatar_url: null,
      invoice_email_recipients: {},
      custom_fields: null,
      company_code: null,
      domain: null,
      projectless_budgets: false,
      due_days: null,
      tag_list: [],
      contact: {},
      sample_data: false,
      settings: {},
      external_id: null,
      external_sync: false,
    },
    links: {
      default_subsidiary: null,
      default_tax_rate: null,
      default_document_type: null,
      parent_company: null,
      custom_field_people: [],
      custom_field_attachments: [],
      integration_exporter_configuration: null,
      einvoice_identity: null,
    },
  }),
  derive: (_desk, row) => ({
    ...row,
    attributes: {
      ...row.attributes,
      default_subsidiary_id: idNumber(linkOf(row, 'default_subsidiary')),
      default_tax_rate_id: idNumber(linkOf(row, 'default_tax_rate')),
      default_document_type_id: idNumber(linkOf(row, 'default_document_type')),
      parent_company_id: idNumber(linkOf(row, 'parent_company')),
    },
  }),
  actions: archiving,
};

const contactEntries: Resource = {
  type: 'contact_entries',
  item: 'ContactEntry',
  operations: everything,
  members: 'read',
  relations: {
    company: 'companies',
    person: 'people',
    invoice: 'invoices',
    subsidiary: 'subsidiaries',
    purchase_order: 'purchase_orders',
  },
  writable: {
    type: 'text',
    contactable_type: 'text',
    name: 'text',
    email: 'text',
    phone: 'text',
    website: 'text',
    address: 'text',
    city: 'text',
    state: 'text',
    zipcode: 'text',
    country: 'text',
    vat: 'text',
    billing_address: 'flag',
    billing_email: 'flag',
  },
  writableLinks: ['company', 'person', 'invoice', 'subsidiary', 'purchase_order'],
  required: ['type', 'name'],
  filters: {
    ...filters('id', 'company_id person_id invoice_id subsidiary_id'),
    ...filters('text', 'contactable_type'),
    contactable_id: filter('id', (row) =>
      ['company', 'person', 'invoice', 'subsidiary', 'purchase_order'].flatMap((name) => linksOf(row, name)),
    ),
  },
  initial: () => ({
    attributes: {
      email: null,
      phone: null,
      website: null,
      address: null,
      city: null,
      state: null,
      zipcode: null,
      country: null,
      vat: null,
      billing_address: false,
      billing_email: false,
    },
    links: { company: null, person: null, invoice: null, subsidiary: null, purchase_order: null },
  }),
};

const taxRates: Resource = {
  type: 'tax_rates',
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

const serviceTypes: Resource = {
  type: 'service_types',
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

const projects: Resource = {
  type: 'projects',
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

const dealMoney =
  'revenue services_revenue budget_total budget_used projected_revenue cost profit invoiced pending_invoicing manually_invoiced draft_invoiced amount_credited expense'.split(
    ' ',
  );

const deals: Resource = {
  type: 'deals',
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

const serviceMoney =
  'profit work_cost future_cost cost price estimated_cost revenue projected_revenue expense_amount expense_billable_amount budget_total budget_used future_revenue future_budget_used discount_amount markup_amount'.split(
    ' ',
  );

const services: Resource = {
  type: 'services',
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

const documentTypes: Resource = {
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

const bankAccounts: Resource = {
  type: 'bank_accounts',
  item: 'BankAccount',
  operations: readable,
  members: 'nothing',
  relations: { subsidiary: 'subsidiaries' },
  writable: {},
  filters: { ...filters('id', 'id subsidiary_id'), ...filters('text', 'name bank_name'), status: archivable },
  actions: archiving,
};

const customFields: Resource = {
  type: 'custom_fields',
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

const customFieldOptions: Resource = {
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

const attributions: Resource = {
  type: 'invoice_attributions',
  item: 'InvoiceAttribution',
  operations: everything,
  feature: 'financials',
  members: 'nothing',
  relations: { invoice: 'invoices', budget: 'deals' },
  writable: { amount: 'money', date_from: 'day', date_to: 'day' },
  writableLinks: ['invoice', 'budget'],
  required: ['invoice', 'budget', 'amount'],
  money: ['amount'],
  hiddenAttributes: ['exchange_rate', 'created_at', 'updated_at'],
  filters: filters('id', 'invoice_id budget_id'),
  initial: () => ({ attributes: { date_from: null, date_to: null }, links: {} }),
  derive: (desk, row) => {
    const invoice = desk.world.find('invoices', linkOf(row, 'invoice'));
    const { currency = null, exchange_rate = '1.0' } = invoice?.attributes ?? {};
    return { ...row, attributes: { ...row.attributes, currency, exchange_rate } };
  },
  settle: (desk, next, previous) => {
    const part = next ?? previous;
    const invoice = part === null ? undefined : desk.world.find('invoices', linkOf(part, 'invoice'));
    if (invoice === undefined) return;
    const ids = desk.world
      .list(invoice.organizationId, 'invoice_attributions')
      .filter((row) => linkOf(row, 'invoice') === invoice.id)
      .map(({ id }) => id);
    desk.world.change(invoice, {}, { invoice_attributions: ids });
  },
};

const purchaseOrders: Resource = {
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
    const lines = desk.world
      .list(row.organizationId, 'expenses')
      .filter((expense) => linkOf(expense, 'purchase_order') === row.id);
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
};

const bills: Resource = {
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

const attachments: Resource = {
  type: 'attachments',
  item: 'Attachment',
  operations: everything,
  members: 'write',
  relations: {
    creator: 'people',
    expense: 'expenses',
    invoice: 'invoices',
    bill: 'bills',
    purchase_order: 'purchase_orders',
  },
  writable: {
    name: 'text',
    content_type: 'text',
    size: 'whole',
    attachable_type: 'text',
    attachment_type: 'text',
    temp_url: 'text',
  },
  writableLinks: ['expense', 'invoice', 'bill', 'purchase_order'],
  required: ['name', 'content_type', 'size'],
  hiddenAttributes: ['token'],
  filters: { ...filters('id', 'id creator_id'), ...inert('company_id project_id task_id page_id type') },
  sorts: sorts('id'),
  initial: (desk, draft) => ({
    attributes: {
      attachable_type: null,
      attachment_type: null,
      temp_url: null,
      url: null,
      resized: false,
      token: desk.secret(`file/${draft.id}`),
      aws_policy: {
        key: `attachments/files/${draft.id}/${textOf(draft.attributes['name'])}`,
        success_action_status: '201',
        policy: desk.secret(`policy/${draft.id}`),
        'x-amz-algorithm': 'AWS4-HMAC-SHA256',
        'x-amz-signature': desk.secret(`signature/${draft.id}`),
        'Content-Type': draft.attributes['content_type'] ?? null,
      },
    },
    links: { creator: desk.personId, expense: null, invoice: null, bill: null, purchase_order: null },
  }),
  derive: (desk, row) => {
    const uploaded = typeof row.attributes['temp_url'] === 'string';
    const name = encodeURIComponent(textOf(row.attributes['name']));
    const token = textOf(row.attributes['token']);
    const owner = ['expense', 'invoice', 'bill', 'purchase_order']
      .map((link) => linkOf(row, link))
      .find((id) => id !== null);
    return {
      ...row,
      attributes: {
        ...row.attributes,
        url: uploaded ? `${desk.webUrl}attachments/files/${row.id}/original/${name}?token=${token}` : null,
        attachable_id: owner ?? null,
        ...(uploaded ? { aws_policy: null } : {}),
      },
    };
  },
  settle: (desk, next) => {
    const expense =
      next === null ? undefined : desk.world.live(next.organizationId, 'expenses', linkOf(next, 'expense'));
    if (next !== null && expense !== undefined && linkOf(expense, 'attachment') === null)
      desk.world.change(expense, {}, { attachment: next.id });
  },
};

const integrations: Resource = {
  type: 'integrations',
  item: 'Integration',
  operations: ['index', 'show', 'delete'],
  members: 'nothing',
  relations: { creator: 'people', subsidiary: 'subsidiaries', project: 'projects', deal: 'deals' },
  writable: {},
  filters: {
    ...filters('id', 'subsidiary_id project_id deal_id'),
    ...filters('number', 'integration_type_id'),
    ...inert('project_status jira_organization jira_project'),
  },
  sorts: sorts('id created_at'),
};

const webhooks: Resource = {
  type: 'webhooks',
  item: 'Webhook',
  operations: ['index', 'show', 'create', 'delete'],
  feature: 'webhooks',
  members: 'nothing',
  relations: { creator: 'people' },
  writable: { name: 'text', event_id: 'whole', type_id: 'whole', target_url: 'text', custom_headers: 'hash' },
  required: ['name', 'event_id', 'type_id', 'target_url'],
  filters: { ...filters('id', 'id'), ...filters('number', 'event_id type_id state_id') },
  initial: (desk, draft) => ({
    attributes: {
      custom_headers: {},
      state_id: 3,
      signature_token: desk.secret(`webhook/${draft.id}`),
      retry_attempts: 0,
      deactivated_at: null,
      test: false,
    },
    links: { creator: desk.personId },
  }),
  check: (_desk, next) => {
    const { event_id, type_id, target_url, custom_headers } = next.attributes;
    return [
      ...(numberOf(event_id) >= 1 && numberOf(event_id) <= 35
        ? []
        : [invalid('event_id', 'is not included in the list')]),
      ...(type_id === 1 || type_id === 2 ? [] : [invalid('type_id', 'is not included in the list')]),
      ...(/^https?:\/\/\S+$/.test(textOf(target_url)) ? [] : [invalid('target_url', 'is invalid')]),
      ...(isObject(custom_headers) ? [] : [invalid('custom_headers', 'is invalid')]),
    ];
  },
};

const webhookLogs: Resource = {
  type: 'webhook_logs',
  item: 'WebhookLog',
  operations: ['index'],
  feature: 'webhooks',
  members: 'nothing',
  relations: { webhook: 'webhooks' },
  writable: {},
  filters: {
    ...filters('id', 'id webhook_id'),
    ...filters('text', 'retry_job_id'),
    ...filters('number', 'retry_attempt'),
    after: filter('instant', ({ attributes }) => attributes['created_at'], 'gt'),
    before: filter('instant', ({ attributes }) => attributes['created_at'], 'lt'),
  },
};

const deletedItems: Resource = {
  type: 'deleted_items',
  item: 'DeletedItem',
  operations: ['index'],
  members: 'nothing',
  relations: { deleter: 'people' },
  writable: {},
  filters: { ...filters('text', 'item_type'), ...filters('instant', 'created_at'), ...filters('id', 'deleter_id') },
  sorts: sorts('created_at'),
};

const activities: Resource = {
  type: 'activities',
  item: 'Activity',
  operations: ['index'],
  members: 'nothing',
  relations: { creator: 'people', comment: 'comments', email: 'emails', attachment: 'attachments' },
  writable: {},
  filters: {
    ...filters('id', 'invoice_id expense_id company_id person_id deal_id project_id creator_id'),
    ...filters('text', 'event item_type'),
    after: filter('instant', ({ attributes }) => attributes['created_at'], 'gt'),
    before: filter('instant', ({ attributes }) => attributes['created_at'], 'lt'),
  },
  sorts: sorts('created_at'),
};

const exchangeRates: Resource = {
  type: 'exchange_rates',
  item: 'ExchangeRate',
  operations: ['index'],
  relations: {},
  writable: {},
  filters: { ...filters('day', 'date'), ...inert('out_of_date') },
};

export const reference: readonly Resource[] = [
  organizations,
  memberships,
  subscriptions,
  users,
  people,
  roles,
  subsidiaries,
  companies,
  contactEntries,
  taxRates,
  serviceTypes,
  projects,
  deals,
  services,
  documentTypes,
  bankAccounts,
  customFields,
  customFieldOptions,
  attributions,
  purchaseOrders,
  bills,
  attachments,
  integrations,
  webhooks,
  webhookLogs,
  deletedItems,
  activities,
  exchangeRates,
];

function isUsedOnFinalised(desk: Desk, rateId: string): boolean {
  return desk.world
    .list(desk.organizationId, 'line_items')
    .filter((line) => linkOf(line, 'tax_rate') === rateId)
    .some((line) => desk.world.find('invoices', linkOf(line, 'invoice'))?.attributes['finalized_on'] !== null);
}

function idNumber(id: string | null): number | null {
  return id === null ? null : Number(id);
}
