import type { Saved } from '../batch.js';
import { stamp } from '../call.js';
import type { Work } from '../call.js';
import { dayIn } from '../calendar.js';
import { lockProblem } from '../documents/locks.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import type { BatchPayment, Payment } from '../ledger.js';
import { say } from '../messages.js';
import { dayOf, listOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { accountProblems, findAccount, paymentShape, planPayment, recordPayment, takeBack } from './save-payment.js';

export const batchShape: Shape = {
  BatchPaymentID: 'guid',
  Account: { object: { AccountID: 'guid', Code: 'text' } },
  Date: 'day',
  Reference: 'text',
  Particulars: 'text',
  Code: 'text',
  Details: 'text',
  Narrative: 'text',
  Payments: { list: paymentShape },
  Status: { choice: 'BatchPaymentStatus', of: ['AUTHORISED', 'DELETED'] },
};

/** One bank movement that pays several sales invoices, or several bills. */
export function createBatch(work: Work, element: Json, render: (batch: BatchPayment) => Json): Saved {
  const sent = listOf(element, 'Payments') ?? [];
  const account = findAccount(work, { Account: element['Account'] });
  const { baseCurrency, timeZone } = work.ledger.organisation();
  const on = dayOf(element, 'Date') ?? dayIn(timeZone, work.call.now);
  const problems: string[] = [...accountProblems(account), ...(sent.length === 0 ? [say('batchEmpty')] : [])];
  const id = newId();
  const members: Payment[] = [];
  for (const one of problems.length > 0 ? [] : sent) {
    const planned = planPayment(work, { ...one, Date: on }, account);
    if (!planned.ok) problems.push(...planned.problems);
    else if (planned.target.row.currency !== baseCurrency) problems.push(say('batchCurrency'));
    else members.push(recordPayment(work, { ...planned.payment, batchId: id }, planned.target));
  }
  const types = new Set(members.map(({ paymentType }) => paymentType));
  if (types.size > 1) problems.push(say('batchMixed'));
  if (problems.length > 0 || !account) {
    return { ok: false, echo: { BatchPaymentID: ZERO_GUID, ...element }, problems: [...new Set(problems)] };
  }
  const batch = work.ledger.batches.put({
    id,
    updatedAt: stamp(work),
    accountId: account.id,
    type: types.has('ACCRECPAYMENT') ? 'RECBATCH' : 'PAYBATCH',
    status: 'AUTHORISED',
    on,
    texts: Object.fromEntries(
      ['Reference', 'Particulars', 'Code', 'Details', 'Narrative'].flatMap((name) => {
        const value = textOf(element, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    total: members.reduce((sum, payment) => sum + payment.amount, 0n),
  });
  return { ok: true, rendered: render(batch) };
}

/** Deletes a batch and every payment in it. */
export function deleteBatch(work: Work, element: Json, render: (batch: BatchPayment) => Json): Saved {
  const batch = work.ledger.batches.get(textOf(element, 'BatchPaymentID') ?? '');
  const members = batch ? work.ledger.payments.find('batch', batch.id) : [];
  const locked = batch && lockProblem(work, batch.on);
  const problems = [
    ...(batch ? [] : [say('batchUnknown')]),
    ...(textOf(element, 'Status') === 'DELETED' ? [] : [say('paymentImmutable')]),
    ...(batch?.status === 'DELETED' ? [say('paymentDeleted')] : []),
    ...(members.some(({ reconciled }) => reconciled) ? [say('paymentReconciled')] : []),
    ...[locked ?? []].flat(),
  ];
  if (!batch || problems.length > 0) return { ok: false, echo: element, problems };
  for (const payment of members) takeBack(work, payment);
  return {
    ok: true,
    rendered: render(work.ledger.batches.put({ ...batch, status: 'DELETED', updatedAt: stamp(work) })),
  };
}
