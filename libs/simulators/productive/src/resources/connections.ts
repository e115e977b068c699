import { invalid } from '../wire/refusal.js';
import { isObject, numberOf, textOf } from '../world/json.js';
import type { Resource } from './resource.js';
import { filter, filters, inert, sorts } from './resource.js';

export const integrations: Resource = {
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

export const webhooks: Resource = {
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

export const webhookLogs: Resource = {
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
