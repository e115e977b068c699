import { authorize } from '../gate/access.js';
import { approve } from '../resources/expenses.js';
import { requireResource } from '../resources/catalogue.js';
import { createRecord } from '../resources/records.js';
import { unprocessable } from '../wire/refusal.js';
import { renderRow } from '../wire/render.js';
import type { JsonObject } from '../world/json.js';
import { isObject, textOf } from '../world/json.js';
import type { Row, Token } from '../world/row.js';
import { linkOf } from '../world/row.js';
import type { Api, Route } from './context.js';
import { found, readData, work } from './context.js';
import { written, writtenText } from './replies.js';
import type { Received, Reply } from './request.js';

/** Verbs that stand where an id would. */
export const collectionVerbs: Readonly<Record<string, string>> = {
  'PATCH expenses/bulk_approve': 'bulk_approve',
  'POST expenses/copy': 'copy',
  'POST line_items/generate': 'generate',
};

export function collectionAction(api: Api, request: Received, token: Token, { resource, verb }: Route): Reply {
  authorize(api.engine.world, token, resource, 'action');
  const data = readData(request);
  const attributes = isObject(data['attributes']) ? data['attributes'] : data;
  if (verb === 'copy') {
    const template = found(api, token, resource, String(attributes['template_id'] ?? ''));
    const change = copyOf(attributes, template);
    return written(
      api.engine.world,
      201,
      work(api, token, (desk) => createRecord(desk, resource, change)),
    );
  }
  if (verb === 'bulk_approve') {
    const ids = Array.isArray(attributes['ids']) ? attributes['ids'].map(String) : [];
    const rows = work(api, token, (desk) =>
      ids.map((id) => {
        const row = found(api, token, resource, id);
        approve(desk, row, {});
        return row;
      }),
    );
    const { world } = api.engine;
    return writtenText(200, {
      data: rows.map((row) => renderRow(world, world.find(row.type, row.id) ?? row, {})),
      meta: {},
    });
  }
  return generate(api, token, data);
}

/** One line for what a budget has left to invoice; of the generator's ways, the percentage and the remaining amount. */
function generate(api: Api, token: Token, data: JsonObject): Reply {
  const { world } = api.engine;
  const invoice = world.live(token.organizationId, 'invoices', String(data['invoice_id'] ?? ''));
  if (invoice === undefined) throw unprocessable('invoice', 'must exist');
  const budgets = Array.isArray(data['budget_ids']) ? data['budget_ids'].map(String) : [];
  const rows = work(api, token, (desk) =>
    budgets.flatMap((budgetId) => {
      const budget = world.live(token.organizationId, 'deals', budgetId);
      if (budget === undefined) throw unprocessable('budget', 'must exist');
      const percent = data['invoicing_method'] === 'percentage' ? Number(data['percentage'] ?? 0) : 100;
      const service = world
        .list(token.organizationId, 'services')
        .find((candidate) => linkOf(candidate, 'deal') === budgetId);
      const price = Math.round((Number(budget.attributes['budget_total'] ?? 0) * percent) / 100);
      return createRecord(desk, requireResource('line_items'), {
        attributes: { description: textOf(budget.attributes['name']), quantity: '1.0', unit_price: price },
        links: {
          invoice: invoice.id,
          tax_rate: data['tax_rate_id'] === undefined ? null : String(data['tax_rate_id']),
          service: service?.id ?? null,
        },
      });
    }),
  );
  return writtenText(201, { data: rows.map((row) => renderRow(world, row, {})), meta: {} });
}

function copyOf(attributes: JsonObject, template: Row): { attributes: JsonObject; links: Row['links'] } {
  const names = ['name', 'date', 'currency', 'amount', 'quantity', 'billable_amount', 'tax_inclusion'];
  const copied = Object.fromEntries(names.map((name) => [name, template.attributes[name] ?? null]));
  return {
    attributes: { ...copied, ...(typeof attributes['name'] === 'string' ? { name: attributes['name'] } : {}) },
    links: {
      service: String(attributes['service_id'] ?? linkOf(template, 'service') ?? ''),
      vendor: linkOf(template, 'vendor'),
      tax_rate: linkOf(template, 'tax_rate'),
    },
  };
}
