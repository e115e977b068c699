import type { Engine } from '../engine.js';
import { ownConnector } from '../office/office.js';
import { requireResource } from '../resources/catalogue.js';
import { createRecord } from '../resources/records.js';
import type { JsonObject } from '../world/json.js';
import type { Links } from '../world/row.js';
import type { CompanyProfile, Profile } from './profiles.js';

/** The ids of one agency's reference data, for the documents that are made next. */
export interface Agency {
  readonly profile: Profile;
  readonly admin: string;
  readonly member: string;
  /** Rate ids by name, of the first subsidiary. */
  readonly rates: Readonly<Record<string, string>>;
  readonly serviceTypes: readonly string[];
  readonly clients: readonly string[];
  readonly vendors: readonly string[];
  /** One budget for each client, in the same order. */
  readonly budgets: readonly string[];
  /** For each budget: its services for time, in the order of the service types. */
  readonly services: readonly (readonly string[])[];
  /** For each budget: the services that take expenses, in the order of the service types. */
  readonly expenseServices: readonly (readonly string[])[];
  readonly costCentreField: string;
  readonly referenceField: string;
}

/** Makes an organisation with everything but its documents. */
export function foundAgency(engine: Engine, profile: Profile): Agency {
  const { world } = engine;
  const stamp = new Date(engine.clock.now()).toISOString();
  const organizationId = profile.id;
  const plant = (type: string, attributes: JsonObject, links: Links = {}, id?: string): string => {
    const own = id ?? world.nextId(type, organizationId);
    const stamps = { created_at: stamp, updated_at: stamp, last_activity_at: stamp, deleted_at: null };
    world.put({ id: own, type, organizationId, attributes: { ...stamps, ...attributes }, links });
    return own;
  };
  const make = (type: string, attributes: JsonObject, links: Links = {}): string =>
    engine.work(organizationId, null, 'office', (desk) =>
      createRecord(desk, requireResource(type), { attributes, links }),
    ).id;

  const subscription = plant('organization_subscriptions', subscriptionOf(profile));
  plant(
    'organizations',
    organizationOf(profile),
    { organization_subscription: subscription, owner: null, company: null },
    organizationId,
  );
  const adminRole = plant('roles', roleOf('Admin', 1));
  const memberRole = plant('roles', roleOf('Manager', 2));
  const [mainSubsidiary] = profile.subsidiaries;
  for (const [id, name, format] of profile.subsidiaries) {
    const billFrom = plant(
      'contact_entries',
      entry('bill_from', 'subsidiary', name, ['1 Studio Yard', 'Town', 'AB1 2CD', countryOf(profile)]),
      {
        subsidiary: id,
        company: null,
        person: null,
        invoice: null,
        purchase_order: null,
      },
    );
    const documentType = plant('document_types', documentTypeOf(profile), {
      subsidiary: id,
      document_style: null,
      attachments: [],
    });
    const bankAccount = plant('bank_accounts', bankAccountOf(name, profile.currency), { subsidiary: id });
    plant(
      'subsidiaries',
      {
        name,
        invoice_number_format: format,
        invoice_number_scope: 'subsidiary',
        archived_at: null,
        show_delivery_date: false,
        export_integration_type_id: null,
        invoice_logo_url: null,
        facility_costs: 0,
        next_invoice_number: 1001,
      },
      {
        bill_from: billFrom,
        integration: null,
        default_tax_rate: null,
        default_bank_account: bankAccount,
        default_document_type: documentType,
      },
      id,
    );
  }

  const people = profile.people.map(([first, last, email, role]) => {
    const user = plant('users', { first_name: first, last_name: last, email });
    const isAdmin = role !== 'member';
    const person = plant(
      'people',
      {
        first_name: first,
        last_name: last,
        nickname: null,
        email,
        title: isAdmin ? 'Head of finance' : 'Producer',
        role_id: isAdmin ? 1 : 2,
        user_id: Number(user),
        is_user: true,
        virtual: false,
        placeholder: false,
        hrm_type_id: 1,
        archived_at: null,
        deactivated_at: null,
        custom_fields: null,
        external_id: null,
        external_sync: false,
        contact: {},
        availabilities: '[]',
        autotracking: false,
        joined_at: stamp,
        last_seen_at: stamp,
        avatar_url: null,
        tag_list: [],
      },
      {
        company: null,
        custom_role: isAdmin ? adminRole : memberRole,
        manager: null,
        subsidiary: mainSubsidiary?.[0] ?? null,
        teams: [],
        custom_field_people: [],
        custom_field_attachments: [],
      },
    );
    plant('organization_memberships', { type_id: 1 }, { user, person });
    const value = `sandbox-${profile.slug}-${role}`;
    world.tokens.set(value, { value, organizationId, personId: person, readOnly: role === 'readonly' });
    return person;
  });

  const rates: Record<string, string> = {};
  for (const [subsidiary] of profile.subsidiaries)
    for (const [name, percent, special] of profile.rates) {
      const id = make(
        'tax_rates',
        {
          name,
          primary_component_name: percent === null ? null : profile.taxName,
          primary_component_value: percent,
          ...(special === 'archived' ? { archived_at: stamp } : {}),
        },
        { subsidiary },
      );
      rates[name] ??= id;
    }
  const serviceTypes = profile.serviceTypes.map((name) => make('service_types', { name }));
  const costCentreField = make('custom_fields', {
    name: 'Cost centre',
    data_type_id: 1,
    customizable_type: 'invoices',
  });
  const referenceField = make('custom_fields', {
    name: 'Supplier reference',
    data_type_id: 1,
    customizable_type: 'project_expenses',
  });
  const departmentField = make('custom_fields', { name: 'Department', data_type_id: 3, customizable_type: 'invoices' });
  for (const name of ['Brand', 'Product', 'Growth'])
    make('custom_field_options', { name }, { custom_field: departmentField });
  const company = (description: CompanyProfile): string => {
    const [address, city, zipcode, country] = description.address;
    const id = make(
      'companies',
      {
        name: description.name,
        billing_name: description.billingName ?? null,
        vat: description.vat ?? null,
        default_currency: description.currency ?? profile.currency,
        due_days: 30,
        contact: {
          ...(description.email === undefined
            ? {}
            : { emails: [{ name: 'Work', email: description.email, contact_datum_id: 1 }] }),
          addresses: [
            { name: 'Billing', address, city, state: '', zipcode, country, billing_address: true, contact_datum_id: 2 },
          ],
        },
      },
      { default_subsidiary: mainSubsidiary?.[0] ?? null },
    );
    make(
      'contact_entries',
      { ...entry('address', 'company', 'Billing', description.address), vat: description.vat ?? null },
      { company: id },
    );
    if (description.email !== undefined)
      make(
        'contact_entries',
        {
          ...entry('email', 'company', 'Work', ['', '', '', '']),
          address: null,
          city: null,
          zipcode: null,
          country: null,
          email: description.email,
          billing_email: true,
        },
        { company: id },
      );
    return id;
  };
  const clients = profile.clients.map(company);
  const vendors = profile.vendors.map(company);

  const works = clients.map((client, index) => {
    const clientProfile = profile.clients[index];
    const project = plant('projects', projectOf(clientProfile?.name ?? '', index), {
      company: client,
      project_manager: people[0] ?? null,
      custom_field_people: [],
      custom_field_attachments: [],
    });
    const currency = clientProfile?.currency ?? profile.currency;
    const budget = plant('deals', dealOf(clientProfile?.name ?? '', index, currency), {
      company: client,
      project,
      subsidiary: mainSubsidiary?.[0] ?? null,
      responsible: people[0] ?? null,
      creator: people[0] ?? null,
      custom_field_people: [],
      custom_field_attachments: [],
    });
    const service = (type: string, position: number, forExpenses: boolean): string =>
      plant('services', serviceOf(profile.serviceTypes[position] ?? '', position, currency, forExpenses), {
        service_type: type,
        deal: budget,
        person: null,
        section: null,
        custom_field_people: [],
        custom_field_attachments: [],
      });
    return {
      budget,
      services: serviceTypes.map((type, position) => service(type, position, false)),
      expenseServices: serviceTypes.map((type, position) => service(type, position, true)),
    };
  });

  for (const currency of ['USD', 'GBP', 'EUR', 'AUD', 'NZD'])
    plant('exchange_rates', { currency, rate: '1.0', date: '2026-11-02' });
  if (profile.slug === 'coolabah') {
    const id = world.nextId('integrations', organizationId);
    world.put(ownConnector(organizationId, id, engine.clock.now(), { isDeactivated: true, subsidiaryId: '21' }));
  }
  return {
    profile,
    admin: people[0] ?? '',
    member: people[1] ?? '',
    rates,
    serviceTypes,
    clients,
    vendors,
    budgets: works.map(({ budget }) => budget),
    services: works.map(({ services }) => services),
    expenseServices: works.map(({ expenseServices }) => expenseServices),
    costCentreField,
    referenceField,
  };
}

function subscriptionOf({ plan }: Profile): JsonObject {
  return {
    plan_type: plan,
    plan_cycle: 'yearly',
    seats: 20,
    seats_used: 3,
    subscription_state_id: 1,
    trial_ends_at: null,
    trial_plan_type: null,
    current_plan: { plan_type: plan },
    current_products: {},
    billing_email: null,
    billing_address: null,
  };
}

function organizationOf(profile: Profile): JsonObject {
  return {
    name: profile.name,
    currency: profile.currency,
    time_zone: profile.zone,
    locale: profile.locale,
    due_days: 30,
    expense_settings: { payment: true },
    invoice_rounding_method_id: 1,
    fiscal_year_start: 1,
    flags: {},
    release_channel: 'stable',
    addons: {},
    subsidiary_count: profile.subsidiaries.length,
  };
}

function roleOf(name: string, base: number): JsonObject {
  return {
    name,
    description: null,
    base_role_id: base,
    permissions: {},
    resolved_permissions: { integrations: base === 1 },
    user_type_id: 1,
    editable_by_user: false,
    people_count: 1,
  };
}

function documentTypeOf({ locale }: Profile): JsonObject {
  return {
    name: 'Invoice',
    locale,
    exportable_type_id: 1,
    document_template_id: 1,
    note: null,
    footer: null,
    exporter_options: {},
    tax1_name: null,
    tax1_value: null,
    tax2_name: null,
    tax2_value: null,
    archived_at: null,
    status: 1,
  };
}

function bankAccountOf(name: string, currency: string): JsonObject {
  return {
    name: `${name} current account`,
    number: '00112233',
    bank_name: 'High Street Bank',
    bank_address: null,
    swift_code: null,
    currency,
    archived_at: null,
  };
}

function entry(
  type: string,
  owner: string,
  name: string,
  [address, city, zipcode, country]: CompanyProfile['address'],
): JsonObject {
  return {
    type,
    contactable_type: owner,
    name,
    email: null,
    phone: null,
    website: null,
    address,
    city,
    state: null,
    zipcode,
    country,
    vat: null,
    billing_address: type !== 'email',
    billing_email: false,
  };
}

function countryOf({ currency }: Profile): string {
  return { GBP: 'United Kingdom', AUD: 'Australia', USD: 'United States' }[currency] ?? '';
}

function projectOf(client: string, index: number): JsonObject {
  return {
    name: `${client} website`,
    number: String(index + 1),
    preferences: { navigation_order: [] },
    project_number: String(index + 1),
    project_type_id: 2,
    project_color_id: 5,
    tag_colors: {},
    archived_at: null,
    template: false,
    duplication_status: 'idle',
    custom_fields: null,
    task_custom_fields_ids: null,
    task_custom_fields_positions: null,
    page_custom_fields_ids: null,
    page_custom_fields_positions: null,
    sample_data: false,
  };
}

/** Expense approval is off on every fourth budget: its expenses are approved by themselves. */
function dealOf(client: string, index: number, currency: string): JsonObject {
  return {
    name: `${client} 2026`,
    date: '2026-09-01',
    end_date: null,
    number: String(index + 1),
    deal_number: String(index + 1),
    suffix: null,
    time_approval: false,
    expense_approval: index % 4 !== 3,
    client_access: false,
    deal_type_id: 2,
    budget: true,
    sales_status_updated_at: null,
    tag_list: [],
    origin_deal_id: null,
    profit_margin: '100.0',
    profit_margin_normalized: '100.0',
    profit_margin_default: '100.0',
    email_key: 'd41d8cd98f00b204e9800998ecf8427e',
    purchase_order_number: index % 2 === 0 ? `PO-${4500 + index}` : null,
    custom_fields: null,
    position: 1,
    service_type_restricted_tracking: false,
    tracking_type_id: 1,
    editor_config: {},
    discount: null,
    man_day_minutes: 480,
    rounding_interval_id: null,
    rounding_method_id: 1,
    validate_expense_when_closing: false,
    revenue_distribution_type: 'even',
    color_id: null,
    connection_status: 'none',
    revenue_distribution_method: null,
    billable_time: 0,
    budget_warning: null,
    estimated_time: 0,
    budgeted_time: 0,
    worked_time: 0,
    time_to_close: null,
    days_since_created: 60,
    days_since_last_activity: 1,
    days_in_current_stage: 60,
    probability: 100,
    previous_probability: null,
    note_interpolated: null,
    proposal_note_interpolated: null,
    footer_interpolated: null,
    proposal_footer_interpolated: null,
    todo_count: 0,
    todo_due_date: null,
    note: null,
    proposal_note: null,
    lost_comment: null,
    closed_at: null,
    delivered_on: null,
    sales_closed_at: null,
    exchange_date: '2026-09-01',
    sales_closed_on: null,
    sample_data: false,
    external_id: null,
    external_sync: false,
    manual_invoicing_status_id: 1,
    footer: null,
    proposal_footer: null,
    access_to_deal: true,
    currency,
    revenue: 2_500_000,
    services_revenue: 2_500_000,
    budget_total: 2_500_000,
    budget_used: 0,
    projected_revenue: 2_500_000,
    cost: 0,
    profit: 2_500_000,
    invoiced: 0,
    pending_invoicing: 2_500_000,
    manually_invoiced: 0,
    draft_invoiced: 0,
    amount_credited: 0,
    expense: 0,
    exchange_rate: '1.0',
  };
}

function serviceOf(name: string, position: number, currency: string, forExpenses: boolean): JsonObject {
  return {
    name: forExpenses ? `${name} costs` : name,
    position: position + 1,
    billable: true,
    description: null,
    time_tracking_enabled: !forExpenses,
    expense_tracking_enabled: forExpenses,
    booking_tracking_enabled: !forExpenses,
    origin_service_id: null,
    initial_service_id: null,
    budget_cap_enabled: false,
    editor_config: {},
    custom_fields: null,
    billing_type_id: 2,
    unapproved_time: 0,
    worked_time: 0,
    billable_time: 0,
    estimated_time: 0,
    budgeted_time: null,
    rolled_over_time: 0,
    profit_margin: '100.0',
    booked_time: 0,
    unit_id: forExpenses ? 2 : 1,
    future_booked_time: 0,
    markup: null,
    discount: null,
    quantity: '1.0',
    limitation_type: 'no_limitation',
    currency,
    price: 12_500,
    revenue: 12_500,
    projected_revenue: 12_500,
    budget_total: 12_500,
    profit: 12_500,
  };
}
