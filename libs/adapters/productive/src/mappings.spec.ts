import { readFileSync } from 'node:fs';
import { readResource, related, type Resource } from './client/json-api.js';
import { toAttachment } from './mappers/attachment.js';
import { toExpense } from './mappers/expense.js';
import { toPurchaseOrder } from './mappers/purchase-order.js';
import { toInvoiceLine } from './mappers/invoice-line.js';
import { toInvoice } from './mappers/invoice.js';
import { toCustomer } from './mappers/party.js';
import { toTaxRate } from './mappers/tax-rate.js';
import { createWebLinks } from './mappers/web-links.js';

const links = createWebLinks('https://app.productive.io');
const to = (type: string, id: string) => ({ data: { type, id } });
const address = {
  address: '1 High Street',
  city: 'London',
  state: 'Greater London',
  zipcode: 'N1',
  country: 'United Kingdom',
};

const included = [
  { id: '11', type: 'subsidiaries', attributes: { name: 'Brightwell Studio Ltd' } },
  {
    id: '501',
    type: 'tax_rates',
    attributes: { name: 'VAT', primary_component_value: '20.0' },
    relationships: { subsidiary: to('subsidiaries', '11') },
  },
  { id: '601', type: 'service_types', attributes: { name: 'Design' } },
  { id: '651', type: 'document_types', attributes: {} },
  { id: '701', type: 'companies', attributes: { name: 'Acme', default_currency: 'GBP' } },
  { id: '702', type: 'contact_entries', attributes: { ...address, vat: 'GB1' } },
  { id: '26', type: 'people', attributes: { first_name: 'Ana', last_name: 'Novak', email: 'ana@brightwell.example' } },
  {
    ...{ id: '801', type: 'deals', attributes: {} },
    relationships: {
      ...{ subsidiary: to('subsidiaries', '11'), company: to('companies', '701'), project: to('projects', '811') },
    },
  },
  { id: '811', type: 'projects', attributes: { name: 'Relaunch' } },
  { id: '812', type: 'services', attributes: {}, relationships: { deal: to('deals', '801') } },
  { id: '813', type: 'invoice_attributions', attributes: {}, relationships: { budget: to('deals', '801') } },
  { id: '901', type: 'attachments', attributes: { name: 'a.pdf', content_type: 'application/pdf', size: 10 } },
];

const relationships = {
  ...{ company: to('companies', '701'), vendor: to('companies', '701'), bill_to: to('contact_entries', '702') },
  ...{ person: to('people', '26'), service: to('services', '812') },
  invoice_attributions: { data: [{ type: 'invoice_attributions', id: '813' }] },
  parent_invoice: to('invoices', '6'),
  ...{ subsidiary: to('subsidiaries', '11'), document_type: to('document_types', '651'), deal: to('deals', '801') },
  ...{
    attachment: to('attachments', '901'),
    tax_rate: to('tax_rates', '501'),
    service_type: to('service_types', '601'),
  },
};

const invoice = {
  ...{ number: 'INV-1', subject: 'Relaunch', purchase_order_number: 'PO 1', invoice_type_id: 1, finalized_on: null },
  ...{ finalized_at: null, sent_on: '2026-11-02', invoiced_on: '2026-11-02', pay_on: '2026-12-02', currency: 'GBP' },
  ...{ discount: '5.0', amount: 100, amount_tax: 20, amount_with_tax: 120, custom_fields: { '1': 'a' } },
  ...{ exported: true, export_id: 'L1' },
};
const line = { description: 'Design', quantity: '1.0', unit_price: 100, discount: '5.0', amount: 95, amount_tax: 19 };
const expense = {
  ...{
    name: 'Photos',
    date: '2026-11-02',
    pay_on: '2026-12-02',
    paid_on: '2026-11-20',
    currency: 'GBP',
    quantity: '1.0',
  },
  ...{ total_amount: 100, total_amount_with_tax: 120, approved: true, rejected: false, draft: false },
  reimbursable: true,
  custom_fields: { '2': 'b' },
  ...{ exported: true, export_id: 'L1' },
};
const order = {
  ...{ number: 'PO-1', subject: 'Print run', status_id: 2, issued_on: '2026-11-02', delivery_on: '2026-11-20' },
  ...{ currency: 'GBP', total_cost: 100, total_cost_with_tax: 120, exported: true, export_id: 'L1' },
};
const company = { name: 'Acme', default_currency: 'GBP', contact: {} };

describe.each([
  ['Invoice', invoice, (resource: Resource) => toInvoice(resource, [], '1001', links)],
  ['Line', line, (resource: Resource) => toInvoiceLine(resource, 'GBP')],
  ['Expense', expense, (resource: Resource) => toExpense(resource, '1001', links)],
  ['Purchase order', order, (resource: Resource) => toPurchaseOrder(resource, [], '1001', links)],
  ['Tax rate', { name: 'VAT', archived_at: null }, toTaxRate],
  ['Party', company, (resource: Resource) => toCustomer(resource, related(resource, 'bill_to'))],
  ['Attachment', { name: 'a.pdf', content_type: 'application/pdf', size: 10 }, toAttachment],
])('MAPPINGS.md, %s', (section, attributes, map) => {
  const table = tableOf(section);

  it('lists each of our fields', () => {
    const mapped = map(watched(section, attributes, new Set()));
    const withPartyDetail = section === 'Party' ? { ...mapped, email: '' } : mapped;
    expect(table.ours.sort()).toEqual(Object.keys(withPartyDetail).sort());
  });

  it('lists each attribute that is read, and no other', () => {
    const read = new Set<string>();
    map(watched(section, attributes, read));
    expect([...new Set(table.theirs)].sort()).toEqual([...read].sort());
  });
});

/** A resource that writes down which of its attributes are read, and of which relations that the table speaks about. */
function watched(section: string, attributes: object, read: Set<string>): Resource {
  const resource = readResource({ data: { id: '7', type: 'things', attributes, relationships }, included });
  if (!resource) throw new Error('not a resource');
  const watching = (values: Resource['attributes'], prefix: string) =>
    new Proxy(values, {
      get: (target, name: string) => {
        read.add(prefix + name);
        return target[name];
      },
    });
  const spokenOf = new Map([
    ['service_types', 'service_type.'],
    ['people', 'person.'],
  ]);
  if (section === 'Party') spokenOf.set('contact_entries', 'bill_to.');
  const along = [...resource.included.entries()].map(([key, other]) => {
    const prefix = spokenOf.get(other.type);
    return [key, prefix === undefined ? other : { ...other, attributes: watching(other.attributes, prefix) }] as const;
  });
  return { ...resource, attributes: watching(resource.attributes, ''), included: new Map(along) };
}

/** The words in backticks of the first two columns of a section's table. */
function tableOf(section: string): { readonly ours: string[]; readonly theirs: string[] } {
  const text = readFileSync(new URL('../MAPPINGS.md', import.meta.url), 'utf8');
  const part = text.split('\n## ').find((each) => each.startsWith(`${section} (`)) ?? '';
  const rows = part.split('\n').filter((row) => row.startsWith('| `'));
  const words = (column: number) =>
    rows.flatMap((row) => [...(row.split('|')[column] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
  return { ours: words(1), theirs: words(2) };
}
