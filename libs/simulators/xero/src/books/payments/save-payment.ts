import type { Saved } from '../batch.js';
import { stamp } from '../call.js';
import type { Work } from '../call.js';
import { dayIn } from '../calendar.js';
import { lockProblem } from '../documents/locks.js';
import { accountByCode } from '../documents/plan-lines.js';
import { amountDue } from '../documents/render-document.js';
import { note } from '../history.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Account, Credit, Invoice, Payment } from '../ledger.js';
import { marketRate, toBase } from '../market-rates.js';
import { say } from '../messages.js';
import { dayOf, decimalOf, flagOf, objectOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { addPaid, keepCredit, remainingCredit } from './settle-target.js';

const accountShape: Shape = { AccountID: 'guid', Code: 'text' };

export const paymentShape: Shape = {
  PaymentID: 'guid',
  Invoice: { object: { InvoiceID: 'guid', InvoiceNumber: 'text' } },
  CreditNote: { object: { CreditNoteID: 'guid', CreditNoteNumber: 'text' } },
  Prepayment: { object: { PrepaymentID: 'guid' } },
  Overpayment: { object: { OverpaymentID: 'guid' } },
  InvoiceNumber: 'text',
  CreditNoteNumber: 'text',
  Account: { object: accountShape },
  Code: 'text',
  Date: 'day',
  CurrencyRate: 'number',
  Amount: 'number',
  BankAmount: 'number',
  Reference: 'text',
  IsReconciled: 'flag',
  Status: { choice: 'PaymentStatus', of: ['AUTHORISED', 'DELETED'] },
};

export type Target =
  { readonly kind: 'Invoice'; readonly row: Invoice } | { readonly kind: 'Credit'; readonly row: Credit };

/** Records a payment of an invoice or a refund of a credit. */
export function createPayment(work: Work, element: Json, render: (payment: Payment) => Json): Saved {
  const planned = planPayment(work, element);
  if (!planned.ok) return { ok: false, echo: echo(element), problems: planned.problems };
  return { ok: true, rendered: render(recordPayment(work, planned.payment, planned.target)) };
}

export type PlannedPayment =
  | { readonly ok: true; readonly payment: Payment; readonly target: Target }
  | { readonly ok: false; readonly problems: readonly string[] };

export function planPayment(work: Work, element: Json, batchAccount?: Account): PlannedPayment {
  const problems: string[] = [];
  const targets = ['Invoice', 'CreditNote', 'Prepayment', 'Overpayment'].filter((name) => objectOf(element, name));
  const loose = textOf(element, 'InvoiceNumber') ?? textOf(element, 'CreditNoteNumber');
  const target = findTarget(work, element);
  if (targets.length > 1 || (targets.length === 0 && !loose)) problems.push(say('paymentTargetCount'));
  else if (!target) problems.push(say(targets[0] === 'CreditNote' ? 'creditNoteUnknown' : 'paymentTargetUnknown'));

  const account = batchAccount ?? findAccount(work, element);
  problems.push(...accountProblems(account));
  const organisation = work.ledger.organisation();
  const on = dayOf(element, 'Date') ?? dayIn(organisation.timeZone, work.call.now);
  const amount = decimalOf(element, 'Amount', 2) ?? 0n;
  if (amount <= 0n) problems.push(say('paymentAmount'));
  if (target && !isPayable(target)) problems.push(say('paymentNotAuthorised'));
  if (target && amount > outstanding(target)) problems.push(say('paymentExceeds'));
  const locked = lockProblem(work, on);
  if (locked !== undefined) problems.push(locked);
  if (problems.length > 0 || !target || !account) return { ok: false, problems };

  const { row } = target;
  const foreign = row.currency !== organisation.baseCurrency;
  const rate = foreign
    ? (decimalOf(element, 'CurrencyRate', 6) ?? marketRate(organisation.baseCurrency, row.currency))
    : 1_000_000n;
  const inBase = (account.currency ?? organisation.baseCurrency) === organisation.baseCurrency;
  const payment: Payment = {
    id: newId(),
    updatedAt: stamp(work),
    targetId: row.id,
    targetKind: target.kind === 'Invoice' ? 'Invoice' : target.row.kind,
    paymentType: paymentTypeOf(target),
    accountId: account.id,
    on,
    amount,
    bankAmount: decimalOf(element, 'BankAmount', 2) ?? (foreign && inBase ? toBase(amount, rate) : amount),
    rate,
    reference: textOf(element, 'Reference') || undefined,
    reconciled: flagOf(element, 'IsReconciled') ?? false,
    status: 'AUTHORISED',
    batchId: undefined,
  };
  return { ok: true, payment, target };
}

/** Writes a planned payment and settles what it pays. */
export function recordPayment(work: Work, payment: Payment, target: Target): Payment {
  if (target.kind === 'Invoice') addPaid(work, target.row, payment.amount, payment.on);
  else keepCredit(work, { ...target.row, refunded: target.row.refunded + payment.amount }, payment.on);
  note(work, target.row.id, 'Paid', `Payment received through the Xero API from ${work.call.app.name}`);
  return work.ledger.payments.put({ ...payment, updatedAt: stamp(work) });
}

/** Deletes a payment: what it paid is owed again. Members of a batch go only with their batch. */
export function deletePayment(work: Work, payment: Payment, render: (payment: Payment) => Json): Saved {
  const problems = [
    ...(payment.status === 'DELETED' ? [say('paymentDeleted')] : []),
    ...(payment.batchId === undefined ? [] : [say('paymentInBatch')]),
    ...(payment.reconciled ? [say('paymentReconciled')] : []),
    ...[lockProblem(work, payment.on) ?? []].flat(),
  ];
  if (problems.length > 0) return { ok: false, echo: { PaymentID: payment.id, HasValidationErrors: true }, problems };
  return { ok: true, rendered: render(takeBack(work, payment)) };
}

export function takeBack(work: Work, payment: Payment): Payment {
  const { invoices, credits, payments } = work.ledger;
  const [invoice, credit] = [invoices.get(payment.targetId), credits.get(payment.targetId)];
  if (payment.targetKind === 'Invoice' && invoice) addPaid(work, invoice, -payment.amount, payment.on);
  else if (credit) keepCredit(work, { ...credit, refunded: credit.refunded - payment.amount }, payment.on);
  note(work, payment.targetId, 'Payment deleted', `Payment deleted through the Xero API by ${work.call.app.name}`);
  return payments.put({ ...payment, status: 'DELETED', updatedAt: stamp(work) });
}

/** An account money may go to or come from: a bank account, or one with payments enabled. */
export function accountProblems(account: Account | undefined): string[] {
  if (!account) return [say('paymentAccountUnknown')];
  if (account.type !== 'BANK' && !account.payable) return [say('paymentAccountType')];
  if (account.status === 'ACTIVE') return [];
  return [
    account.type === 'BANK'
      ? say('bankArchived', { name: account.name })
      : say('accountArchived', { code: account.code ?? account.name }),
  ];
}

export function findAccount(work: Work, element: Json, member = 'Account'): Account | undefined {
  const account = objectOf(element, member) ?? {};
  const [id, code] = [textOf(account, 'AccountID'), textOf(account, 'Code') ?? textOf(element, 'Code')];
  if (id) return work.ledger.accounts.get(id);
  return code ? accountByCode(work, code) : undefined;
}

function findTarget(work: Work, element: Json): Target | undefined {
  const invoice = objectOf(element, 'Invoice') ?? {};
  const { invoices, credits } = work.ledger;
  const invoiceId = textOf(invoice, 'InvoiceID');
  const number = textOf(invoice, 'InvoiceNumber') ?? textOf(element, 'InvoiceNumber');
  const named = invoiceId
    ? invoices.get(invoiceId)
    : number
      ? invoices
          .find('number', foldName(number))
          .findLast((each) => each.status !== 'DELETED' && each.status !== 'VOIDED')
      : undefined;
  if (named) return { kind: 'Invoice', row: named };
  for (const kind of ['CreditNote', 'Prepayment', 'Overpayment']) {
    const sent = objectOf(element, kind) ?? {};
    const id = textOf(sent, `${kind}ID`);
    const creditNumber =
      kind === 'CreditNote' ? (textOf(sent, 'CreditNoteNumber') ?? textOf(element, 'CreditNoteNumber')) : undefined;
    const credit = id ? credits.get(id) : creditNumber ? credits.find('number', foldName(creditNumber))[0] : undefined;
    if (credit?.kind === kind) return { kind: 'Credit', row: credit };
  }
  return undefined;
}

function isPayable(target: Target): boolean {
  return target.row.status === 'AUTHORISED';
}

function outstanding(target: Target): bigint {
  if (target.kind === 'Credit') return isPayable(target) ? remainingCredit(target.row) : 0n;
  return isPayable(target) ? amountDue(target.row) : 0n;
}

function paymentTypeOf(target: Target): string {
  if (target.kind === 'Invoice') return target.row.type === 'ACCREC' ? 'ACCRECPAYMENT' : 'ACCPAYPAYMENT';
  const side = target.row.sales ? 'AR' : 'AP';
  const word = { CreditNote: 'CREDIT', Overpayment: 'OVERPAYMENT', Prepayment: 'PREPAYMENT' }[target.row.kind];
  return `${side}${word}PAYMENT`;
}

function echo(element: Json): Json {
  return { PaymentID: ZERO_GUID, ...element, HasValidationErrors: true };
}
