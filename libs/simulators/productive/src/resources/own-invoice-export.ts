import { planAllows } from '../gate/plans.js';
import { invalid, Refusal, unprocessable } from '../wire/refusal.js';
import { isObject } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { finalise } from './finalise-invoice.js';
import type { Desk } from './resource.js';

/** What Productive does when its own connector is told to export: refuses unmapped rates, finalises drafts. */
export function exportThroughOwnConnector(desk: Desk, row: Row): Row {
  const connector = requireOwnConnector(desk, row);
  const mapping = isObject(connector.attributes['tax_rate_mapping']) ? connector.attributes['tax_rate_mapping'] : {};
  const unmapped = desk.world
    .of(row, 'line_items', 'invoice')
    .some((line) => !((linkOf(line, 'tax_rate') ?? '') in mapping));
  if (unmapped) throw new Refusal(422, [invalid('tax_rate', 'Tax rates not mapped', 'tax_rates_not_mapped')]);
  const final = row.attributes['finalized_on'] === null ? finalise(desk, row, {}) : row;
  return desk.world.change(final, {
    exported: true,
    exported_at: new Date(desk.now).toISOString(),
    export_id: `own-${row.id}`,
    export_invoice_url: `https://go.xero.com/AccountsReceivable/View.aspx?InvoiceID=own-${row.id}`,
    export_integration_type_id: 3,
  });
}

/** The active connector of the plan; without one, Productive says that the feature is unavailable. */
export function requireOwnConnector(desk: Desk, row: Row): Row {
  const connector = desk.world
    .list(row.organizationId, 'integrations')
    .find(({ attributes }) => attributes['use_invoices_export'] === true && attributes['deactivated_at'] === null);
  if (connector === undefined || !planAllows(desk.world, row.organizationId, 'exports'))
    throw unprocessable('export_to_accounting', 'feature unavailable');
  return connector;
}
