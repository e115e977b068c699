import type { DocumentRow, ExpensePayment, Link, PaymentImport, Tranche } from '@bridge/application';
import type { ExpensePaymentView, ImportView, TrancheView } from '@bridge/contracts';
import { subtract, type Money } from '@bridge/domain';
import { instantView, moneyView } from '../views/plain.js';
import { problemView, problemViews } from '../views/problem-view.js';

export function importView(run: PaymentImport): ImportView {
  const { finishedAt, problem } = run;
  return {
    id: run.id,
    connectionId: run.connectionId,
    trigger: run.trigger,
    startedAt: instantView(run.startedAt),
    ...(finishedAt !== undefined && { finishedAt: instantView(finishedAt) }),
    documentsSeen: run.documentsSeen,
    tranchesPlanned: run.tranchesPlanned,
    removalsPlanned: run.removalsPlanned,
    settlementsPlanned: run.settlementsPlanned,
    ...(problem && { problem: problemView(problem) }),
  };
}

export function trancheView(
  tranche: Tranche,
  invoice: DocumentRow | undefined,
  balance: Money | undefined,
): TrancheView {
  return {
    paymentId: tranche.paymentId,
    ledgerId: tranche.ledgerId,
    connectionId: tranche.connectionId,
    sourceInvoiceId: tranche.sourceInvoiceId,
    ...(invoice?.number !== undefined && { invoiceNumber: invoice.number }),
    ...(invoice?.companyName !== undefined && { companyName: invoice.companyName }),
    amount: moneyView(tranche.amount),
    paidOn: tranche.paidOn,
    state: tranche.state,
    problems: problemViews(tranche.problems),
    seenAt: instantView(tranche.seenAt),
    changedAt: instantView(tranche.changedAt),
    ...(balance && { balance: moneyView(balance) }),
  };
}

export function expensePaymentView(payment: ExpensePayment, expense: DocumentRow | undefined): ExpensePaymentView {
  const { sourceId, ledgerId, url, paid, total, settledOn, seenAt } = payment;
  return {
    sourceId,
    ledgerId,
    url,
    ...(expense && { title: expense.title }),
    ...(expense?.companyName !== undefined && { vendorName: expense.companyName }),
    paid: moneyView(paid),
    total: moneyView(total),
    ...(settledOn !== undefined && { settledOn }),
    seenAt: instantView(seenAt),
  };
}

/** What was still due after a tranche, by date; nothing for one that no longer counts. Credits count from the start: they have no day. */
export function balanceAfter(tranche: Tranche, all: readonly Tranche[], link: Link | undefined): Money | undefined {
  if (link === undefined || !counts(tranche) || tranche.amount.currency !== link.total.currency) return undefined;
  return all
    .filter((other) => other.ledgerId === tranche.ledgerId && counts(other) && orderOf(other) <= orderOf(tranche))
    .reduce((due, other) => subtract(due, other.amount), subtract(link.total, link.credited));
}

function counts({ state }: Tranche): boolean {
  return state !== 'removed' && state !== 'removing' && state !== 'to_remove';
}

/** Payments of one day in the order in which they were seen. */
function orderOf({ paidOn, seenAt, paymentId }: Tranche): string {
  return `${paidOn}/${String(seenAt).padStart(15, '0')}/${paymentId}`;
}
