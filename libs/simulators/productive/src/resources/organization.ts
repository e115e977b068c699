import { textOf } from '../world/json.js';
import type { Resource } from './resource.js';
import { archivable, filter, filters, inert, readable, sorts } from './resource.js';

export const organizations: Resource = {
  type: 'organizations',
  item: 'Organization',
  operations: readable,
  relations: { company: 'companies', owner: 'people', organization_subscription: 'organization_subscriptions' },
  writable: {},
  filters: filters('id', 'id'),
  sorts: sorts('name'),
};

export const memberships: Resource = {
  type: 'organization_memberships',
  item: 'OrganizationMembership',
  operations: readable,
  relations: { user: 'users', person: 'people' },
  writable: {},
  filters: { organization_id: filter('id', ({ organizationId }) => organizationId) },
};

export const subscriptions: Resource = {
  type: 'organization_subscriptions',
  item: 'OrganizationSubscription',
  operations: ['show'],
  members: 'nothing',
  relations: {},
  writable: {},
};

export const users: Resource = { type: 'users', item: 'User', operations: ['show'], relations: {}, writable: {} };

export const people: Resource = {
  type: 'people',
  stamps: ['created_at', 'last_activity_at'],
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

export const roles: Resource = {
  type: 'roles',
  item: 'Role',
  operations: readable,
  relations: {},
  writable: {},
  filters: filters('id', 'id'),
};

export const subsidiaries: Resource = {
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
