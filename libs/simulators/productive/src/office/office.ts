import type { Engine } from '../engine.js';
import type { Plan } from '../gate/plans.js';
import { requireResource } from '../resources/catalogue.js';
import { actOn, createRecord, removeRecord, updateRecord } from '../resources/records.js';
import { decimalText } from '../world/decimal.js';
import type { JsonObject } from '../world/json.js';
import type { Links, Row } from '../world/row.js';
import { linkOf } from '../world/row.js';

import type { NewExpense, NewInvoice, NewLine, NewPayment } from './drafts.js';
import { ownConnector } from './own-connector.js';

/** What people do in Productive's own application, in one organisation. Ids are strings; amounts are minor units. */
export interface Office {
  readonly organizationId: string;
  list(type: string): Row[];
  find(type: string, id: string): Row | undefined;
  add(type: string, attributes: JsonObject, links?: Links): string;
  edit(type: string, id: string, attributes: JsonObject, links?: Links): Row;
  remove(type: string, id: string): void;
  archive(type: string, id: string): void;
  restore(type: string, id: string): void;
  addInvoice(invoice: NewInvoice): string;
  addLine(invoiceId: string, line: NewLine): string;
  finalise(invoiceId: string, number?: string): Row;
  markSent(invoiceId: string, on?: string): Row;
  markUnsent(invoiceId: string): Row;
  addPayment(invoiceId: string, payment: NewPayment): string;
  addExpense(expense: NewExpense): string;
  approve(expenseId: string): Row;
  unapprove(expenseId: string): Row;
  reject(expenseId: string, reason?: string): Row;
  attach(
    owner: { expenseId: string } | { invoiceId: string },
    file: { name: string; contentType: string; content: Buffer },
  ): string;
  setPlan(plan: Plan): void;
  /** Connects Productive's own accounting connector, so that two would export the same documents. */
  connectOwnConnector(options?: {
    paymentsImport?: boolean;
    taxRateMapping?: JsonObject;
    subsidiaryId?: string;
    isDeactivated?: boolean;
  }): string;
  /** What an automation's "make HTTP request" step does. */
  makeHttpRequest(
    url: string,
    body: JsonObject,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: string }>;
}

export function openOffice(engine: Engine, organizationId: string): Office {
  const { world } = engine;
  if (world.find('organizations', organizationId) === undefined) throw new Error(`no organisation ${organizationId}`);
  const actor = world.list(organizationId, 'people').find(({ attributes }) => attributes['role_id'] === 1)?.id ?? null;
  const work: <T>(task: Parameters<typeof engine.work<T>>[3]) => T = (task) =>
    engine.work(organizationId, actor, 'office', task);

  const get = (type: string, id: string): Row => {
    const row = world.live(organizationId, type, id);
    if (row === undefined) throw new Error(`no ${type} ${id} in organisation ${organizationId}`);
    return row;
  };
  const add: Office['add'] = (type, attributes, links = {}) =>
    work((desk) => createRecord(desk, requireResource(type), { attributes, links })).id;
  const edit: Office['edit'] = (type, id, attributes, links = {}) =>
    work((desk) => updateRecord(desk, requireResource(type), get(type, id), { attributes, links }));
  const act = (type: string, id: string, verb: string, input: JsonObject = {}): Row =>
    work((desk) => actOn(desk, requireResource(type), get(type, id), verb, input));
  const base = (): string => String(world.find('organizations', organizationId)?.attributes['currency'] ?? 'USD');
  const today = (): string => work((desk) => desk.today);

  const office: Office = {
    organizationId,
    list: (type) => world.list(organizationId, type),
    find: (type, id) => world.live(organizationId, type, id),
    add,
    edit,
    remove: (type, id) => work((desk) => removeRecord(desk, requireResource(type), get(type, id))),
    archive: (type, id) => void act(type, id, 'archive'),
    restore: (type, id) => void act(type, id, 'restore'),

    addInvoice: (invoice) =>
      world.transaction(() => {
        const day = invoice.invoicedOn ?? today();
        const id = add(
          'invoices',
          {
            invoiced_on: day,
            currency: invoice.currency ?? base(),
            pay_on: invoice.payOn ?? null,
            subject: invoice.subject ?? null,
            note: invoice.note ?? null,
            discount: invoice.discount === undefined ? null : decimalText(invoice.discount),
            purchase_order_number: invoice.purchaseOrderNumber ?? null,
            invoice_type_id: invoice.creditFor === undefined ? 1 : 2,
            sample_data: invoice.isSample === true,
            custom_fields: invoice.customFields ?? null,
          },
          {
            company: invoice.companyId,
            subsidiary: invoice.subsidiaryId ?? null,
            parent_invoice: typeof invoice.creditFor === 'string' ? invoice.creditFor : null,
          },
        );
        for (const line of invoice.lines ?? []) office.addLine(id, line);
        if (invoice.budgetId !== undefined) {
          const amount = get('invoices', id).attributes['amount'] ?? 0;
          add(
            'invoice_attributions',
            { amount, date_from: null, date_to: null },
            { invoice: id, budget: invoice.budgetId },
          );
        }
        if (invoice.finalise !== undefined && invoice.finalise !== false)
          office.finalise(id, typeof invoice.finalise === 'string' ? invoice.finalise : undefined);
        if (invoice.sent !== undefined && invoice.sent !== false)
          office.markSent(id, typeof invoice.sent === 'string' ? invoice.sent : undefined);
        return id;
      }),
    addLine: (invoiceId, line) =>
      add(
        'line_items',
        {
          description: line.description ?? '',
          quantity: decimalText(line.quantity ?? '1.0'),
          unit_price: line.unitPrice,
          discount: line.discount === undefined ? null : decimalText(line.discount),
          unit_id: line.unitId ?? 2,
        },
        {
          invoice: invoiceId,
          tax_rate: line.taxRateId,
          service: line.serviceId ?? null,
          ...(line.serviceTypeId === undefined ? {} : { service_type: line.serviceTypeId }),
          expense: line.expenseId ?? null,
        },
      ),
    finalise: (invoiceId, number) =>
      act('invoices', invoiceId, 'finalize', number === undefined ? {} : { attributes: { number } }),
    markSent: (invoiceId, on) => edit('invoices', invoiceId, { sent_on: on ?? today() }),
    markUnsent: (invoiceId) => edit('invoices', invoiceId, { sent_on: null }),
    addPayment: (invoiceId, payment) =>
      add(
        'payments',
        {
          amount: payment.amount,
          paid_on: payment.isWriteOff === true ? null : (payment.on ?? today()),
          written_off_on: payment.isWriteOff === true ? (payment.on ?? today()) : null,
          note: payment.note ?? null,
          external_id: payment.externalId ?? null,
        },
        { invoice: invoiceId },
      ),
    addExpense: (expense) =>
      add(
        'expenses',
        {
          name: expense.name,
          amount: expense.amount,
          quantity: decimalText(expense.quantity ?? '1.0'),
          currency: expense.currency ?? base(),
          date: expense.date ?? today(),
          pay_on: expense.payOn ?? null,
          reimbursable: expense.reimbursable ?? false,
          tax_inclusion: expense.taxInclusion ?? false,
          billable_amount: expense.billableAmount ?? expense.amount,
          custom_fields: expense.customFields ?? null,
        },
        {
          service: expense.serviceId,
          vendor: expense.vendorId ?? null,
          tax_rate: expense.taxRateId ?? null,
          ...(expense.personId === undefined ? {} : { person: expense.personId }),
        },
      ),
    approve: (id) => act('expenses', id, 'approve'),
    unapprove: (id) => act('expenses', id, 'unapprove'),
    reject: (id, reason) => act('expenses', id, 'reject', { attributes: { rejected_reason: reason ?? null } }),
    attach: (owner, file) => {
      const [name, id] =
        'expenseId' in owner ? (['expense', owner.expenseId] as const) : (['invoice', owner.invoiceId] as const);
      const attachment = add(
        'attachments',
        {
          name: file.name,
          content_type: file.contentType,
          size: file.content.length,
          attachable_type: name,
          temp_url: 'uploaded',
        },
        { [name]: id },
      );
      world.files.set(attachment, file.content.toString('base64'));
      return attachment;
    },
    setPlan: (plan) => {
      const organization = get('organizations', organizationId);
      const subscription = world.find('organization_subscriptions', linkOf(organization, 'organization_subscription'));
      if (subscription === undefined) throw new Error(`organisation ${organizationId} has no subscription`);
      world.change(subscription, { plan_type: plan, current_plan: { plan_type: plan } });
    },
    connectOwnConnector: (options = {}) => {
      const id = world.nextId('integrations', organizationId);
      world.put(ownConnector(organizationId, id, engine.clock.now(), options));
      return id;
    },
    makeHttpRequest: async (url, body, headers = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.text() };
    },
  };
  return office;
}
