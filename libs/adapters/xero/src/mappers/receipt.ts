import type { CreateOutcome, LedgerReceipt } from '@bridge/application';
import { problem, type DocumentKind, type LedgerStatus } from '@bridge/domain';
import { messagesOf, problemsOf } from './problems.js';
import { idOf, isRecord, textOf, type RawRecord } from './raw.js';
import { toNearestMoney } from './xero-number.js';

const STATUSES: Readonly<Record<string, LedgerStatus>> = {
  DRAFT: 'draft',
  SUBMITTED: 'submitted',
  AUTHORISED: 'approved',
  /** An approved purchase order that a bill was made of. */
  BILLED: 'approved',
  PAID: 'paid',
  VOIDED: 'voided',
  DELETED: 'deleted',
};

/** Xero's words may grow: one that we do not know is `unknown`, and nothing is concluded from it. */
export function toStatus(value: unknown): LedgerStatus {
  return STATUSES[textOf(value) ?? ''] ?? 'unknown';
}

export function toKind(value: unknown): DocumentKind | undefined {
  return value === 'ACCREC' ? 'invoice' : value === 'ACCPAY' ? 'expense' : undefined;
}

/** Xero's lists of documents, each with names of its own for the id and the number. */
export type XeroList = 'Invoice' | 'PurchaseOrder' | 'CreditNote';

/** Undefined when the row does not say what a receipt must: then it is not known what was created. */
export function toReceipt(row: RawRecord, of: XeroList = 'Invoice'): LedgerReceipt | undefined {
  const ledgerId = idOf(row[`${of}ID`]);
  const total = toNearestMoney(row['Total'], textOf(row['CurrencyCode']) ?? '');
  const contactId = isRecord(row['Contact']) ? idOf(row['Contact']['ContactID']) : undefined;
  if (ledgerId === undefined || total === undefined || contactId === undefined) return undefined;
  const number = textOf(row[`${of}Number`]);
  return { ledgerId, ...(number !== undefined && { number }), status: toStatus(row['Status']), total, contactId };
}

/**
 * What became of one element of a create. With summarizeErrors=false a call that went well can hold refused elements,
 * which have the zero GUID. Undefined when it was neither clearly created nor clearly refused.
 */
export function toCreateOutcome(element: RawRecord, of: XeroList): CreateOutcome | undefined {
  if (isRefused(element)) return { ok: false, problems: reasonsOf(element) };
  const receipt = toReceipt(element, of);
  return receipt && { ok: true, receipt, warnings: messagesOf(element['Warnings']) };
}

export function isRefused(element: RawRecord): boolean {
  return (
    element['StatusAttributeString'] === 'ERROR' ||
    element['HasErrors'] === true ||
    element['HasValidationErrors'] === true ||
    problemsOf(element).length > 0
  );
}

/** The outcomes when there is a clear one for each element sent; by position, so a gap would put them against others. */
export function allClear<T>(outcomes: readonly (T | undefined)[], expected: number): readonly T[] | undefined {
  const clear = outcomes.filter((outcome): outcome is T => outcome !== undefined);
  return clear.length === expected && outcomes.length === expected ? clear : undefined;
}

function reasonsOf(element: RawRecord) {
  const problems = problemsOf(element);
  return problems.length > 0 ? problems : [problem('ledger_refused', '', 'Xero refused it and did not say why')];
}
