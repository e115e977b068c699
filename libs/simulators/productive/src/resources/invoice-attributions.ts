import { linkOf } from '../world/row.js';
import type { Resource } from './resource.js';
import { everything, filters } from './resource.js';

export const attributions: Resource = {
  type: 'invoice_attributions',
  stamps: [],
  item: 'InvoiceAttribution',
  operations: everything,
  feature: 'financials',
  members: 'nothing',
  relations: { invoice: 'invoices', budget: 'deals' },
  writable: { amount: 'money', date_from: 'day', date_to: 'day' },
  writableLinks: ['invoice', 'budget'],
  required: ['invoice', 'budget', 'amount'],
  money: ['amount'],
  hiddenAttributes: ['exchange_rate'],
  filters: filters('id', 'invoice_id budget_id'),
  initial: () => ({ attributes: { date_from: null, date_to: null }, links: {} }),
  derive: (desk, row) => {
    const invoice = desk.world.find('invoices', linkOf(row, 'invoice'));
    const { currency = null, exchange_rate = '1.0' } = invoice?.attributes ?? {};
    return { ...row, attributes: { ...row.attributes, currency, exchange_rate } };
  },
  settle: (desk, next, previous) => {
    const part = next ?? previous;
    const invoice = part === null ? undefined : desk.world.find('invoices', linkOf(part, 'invoice'));
    if (invoice === undefined) return;
    const ids = desk.world.of(invoice, 'invoice_attributions', 'invoice').map(({ id }) => id);
    desk.world.change(invoice, {}, { invoice_attributions: ids });
  },
};
