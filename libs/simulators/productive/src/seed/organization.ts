import type { Engine } from '../engine.js';
import { ownConnector } from '../office/own-connector.js';
import { requireResource } from '../resources/catalogue.js';
import { createRecord } from '../resources/records.js';
import type { JsonObject } from '../world/json.js';
import type { Links } from '../world/row.js';
import type { CompanyProfile, Profile } from './profiles.js';
import {
  subscriptionOf,
  organizationOf,
  roleOf,
  documentTypeOf,
  bankAccountOf,
  entry,
  countryOf,
  projectOf,
  dealOf,
  serviceOf,
} from './shapes.js';

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
