import type { LedgerSide, ReconciliationRow, SideDifference, SourceSide } from '@bridge/application';
import type { DifferenceView, LedgerSideView, ReconciliationRowView, SourceSideView } from '@bridge/contracts';
import { explainProblem, subtract } from '@bridge/domain';
import { instantView, moneyView } from '../views/plain.js';

/** `showsPayments`: payment fields of expenses are shown only while the organisation sees that section. */
export function bothSidesView(row: ReconciliationRow, showsPayments: boolean): ReconciliationRowView {
  const { kind, sourceId, ledgerId, ledgerUrl, isCredit, source, ledger, differences } = row;
  return {
    kind,
    sourceId,
    ledgerId,
    isCredit,
    ...(source && { source: sourceView(source, kind !== 'expense' || showsPayments) }),
    ...(ledger && { ledger: ledgerView(ledger, ledgerUrl) }),
    differences: differences.map(differenceView),
  };
}

function sourceView(side: SourceSide, showsPayments: boolean): SourceSideView {
  const { number, companyName, issuedOn, dueOn, net, total, progress, paid, due, url } = side;
  return {
    ...(number !== undefined && { number }),
    ...(companyName !== undefined && { contactName: companyName }),
    issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    tax: moneyView(subtract(total, net)),
    total: moneyView(total),
    status: progress,
    ...(showsPayments && { paid: moneyView(paid), due: moneyView(due) }),
    url,
  };
}

function ledgerView(side: LedgerSide, url: string): LedgerSideView {
  const { number, contactName, issuedOn, dueOn, tax, total, status, paid, credited, due, seenAt } = side;
  return {
    ...(number !== undefined && { number }),
    ...(contactName !== undefined && { contactName }),
    ...(issuedOn !== undefined && { issuedOn }),
    ...(dueOn !== undefined && { dueOn }),
    ...(tax && { tax: moneyView(tax) }),
    total: moneyView(total),
    status,
    paid: moneyView(paid),
    credited: moneyView(credited),
    due: moneyView(due),
    seenAt: instantView(seenAt),
    url,
  };
}

function differenceView({ kind, expected, shown }: SideDifference): DifferenceView {
  const { title, whatToDo } = explainProblem(`drift_${kind}`);
  return { kind, expected, shown, title, whatToDo };
}
