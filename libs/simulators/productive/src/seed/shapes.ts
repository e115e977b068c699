import type { JsonObject } from '../world/json.js';
import type { CompanyProfile, Profile } from './profiles.js';

export function subscriptionOf({ plan }: Profile): JsonObject {
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

export function organizationOf(profile: Profile): JsonObject {
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

export function roleOf(name: string, base: number): JsonObject {
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

export function documentTypeOf({ locale }: Profile): JsonObject {
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

export function bankAccountOf(name: string, currency: string): JsonObject {
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

export function entry(
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

export function countryOf({ currency }: Profile): string {
  return { GBP: 'United Kingdom', AUD: 'Australia', USD: 'United States' }[currency] ?? '';
}

export function projectOf(client: string, index: number): JsonObject {
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
export function dealOf(client: string, index: number, currency: string): JsonObject {
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

export function serviceOf(name: string, position: number, currency: string, forExpenses: boolean): JsonObject {
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
