import { textOf } from '../world/json.js';
import { linkOf } from '../world/row.js';
import type { Resource } from './resource.js';
import { everything, filters, inert, sorts } from './resource.js';

export const attachments: Resource = {
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
