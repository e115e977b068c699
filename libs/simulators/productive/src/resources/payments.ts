import type { Problem } from '../wire/refusal.js';
import { invalid } from '../wire/refusal.js';
import { numberOf, textOf } from '../world/json.js';
import { linkOf } from '../world/row.js';
import { refreshInvoice } from './line-items.js';
import type { Resource } from './resource.js';
import { everything, filter, filters, inert, sorts, through } from './resource.js';

export const payments: Resource = {
  type: 'payments',
  stamps: [],
  item: 'Payment',
  operations: everything,
  feature: 'financials',
  members: 'nothing',
  bulk: ['create'],
  relations: { invoice: 'invoices' },
  writable: { amount: 'money', paid_on: 'day', written_off_on: 'day', note: 'text', external_id: 'text' },
  writableLinks: ['invoice'],
  required: ['amount', 'invoice'],
  money: ['amount'],
  hiddenAttributes: ['exchange_rate'],
  filters: {
    ...filters('id', 'id invoice_id'),
    ...filters('text', 'external_id'),
    ...filters('number', 'amount'),
    ...filters('day', 'paid_on written_off_on'),
    ...inert('query'),
    paid_after: filter('day', ({ attributes }) => attributes['paid_on'], 'gt'),
    paid_before: filter('day', ({ attributes }) => attributes['paid_on'], 'lt'),
    number: filter('text', (row, world) => through(row, world, ['invoice', 'invoices'])?.attributes['number']),
    company_id: filter(
      'id',
      (row, world) => through(row, world, ['invoice', 'invoices'], ['company', 'companies'])?.id,
    ),
    subsidiary_id: filter(
      'id',
      (row, world) => through(row, world, ['invoice', 'invoices'], ['subsidiary', 'subsidiaries'])?.id,
    ),
    budget_id: filter('id', (row, world) =>
      world
        .list(row.organizationId, 'invoice_attributions')
        .filter((attribution) => linkOf(attribution, 'invoice') === linkOf(row, 'invoice'))
        .map((attribution) => linkOf(attribution, 'budget')),
    ),
    project_id: filter('id', (row, world) =>
      world
        .list(row.organizationId, 'invoice_attributions')
        .filter((attribution) => linkOf(attribution, 'invoice') === linkOf(row, 'invoice'))
        .map((attribution) => through(attribution, world, ['budget', 'deals'], ['project', 'projects'])?.id ?? null),
    ),
  },
  sorts: {
    ...sorts('amount note paid_on written_off_on'),
    date: ({ attributes }) => attributes['paid_on'] ?? attributes['written_off_on'],
    invoice_number: (row, world) => through(row, world, ['invoice', 'invoices'])?.attributes['number'],
  },
  initial: () => ({ attributes: { paid_on: null, written_off_on: null, note: null, external_id: null }, links: {} }),
  derive: (desk, row) => {
    const invoice = desk.world.find('invoices', linkOf(row, 'invoice'));
    const { currency = null, exchange_rate = '1.0' } = invoice?.attributes ?? {};
    return { ...row, attributes: { ...row.attributes, currency, exchange_rate } };
  },
  check: (desk, next, previous) => {
    const problems: Problem[] = [];
    const { amount, paid_on, written_off_on } = next.attributes;
    const invoice = desk.world.live(next.organizationId, 'invoices', linkOf(next, 'invoice'));
    if (paid_on === null && written_off_on === null) problems.push(invalid('paid_on', "can't be blank"));
    if (numberOf(amount) <= 0) problems.push(invalid('amount', 'must be greater than 0'));
    if (invoice === undefined) return [...problems, invalid('invoice', 'must exist')];
    if (previous !== null && linkOf(previous, 'invoice') !== invoice.id)
      problems.push(invalid('invoice', 'can not be changed'));
    if (invoice.attributes['finalized_on'] === null) problems.push(invalid('invoice', 'must be finalized'));
    else if (desk.assumptions.paymentsNeedSent && textOf(invoice.attributes['sent_on']) === '')
      problems.push(invalid('invoice', 'must be sent'));
    const room = numberOf(invoice.attributes['amount_unpaid']) + numberOf(previous?.attributes['amount']);
    if (desk.assumptions.overpaymentRefused && numberOf(amount) > room)
      problems.push(invalid('amount', 'must be less than or equal to the unpaid amount'));
    return problems;
  },
  checkRemoval: (desk, row) =>
    desk.via === 'api' && row.attributes['external_id'] !== null && !desk.assumptions.importedPaymentsDeletable
      ? [invalid('base', 'imported payment can not be deleted')]
      : [],
  settle: (desk, next, previous) => refreshInvoice(desk, next ?? previous, 'payment'),
};
