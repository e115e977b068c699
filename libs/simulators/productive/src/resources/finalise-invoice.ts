import { unprocessable } from '../wire/refusal.js';
import type { JsonObject } from '../world/json.js';
import { isObject, numberOf, textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { invoiceTotals } from './invoice-totals.js';
import type { Desk } from './resource.js';

/** Assigns the number (the one given, or the subsidiary's next) and closes the draft. */
export function finalise(desk: Desk, row: Row, input: JsonObject): Row {
  if (row.attributes['finalized_on'] !== null) throw unprocessable('finalized_on', 'is already finalized');
  const given = isObject(input['attributes']) ? textOf(input['attributes']['number']) : '';
  const number = given || textOf(row.attributes['number']) || nextNumber(desk, row);
  const finalised = desk.world.change(row, {
    number,
    finalized_on: desk.today,
    finalized_at: new Date(desk.now).toISOString(),
  });
  const parent = desk.world.live(row.organizationId, 'invoices', linkOf(row, 'parent_invoice'));
  if (parent !== undefined) desk.world.put(invoiceTotals(desk, parent));
  return finalised;
}

function nextNumber(desk: Desk, row: Row): string {
  const subsidiary = desk.world.find('subsidiaries', linkOf(row, 'subsidiary'));
  if (subsidiary === undefined) return row.id;
  const next = numberOf(subsidiary.attributes['next_invoice_number']) || 1;
  desk.world.change(subsidiary, { next_invoice_number: next + 1 });
  const format = textOf(subsidiary.attributes['invoice_number_format']) || '{number}';
  return format
    .replace('{year}', textOf(row.attributes['invoiced_on']).slice(0, 4))
    .replace('{number}', String(next).padStart(4, '0'));
}
