import type { Problem } from '../wire/refusal.js';
import { invalid, unprocessable } from '../wire/refusal.js';
import { exchangeRate, knownCurrencies } from '../world/currency.js';
import { numberOf, textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { addDays } from '../world/time.js';
import { finalise } from './finalise-invoice.js';
import { snapshotAddresses } from './invoice-addresses.js';
import { invoiceTotals } from './invoice-totals.js';
import { exportThroughOwnConnector, requireOwnConnector } from './own-invoice-export.js';
import type { Desk, Resource } from './resource.js';
import { everything, filter, filters, inert, sorts, through } from './resource.js';
import { sentRefusals } from './sent-lock.js';

export const invoices: Resource = {
  type: 'invoices',
  stamps: ['created_at', 'updated_at', 'last_activity_at', 'deleted_at'],
  item: 'Invoice',
  operations: everything,
  feature: 'financials',
  members: 'nothing',
  bulk: ['create'],
  relations: {
    company: 'companies',
    subsidiary: 'subsidiaries',
    document_type: 'document_types',
    bill_to: 'contact_entries',
    bill_from: 'contact_entries',
    bank_account: 'bank_accounts',
    attachment: 'attachments',
    creator: 'people',
    issuer: 'people',
    parent_invoice: 'invoices',
    invoice_attributions: ['invoice_attributions'],
    custom_field_people: ['people'],
    custom_field_attachments: ['attachments'],
  },
  writable: {
    number: 'text',
    subject: 'text',
    invoiced_on: 'day',
    pay_on: 'day',
    payment_terms_type: 'text',
    payment_terms_days: 'whole',
    pay_on_relative: 'flag',
    delivery_on: 'day',
    sent_on: 'day',
    discount: 'decimal',
    tax1_name: 'text',
    tax1_value: 'decimal',
    tax2_name: 'text',
    tax2_value: 'decimal',
    currency: 'text',
    note: 'text',
    footer: 'text',
    tag_list: 'list',
    purchase_order_number: 'text',
    custom_fields: 'hash',
    invoice_type_id: 'whole',
    exported: 'flag',
    export_id: 'text',
    export_invoice_url: 'text',
    creation_options: 'hash',
    bank_account_details: 'hash',
    subscriber_ids: 'list',
  },
  hiddenAttributes: ['subscriber_ids'],
  writableLinks: ['company', 'subsidiary', 'document_type', 'issuer', 'attachment', 'bank_account', 'parent_invoice'],
  required: ['company', 'currency', 'invoiced_on'],
  content: ['number', 'subject', 'invoiced_on', 'pay_on', 'delivery_on', 'sent_on', 'discount', 'currency', 'note'],
  money: [
    'amount',
    'amount_tax',
    'amount_with_tax',
    'amount_paid',
    'amount_unpaid',
    'amount_written_off',
    'amount_credited',
    'amount_credited_with_tax',
  ],
  filters: {
    ...filters('id', 'id company_id subsidiary_id creator_id issuer_id parent_invoice_id'),
    ...filters('text', 'number currency payment_terms_type purchase_order_number'),
    ...filters('day', 'invoiced_on pay_on paid_on sent_on delivery_on'),
    ...filters('instant', 'created_at last_activity_at'),
    ...filters(
      'number',
      'amount amount_tax amount_with_tax amount_paid amount_unpaid amount_credited amount_credited_with_tax amount_written_off payment_terms',
    ),
    ...filters('flag', 'credited'),
    ...inert(
      'full_query jump_query responsible_id subscriber_id automatically_created invoicing_method invoice_aging fuzzy_dates fuzzy_people status invoice_status',
    ),
    query: filter('text', ({ attributes }) => `${textOf(attributes['number'])} ${textOf(attributes['subject'])}`),
    tags: filter('text', ({ attributes }) => attributes['tag_list']),
    custom_fields: filter('fields', ({ attributes }) => attributes['custom_fields']),
    parent_company_id: filter(
      'id',
      (row, world) => through(row, world, ['company', 'companies'], ['parent_company', 'companies'])?.id ?? null,
    ),
    deal_id: filter('id', (row, world) =>
      world.of(row, 'invoice_attributions', 'invoice').map((attribution) => linkOf(attribution, 'budget')),
    ),
    project_id: filter('id', (row, world) =>
      world
        .of(row, 'invoice_attributions', 'invoice')
        .map((attribution) => through(attribution, world, ['budget', 'deals'], ['project', 'projects'])?.id ?? null),
    ),
    invoice_state: filter('number', ({ attributes }) => (attributes['finalized_on'] === null ? 1 : 2)),
    sent_status: filter('number', ({ attributes }) => (attributes['sent_on'] === null ? 2 : 1)),
    export_status: filter('number', ({ attributes }) => (attributes['exported'] === true ? 1 : 2)),
    invoice_type: filter('number', ({ attributes }) => attributes['invoice_type_id']),
    payment_status: filter('number', ({ attributes }) =>
      typeof attributes['paid_on'] === 'string' ? 1 : numberOf(attributes['amount_paid']) === 0 ? 2 : 3,
    ),
    overdue_status: filter('number', ({ attributes }) =>
      attributes['paid_on'] === null && (textOf(attributes['pay_on']) || '9999') < textOf(attributes['as_of']) ? 2 : 1,
    ),
  },
  sorts: {
    ...sorts(
      'amount amount_credited amount_credited_with_tax amount_paid amount_tax amount_with_tax amount_written_off created_at credited deleted_at delivery_on discount invoiced_on last_activity_at number pay_on purchase_order_number sent_on subject',
    ),
    custom_fields: () => null,
    company_name: (row, world) => through(row, world, ['company', 'companies'])?.attributes['name'],
  },

  initial: (desk, draft) => {
    const company = desk.world.find('companies', linkOf(draft, 'company'));
    const subsidiaryId =
      linkOf(draft, 'subsidiary') ??
      (company === undefined ? null : linkOf(company, 'default_subsidiary')) ??
      desk.world.list(desk.organizationId, 'subsidiaries')[0]?.id ??
      null;
    return {
      attributes: {
        number: null,
        subject: null,
        sent_on: null,
        pay_on: null,
        payment_terms_type: null,
        payment_terms_days: null,
        pay_on_relative: false,
        delivery_on: null,
        paid_on: null,
        finalized_on: null,
        finalized_at: null,
        discount: null,
        tax1_name: null,
        tax1_value: null,
        tax2_name: null,
        tax2_value: null,
        line_item_tax: true,
        note: null,
        note_interpolated: null,
        footer: null,
        footer_interpolated: null,
        tag_list: [],
        purchase_order_number: null,
        custom_fields: null,
        invoice_type_id: 1,
        credited: false,
        exported: false,
        exported_at: null,
        export_integration_type_id: null,
        export_id: null,
        export_invoice_url: null,
        company_reference_id: null,
        creation_options: {},
        bank_account_details: {},
        email_key: desk.secret(`invoice/${draft.id}`),
        sample_data: false,
        invoice_template_id: null,
      },
      links: {
        subsidiary: subsidiaryId,
        creator: desk.personId,
        issuer: desk.personId,
        document_type:
          desk.world
            .list(desk.organizationId, 'document_types')
            .find((type) => linkOf(type, 'subsidiary') === subsidiaryId)?.id ?? null,
        invoice_attributions: [],
        custom_field_people: [],
        custom_field_attachments: [],
        attachment: null,
        bank_account: null,
        parent_invoice: null,
      },
    };
  },

  derive: (desk, row) => {
    const { invoiced_on, pay_on, payment_terms_type, payment_terms_days } = row.attributes;
    const due = dueOn(textOf(invoiced_on), textOf(payment_terms_type), numberOf(payment_terms_days)) ?? pay_on ?? null;
    const days =
      typeof due === 'string' ? Math.round((Date.parse(due) - Date.parse(textOf(invoiced_on))) / 86_400_000) : null;
    return invoiceTotals(desk, {
      ...row,
      attributes: {
        ...row.attributes,
        pay_on: due,
        payment_terms: days,
        note_interpolated: row.attributes['note'] ?? null,
        footer_interpolated: row.attributes['footer'] ?? null,
        exchange_rate: exchangeRate(textOf(row.attributes['currency']), desk.currency),
        exchange_date: invoiced_on ?? null,
        ...(desk.assumptions.exportedAtStamped &&
        row.attributes['exported'] === true &&
        row.attributes['exported_at'] === null
          ? { exported_at: new Date(desk.now).toISOString() }
          : {}),
      },
    });
  },

  check: (desk, next, previous) => {
    const problems: Problem[] = [];
    const { sent_on, finalized_on, discount, currency, invoice_type_id } = next.attributes;
    if (!knownCurrencies.includes(textOf(currency))) problems.push(invalid('currency', 'is not included in the list'));
    if (numberOf(discount) < 0 || numberOf(discount) > 100)
      problems.push(invalid('discount', 'must be between 0 and 100'));
    if (invoice_type_id !== 1 && invoice_type_id !== 2)
      problems.push(invalid('invoice_type_id', 'is not included in the list'));
    if (invoice_type_id === 2 && isDraft(desk.world.find('invoices', linkOf(next, 'parent_invoice'))))
      problems.push(invalid('parent_invoice', 'must be finalized'));
    if (sent_on !== null && finalized_on === null) problems.push(invalid('sent_on', 'invoice must be finalized'));
    if (previous !== null && desk.via === 'api') problems.push(...sentRefusals(desk, next, previous));
    if (previous !== null && previous.attributes['sent_on'] !== null && sent_on === null && hasPayments(desk, next))
      problems.push(invalid('sent_on', 'invoice has payments'));
    return problems;
  },

  checkRemoval: (desk, row) => {
    if (hasPayments(desk, row)) return [invalid('base', 'invoice has payments')];
    const final = row.attributes['finalized_on'] !== null;
    return final && desk.via === 'api' && !desk.assumptions.finalisedInvoicesDeletable
      ? [invalid('base', 'finalized invoice can not be deleted')]
      : [];
  },

  settle: (desk, next, previous) => {
    const invoice = next ?? previous;
    if (invoice === null) return;
    if (previous === null) snapshotAddresses(desk, invoice);
    const parent = desk.world.live(invoice.organizationId, 'invoices', linkOf(invoice, 'parent_invoice'));
    if (parent !== undefined) desk.world.put(invoiceTotals(desk, parent));
    if (next !== null) return;
    for (const type of ['line_items', 'invoice_attributions'])
      for (const row of desk.world.of(invoice, type, 'invoice'))
        desk.world.change(row, { deleted_at: new Date(desk.now).toISOString() });
  },

  actions: {
    finalize: (desk, row, input) => finalise(desk, row, input),
    send: (desk, row) => {
      if (row.attributes['finalized_on'] === null) throw unprocessable('sent_on', 'invoice must be finalized');
      return desk.world.change(row, { sent_on: desk.today });
    },
    send_einvoice: (_desk, row) => {
      throw unprocessable(
        'format_id',
        row.attributes['finalized_on'] === null ? 'invoice must be finalized' : 'feature unavailable',
      );
    },
    export: (desk, row) => exportThroughOwnConnector(desk, row),
    export_update: (desk, row) => {
      requireOwnConnector(desk, row);
      if (row.attributes['exported'] !== true) throw unprocessable('export_to_accounting', 'feature unavailable');
      return desk.world.change(row, { exported_at: new Date(desk.now).toISOString() });
    },
  },
};

function isDraft(invoice: Row | undefined): boolean {
  return invoice?.attributes['finalized_on'] === null;
}

function hasPayments(desk: Desk, invoice: Row): boolean {
  return desk.world.of(invoice, 'payments', 'invoice').length > 0;
}

function dueOn(invoicedOn: string, type: string, days: number): string | null {
  if (invoicedOn === '') return null;
  if (type === 'due_upon_receipt') return invoicedOn;
  if (type === 'days_after_invoice_date') return addDays(invoicedOn, days);
  if (type !== 'end_of_month') return null;
  const [year, month] = invoicedOn.split('-').map(Number);
  return addDays(new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10), days);
}
