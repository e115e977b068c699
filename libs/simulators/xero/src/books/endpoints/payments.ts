import { toNumber } from '../arithmetic/decimal.js';
import { writeBatch } from '../batch.js';
import { notFound, notImplemented, ok } from '../call.js';
import type { Answer, Work } from '../call.js';
import type { Payment } from '../ledger.js';
import { say } from '../messages.js';
import { renderPayment } from '../payments/render-payment.js';
import { createPayment, deletePayment, paymentShape } from '../payments/save-payment.js';
import { list } from '../query/list.js';
import type { Fields } from '../query/where.js';
import { textOf } from '../shape.js';
import { feedOf } from './feed.js';
import { history } from './history.js';
import { dayAt, listAnswer } from './invoices.js';

export function payments(work: Work): Answer {
  const [id, part] = work.path;
  const { method } = work.call;
  const render = (payment: Payment) => renderPayment(work, payment);
  if (id === undefined) {
    if (method === 'GET') return listPayments(work);
    if (method !== 'PUT' && method !== 'POST') return notImplemented();
    const save = (element: Readonly<Record<string, unknown>>) => createPayment(work, element, render);
    return writeBatch(work, { key: 'Payments', what: 'Payment', shape: paymentShape, save });
  }
  const payment = work.ledger.payments.get(id);
  if (part === 'History') return history(work, payment?.id);
  if (!payment) return notFound();
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { Payments: [render(payment)] });
  if (method !== 'POST') return notImplemented();
  return writeBatch(work, {
    key: 'Payments',
    what: 'Payment',
    shape: paymentShape,
    only: 'one',
    save: (element) =>
      textOf(element, 'Status') === 'DELETED'
        ? deletePayment(work, payment, render)
        : { ok: false, echo: { PaymentID: payment.id, ...element }, problems: [say('paymentImmutable')] },
  });
}

function listPayments(work: Work): Answer {
  const { query } = work.call;
  const unasked = !work.assumptions.deletedPaymentsListed && !/status/i.test(query.get('where') ?? '');
  const result = list<Payment>({
    table: work.ledger.payments,
    fields: fields(work),
    type: 'Payment',
    query,
    ...feedOf(work),
    fromIndex: (pins) => {
      const target = pins['Invoice.InvoiceID'];
      return typeof target === 'string' ? work.ledger.payments.find('target', target) : undefined;
    },
    keep: (payment) => !unasked || payment.status !== 'DELETED',
    paging: 'on request',
  });
  return listAnswer(work, result, 'Payments', (payment) => renderPayment(work, payment));
}

function fields(work: Work): Fields<Payment> {
  return {
    PaymentID: { kind: 'guid', read: (row) => row.id, optimised: 'equal' },
    PaymentType: { kind: 'text', read: (row) => row.paymentType, optimised: 'equal' },
    Status: { kind: 'text', read: (row) => row.status, optimised: 'equal' },
    Reference: { kind: 'text', read: (row) => row.reference, optimised: 'equal' },
    'Invoice.InvoiceID': { kind: 'guid', read: (row) => row.targetId, optimised: 'equal' },
    'Invoice.InvoiceNumber': { kind: 'text', read: (row) => work.ledger.invoices.get(row.targetId)?.number },
    'Account.AccountID': { kind: 'guid', read: (row) => row.accountId },
    BatchPaymentID: { kind: 'guid', read: (row) => row.batchId },
    Date: { kind: 'date', read: (row) => dayAt(row.on), optimised: 'range' },
    UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
    Amount: { kind: 'number', read: (row) => toNumber(row.amount, 2) },
    IsReconciled: { kind: 'flag', read: (row) => row.reconciled },
  };
}
