import type { DocumentView } from '@bridge/contracts';
import { askJson, type Agency } from '@bridge/witness';
import type { Deeds } from './act.js';
import { ours, type BothSides } from './compare.js';
import type { Product } from './product.js';
import type { Report } from './report.js';

/** What the demo did for one agency, and what both sides show afterwards. */
export interface Outcome {
  readonly agency: Agency;
  readonly documents: readonly DocumentView[];
  readonly deeds: Deeds;
  readonly sides: BothSides;
}

export interface Calls {
  readonly xero: { readonly calls: number; readonly rejected429: number };
  readonly productive: { readonly calls: number; readonly rejected429: number };
}

/** What both vendors counted. */
export async function countCalls(product: Product): Promise<Calls> {
  const xero = await askJson<{ calls: number; rateLimited: Record<string, number> }>(
    `${product.xeroUrl}/_control/stats`,
  );
  const productive = await askJson<{ requests: number; rateLimited: number }>(
    new URL('/_control/stats', product.productiveUrl),
  );
  return {
    xero: { calls: xero.calls, rejected429: Object.values(xero.rateLimited).reduce((a, b) => a + b, 0) },
    productive: { calls: productive.requests, rejected429: productive.rateLimited },
  };
}

export function count(outcomes: readonly Outcome[]) {
  const of = (kind: 'invoice' | 'expense') => {
    const rows = outcomes.flatMap((outcome) => outcome.documents).filter((document) => document.kind === kind);
    const copied = rows.filter((document) => document.copyStatus === 'copied').length;
    return { copied, refused: rows.length - copied };
  };
  return {
    invoices: of('invoice'),
    expenses: of('expense'),
    tranches: {
      recorded: outcomes.reduce((sum, { sides }) => sum + ours(sides.payments).length, 0),
      removed: outcomes.reduce((sum, { deeds }) => sum + deeds.deletedPaymentIds.length, 0),
    },
    expensesPaid: outcomes.reduce((sum, { sides }) => sum + settled(sides), 0),
  };
}

/** The one object of `--json`. */
export function summarise(report: Report, outcomes: readonly Outcome[], calls: Calls, seconds: number) {
  const ok = report.checks.length >= 25 && [...report.steps, ...report.checks].every((line) => line.ok);
  return {
    ok,
    seconds: Math.round(seconds * 10) / 10,
    steps: report.steps,
    checks: report.checks,
    ...count(outcomes),
    ...calls,
  };
}

export function plainWords({
  ok,
  seconds,
  checks,
  invoices,
  expenses,
  tranches,
  expensesPaid,
}: ReturnType<typeof summarise>): string {
  const held = checks.filter((check) => check.ok).length;
  return `${ok ? 'Both sides agree' : 'Both sides DIFFER'}: ${held} of ${checks.length} checks hold; ${invoices.copied} invoices and ${expenses.copied} expenses copied, ${tranches.recorded} tranches recorded, ${tranches.removed} removed, ${expensesPaid} expenses paid, in ${seconds} s.`;
}

/** Expenses whose bill is paid and that show the same day. */
export function settled({ expenses, xero }: BothSides): number {
  const days = xero
    .filter((document) => document.kind === 'expense' && document.status === 'PAID')
    .map((document) => `${document.number} ${document.settledOn}`);
  return days.filter((day) => expenses.some((expense) => `EXP-${expense.id} ${expense.paidOn}` === day)).length;
}
