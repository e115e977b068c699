import type { Resource } from './resource.js';
import { filter, filters, sorts } from './resource.js';

export const deletedItems: Resource = {
  type: 'deleted_items',
  item: 'DeletedItem',
  operations: ['index'],
  members: 'nothing',
  relations: { deleter: 'people' },
  writable: {},
  filters: { ...filters('text', 'item_type'), ...filters('instant', 'created_at'), ...filters('id', 'deleter_id') },
  sorts: sorts('created_at'),
};

export const activities: Resource = {
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
