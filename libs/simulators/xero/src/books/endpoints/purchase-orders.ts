import { toNumber } from '../arithmetic/decimal.js';
import { writeBatch } from '../batch.js';
import type { Saved } from '../batch.js';
import { notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderInstant } from '../calendar.js';
import { amountTypes } from '../documents/invoice-shape.js';
import { approvalProblems, lineShape } from '../documents/plan-lines.js';
import { echoDocument, planPriced } from '../documents/plan-priced.js';
import { contactOf, days, renderLines, totals } from '../documents/render-document.js';
import type { DocumentDetail } from '../documents/render-document.js';
import { noteEdited, noteReceived } from '../history.js';
import { isGuid, newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { PurchaseOrder } from '../ledger.js';
import { say } from '../messages.js';
import { list } from '../query/list.js';
import { dayOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { attachments } from './attachments.js';
import { feedOf } from './feed.js';
import { history } from './history.js';
import { dayAt, listAnswer } from './invoices.js';

type Status = PurchaseOrder['status'];

const statuses = ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'BILLED', 'DELETED'] as const;

const shape: Shape = {
  PurchaseOrderID: 'guid',
  PurchaseOrderNumber: 'text',
  Contact: { object: { ContactID: 'guid', Name: 'text' } },
  LineItems: { list: lineShape },
  LineAmountTypes: amountTypes,
  Date: 'day',
  DeliveryDate: 'day',
  Reference: 'text',
  CurrencyCode: 'text',
  CurrencyRate: 'number',
  Status: { choice: 'PurchaseOrderStatus', of: statuses },
};

const moves: Readonly<Record<Status, readonly Status[]>> = {
  DRAFT: ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED'],
  SUBMITTED: ['SUBMITTED', 'DRAFT', 'AUTHORISED', 'DELETED'],
  AUTHORISED: ['AUTHORISED', 'BILLED', 'DELETED'],
  BILLED: ['BILLED'],
  DELETED: [],
};

export function purchaseOrders(work: Work): Answer {
  const [id, part, ...rest] = work.path;
  const { method } = work.call;
  const writing = { key: 'PurchaseOrders', what: 'PurchaseOrder', shape };
  if (id === undefined) {
    if (method === 'GET') return listOrders(work);
    if (method !== 'PUT' && method !== 'POST') return notImplemented();
    return writeBatch(work, {
      ...writing,
      save: (element) => save(work, element, method === 'POST' ? namedIn(work, element) : undefined),
    });
  }
  const order = find(work, id);
  if (part === 'History') return history(work, order?.id);
  if (!order) return notFound();
  if (part === 'Attachments')
    return attachments(work, { ownerId: order.id, endpoint: 'PurchaseOrders', online: false, rest });
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { PurchaseOrders: [render(work, order, 'full')] });
  if (method !== 'POST') return notImplemented();
  return writeBatch(work, { ...writing, only: 'one', save: (element) => save(work, element, order) });
}

function find(work: Work, idOrNumber: string): PurchaseOrder | undefined {
  const { purchaseOrders: orders } = work.ledger;
  return isGuid(idOrNumber) ? orders.get(idOrNumber) : orders.find('number', foldName(idOrNumber)).at(-1);
}

function namedIn(work: Work, element: Json): PurchaseOrder | undefined {
  return find(work, textOf(element, 'PurchaseOrderID') ?? textOf(element, 'PurchaseOrderNumber') ?? '');
}

function listOrders(work: Work): Answer {
  const status = work.call.query.get('status');
  const paged = work.call.query.has('page');
  const result = list<PurchaseOrder>({
    table: work.ledger.purchaseOrders,
    fields: {
      PurchaseOrderID: { kind: 'guid', read: (row) => row.id, optimised: 'equal' },
      PurchaseOrderNumber: { kind: 'text', read: (row) => row.number, optimised: 'equal' },
      Status: { kind: 'text', read: (row) => row.status, optimised: 'equal' },
      Date: { kind: 'date', read: (row) => dayAt(row.on), optimised: 'range' },
      UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
    },
    type: 'PurchaseOrder',
    query: work.call.query,
    ...feedOf(work),
    keep: (order) => !status || order.status === status,
    paging: 'on request',
  });
  return listAnswer(work, result, 'PurchaseOrders', (order) => render(work, order, paged ? 'full' : 'list'));
}

function save(work: Work, element: Json, before: PurchaseOrder | undefined): Saved {
  const status = (textOf(element, 'Status') ?? before?.status ?? 'DRAFT') as Status;
  const { priced, contact, problems } = planPriced(work, element, before, { discounts: true });
  const number = textOf(element, 'PurchaseOrderNumber') || before?.number;
  const holder = number ? find(work, number) : undefined;
  const legal = before ? moves[before.status].includes(status) : ['DRAFT', 'SUBMITTED', 'AUTHORISED'].includes(status);
  const all = [
    ...(legal ? [] : [say(before ? 'statusNotForModification' : 'statusNotForCreation')]),
    ...problems,
    ...(status === 'AUTHORISED' ? approvalProblems(priced.lines) : []),
    ...(holder && holder.id !== before?.id ? [say('orderNumberTaken')] : []),
  ];
  if (all.length > 0 || contact.contactProblems.length > 0) {
    const echo = echoDocument(element, 'PurchaseOrderID', before?.id ?? ZERO_GUID, contact.contactProblems);
    return { ok: false, echo, problems: [...new Set(all)] };
  }
  const order = work.ledger.purchaseOrders.put({
    ...priced,
    id: before?.id ?? newId(),
    updatedAt: stamp(work),
    number: number ?? nextNumber(work),
    status,
    deliveryOn: dayOf(element, 'DeliveryDate') ?? before?.deliveryOn,
    totalDiscount: priced.lines.reduce((sum, line) => sum + line.discount, 0n),
  });
  if (before) noteEdited(work, order.id);
  else noteReceived(work, order.id);
  return { ok: true, rendered: render(work, order, 'full') };
}

function nextNumber(work: Work): string {
  const own = work.ledger.organisation();
  let next = own.nextNumbers.purchaseOrder;
  while (find(work, `PO-${String(next).padStart(4, '0')}`)) next += 1;
  work.ledger.organisations.put({ ...own, nextNumbers: { ...own.nextNumbers, purchaseOrder: next + 1 } });
  return `PO-${String(next).padStart(4, '0')}`;
}

function render(work: Work, order: PurchaseOrder, detail: DocumentDetail): Json {
  return {
    PurchaseOrderID: order.id,
    PurchaseOrderNumber: order.number,
    ...days({ Date: order.on, DeliveryDate: order.deliveryOn }),
    ...(order.reference === '' ? {} : { Reference: order.reference }),
    Contact: contactOf(work, order.contactId, detail),
    Status: order.status,
    LineAmountTypes: order.amounts,
    LineItems: detail === 'full' ? renderLines(work, order.lines) : [],
    ...totals(order),
    TotalDiscount: toNumber(order.totalDiscount, 2),
    CurrencyCode: order.currency,
    CurrencyRate: toNumber(order.rate, 6),
    SentToContact: false,
    HasAttachments: work.ledger.attachments.find('owner', order.id).length > 0,
    UpdatedDateUTC: renderInstant(order.updatedAt),
  };
}
