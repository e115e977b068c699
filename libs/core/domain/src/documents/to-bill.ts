import type { Chart } from '../mapping/chart.js';
import { chooseAccount, chooseTaxRate } from '../mapping/mapping-rules.js';
import { add, toDecimalText } from '../money/money.js';
import { documentTotals, lineTax } from '../money/rounding.js';
import { problem, type Problem } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import { addDays, type CalendarDay } from '../time/calendar-day.js';
import {
  type BuildChoices,
  type Built,
  chooseStatus,
  commonProblems,
  markerOf,
  MAX_DESCRIPTION,
  tooLong,
} from './build-options.js';
import { placeInPeriod } from './closed-period.js';
import { fittingAttachments } from './fitting-attachments.js';
import type { Bill, LedgerLine } from './ledger-document.js';
import { reconcileTotals } from './rounding-line.js';
import type { Party, SourceExpense } from './source-document.js';

/** The exact bill that a copy of this expense makes, or every reason why there can be none. One expense is one bill with one line: its net cost. */
export function toBill(expense: SourceExpense, settings: Settings, chart: Chart, choices: BuildChoices): Built<Bill> {
  const party = creditorOf(expense, settings);
  const placed = placeInPeriod(
    { issuedOn: expense.spentOn, dueOn: dueDay(expense, settings) },
    chooseStatus(settings.expenses.initialStatus, choices.status),
    settings.options.closedPeriods,
    chart.organisation.lockedThrough,
  );
  const { status, issuedOn, dueOn, wereBooksOpen } = placed;
  const account = chooseAccount(settings, 'purchases', expense.serviceType, chart, 'account');
  const rate = chooseTaxRate(
    settings,
    'purchases',
    expense.taxRate,
    account.ok ? account.value : undefined,
    chart,
    'taxRate',
  );
  const problems = [
    ...ownProblems(expense, settings, dueOn),
    ...commonProblems({ currency: expense.currency, issuedOn }, status, chart),
    ...(account.ok ? [] : account.problems),
    ...(rate.ok ? [] : rate.problems),
  ];
  if (
    problems.length > 0 ||
    status === undefined ||
    party === undefined ||
    expense.serviceType === undefined ||
    dueOn === undefined ||
    !account.ok ||
    !rate.ok
  )
    return { ok: false, problems };

  const line: LedgerLine = {
    description: expense.name.trim() || expense.serviceType.name,
    quantity: '1',
    unitAmount: toDecimalText(expense.net),
    accountCode: account.value.code,
    taxType: rate.value.taxType,
    net: expense.net,
    tax: lineTax(expense.net, rate.value.ratePercent),
  };
  const reconciled = reconcileTotals([line], add(expense.net, expense.tax), 'purchases', settings, chart);
  if (!reconciled.ok) return reconciled;
  const { files, notices } = fittingAttachments(
    settings.expenses.sendAttachments && expense.attachment ? [expense.attachment] : [],
  );
  return {
    ok: true,
    notices: [...placed.notices, ...reconciled.notices, ...notices],
    document: {
      kind: 'expense',
      sourceId: expense.id,
      marker: markerOf(expense.url, choices.copy),
      number: `EXP-${expense.id}`,
      party,
      ...(choices.contactId !== undefined && { contactId: choices.contactId }),
      issuedOn,
      dueOn,
      ...(wereBooksOpen && { wereBooksOpen }),
      currency: expense.currency,
      status,
      lines: reconciled.lines,
      totals: documentTotals(reconciled.lines, expense.currency),
      attachments: files,
      notes: [],
    },
  };
}

function ownProblems(expense: SourceExpense, settings: Settings, dueOn: CalendarDay | undefined): Problem[] {
  const found: Problem[] = [];
  if (!settings.options.exportExpenses)
    found.push(
      problem('expense_export_off', 'options.exportExpenses', 'Expenses are not exported on this connection.', {
        card: 'expenses',
      }),
    );
  if (expense.isDraft) found.push(problem('expense_is_draft', 'state', 'Its purchase order is still a draft.'));
  if (expense.approval === 'awaiting')
    found.push(problem('expense_not_approved', 'approval', 'The expense waits for approval.'));
  if (expense.approval === 'rejected') found.push(problem('expense_rejected', 'approval', 'The expense was rejected.'));
  if (expense.serviceType === undefined)
    found.push(problem('service_missing', 'service', 'The expense belongs to no service.'));
  if (creditorOf(expense, settings) === undefined) found.push(creditorMissing(expense, settings));
  if (dueOn === undefined)
    found.push(problem('due_date_missing', 'dueOn', 'The expense has no payment due date.', { card: 'expenses' }));
  if (expense.net.minor === 0n) found.push(problem('expense_zero', 'net', 'The cost is zero.'));
  if (expense.net.minor < 0n) found.push(problem('amount_negative', 'net', 'The cost is negative.'));
  return [...found, ...tooLong(expense.name, MAX_DESCRIPTION, 'name')];
}

/** Who the money is owed to: the vendor, or whoever paid the vendor already and is to be paid back. */
function creditorOf(expense: SourceExpense, settings: Settings): Party | undefined {
  return isOwedToPerson(expense, settings) ? expense.person : expense.vendor;
}

function creditorMissing(expense: SourceExpense, settings: Settings): Problem {
  return isOwedToPerson(expense, settings)
    ? problem('person_missing', 'person', 'The expense is reimbursable, and does not say to whom.', {
        card: 'expenses',
      })
    : problem('vendor_missing', 'vendor', 'The expense has no vendor.');
}

function isOwedToPerson(expense: SourceExpense, settings: Settings): boolean {
  return expense.isReimbursable && settings.expenses.reimbursableTo === 'person';
}

function dueDay(expense: SourceExpense, settings: Settings): CalendarDay | undefined {
  const days = settings.expenses.dueDaysWhenMissing;
  return expense.dueOn ?? (days === undefined ? undefined : addDays(expense.spentOn, days));
}
