import type { ReconciliationRowView } from '@bridge/contracts';
import { BYTE_ORDER_MARK, csvLine } from './csv.js';

type Column = readonly [heading: string, cell: (row: ReconciliationRowView) => string | undefined];

/** Amounts are decimals beside a column with their currency; days and moments are ISO 8601. */
const COLUMNS: readonly Column[] = [
  ['Kind', ({ kind, isCredit }) => (isCredit ? `credit note (${kind})` : kind)],
  ['Productive id', ({ sourceId }) => sourceId],
  ['Xero id', ({ ledgerId }) => ledgerId],
  ['Number in Productive', ({ source }) => source?.number],
  ['Number in Xero', ({ ledger }) => ledger?.number],
  ['Contact in Productive', ({ source }) => source?.contactName],
  ['Contact in Xero', ({ ledger }) => ledger?.contactName],
  ['Date in Productive', ({ source }) => source?.issuedOn],
  ['Date in Xero', ({ ledger }) => ledger?.issuedOn],
  ['Due date in Productive', ({ source }) => source?.dueOn],
  ['Due date in Xero', ({ ledger }) => ledger?.dueOn],
  ['Status in Productive', ({ source }) => source?.status],
  ['Status in Xero', ({ ledger }) => ledger?.status],
  ['Currency in Productive', ({ source }) => source?.total.currency],
  ['Tax in Productive', ({ source }) => source?.tax.amount],
  ['Total in Productive', ({ source }) => source?.total.amount],
  ['Paid in Productive', ({ source }) => source?.paid?.amount],
  ['Due in Productive', ({ source }) => source?.due?.amount],
  ['Currency in Xero', ({ ledger }) => ledger?.total.currency],
  ['Tax in Xero', ({ ledger }) => ledger?.tax?.amount],
  ['Total in Xero', ({ ledger }) => ledger?.total.amount],
  ['Paid in Xero', ({ ledger }) => ledger?.paid.amount],
  ['Credited in Xero', ({ ledger }) => ledger?.credited.amount],
  ['Due in Xero', ({ ledger }) => ledger?.due.amount],
  ['Differences', ({ differences }) => differences.map(words).join('; ')],
  ['Seen in Xero at', ({ ledger }) => ledger?.seenAt],
  ['Productive link', ({ source }) => source?.url],
  ['Xero link', ({ ledger }) => ledger?.url],
];

export const csvHead = BYTE_ORDER_MARK + csvLine(COLUMNS.map(([heading]) => heading));

export function csvRow(row: ReconciliationRowView): string {
  return csvLine(COLUMNS.map(([, cell]) => cell(row)));
}

function words({ title, expected, shown }: ReconciliationRowView['differences'][number]): string {
  return `${title}: copied ${expected}, now ${shown}`;
}
