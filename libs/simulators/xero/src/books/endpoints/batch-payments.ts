import { writeBatch } from '../batch.js';
import { notFound, notImplemented, ok } from '../call.js';
import type { Answer, Work } from '../call.js';
import type { BatchPayment } from '../ledger.js';
import { renderBatch } from '../payments/render-payment.js';
import { batchShape, createBatch, deleteBatch } from '../payments/save-batch.js';
import { list } from '../query/list.js';
import type { Json } from '../shape.js';
import { headerOf } from './header.js';
import { history } from './history.js';
import { dayAt, listAnswer } from './invoices.js';

export function batchPayments(work: Work): Answer {
  const [id, part] = work.path;
  const { method } = work.call;
  const render = (batch: BatchPayment) => renderBatch(work, batch);
  const writing = { key: 'BatchPayments', what: 'BatchPayment', shape: batchShape };
  if (id === undefined) {
    if (method === 'GET') return listBatches(work, render);
    if (method !== 'PUT' && method !== 'POST') return notImplemented();
    const save = (element: Json) =>
      method === 'POST' && element['BatchPaymentID'] !== undefined
        ? deleteBatch(work, element, render)
        : createBatch(work, element, render);
    return writeBatch(work, { ...writing, save });
  }
  const batch = work.ledger.batches.get(id);
  if (part === 'History') return history(work, batch?.id);
  if (!batch) return notFound();
  if (part !== undefined) return notImplemented();
  if (method === 'GET') return ok(work, { BatchPayments: [render(batch)] });
  if (method !== 'POST') return notImplemented();
  return writeBatch(work, {
    ...writing,
    only: 'one',
    save: (element) => deleteBatch(work, { ...element, BatchPaymentID: batch.id }, render),
  });
}

/** Batches are not paged. */
function listBatches(work: Work, render: (batch: BatchPayment) => Json): Answer {
  const result = list<BatchPayment>({
    table: work.ledger.batches,
    fields: {
      BatchPaymentID: { kind: 'guid', read: (row) => row.id },
      Type: { kind: 'text', read: (row) => row.type, optimised: 'equal' },
      Status: { kind: 'text', read: (row) => row.status, optimised: 'equal' },
      'Account.AccountID': { kind: 'guid', read: (row) => row.accountId, optimised: 'equal' },
      Date: { kind: 'date', read: (row) => dayAt(row.on) },
      UpdatedDateUTC: { kind: 'date', read: (row) => row.updatedAt },
    },
    type: 'BatchPayment',
    query: work.call.query,
    modifiedSince: headerOf(work.call, 'if-modified-since'),
    paging: 'never',
  });
  return listAnswer(work, result, 'BatchPayments', render);
}
