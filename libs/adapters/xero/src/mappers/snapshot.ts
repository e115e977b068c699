import type { UnreadableRow } from '@bridge/application';
import {
  equal,
  sum,
  zero,
  type CurrencyCode,
  type LedgerPayment,
  type LedgerSnapshot,
  type Money,
} from '@bridge/domain';
import { idOf, rowsOf, textOf, type RawRecord } from './raw.js';
import { toKind, toReceipt, toStatus } from './receipt.js';
import { toMoney } from './xero-number.js';
import { toDay, toInstant } from './xero-time.js';

/** A document as Xero shows it, or why it could not be understood: nothing about money is guessed. */
export function toSnapshot(row: RawRecord): LedgerSnapshot | UnreadableRow {
  const changedAt = toInstant(row['UpdatedDateUTC']);
  try {
    return readSnapshot(row, changedAt);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const ledgerId = textOf(row['InvoiceID']) ?? 'without an id';
    return { ledgerId, reason: error.message, ...(changedAt !== undefined && { changedAt }) };
  }
}

/** A purchase order as Xero shows it: nothing is ever paid on one. Undefined when it is not understood. */
export function toOrderSnapshot(row: RawRecord): LedgerSnapshot | undefined {
  const receipt = toReceipt(row, 'PurchaseOrder');
  const changedAt = toInstant(row['UpdatedDateUTC']);
  if (receipt === undefined || changedAt === undefined) return undefined;
  const { ledgerId, number, status, total } = receipt;
  const nothing = zero(total.currency);
  const marker = textOf(row['Reference']);
  return {
    ledgerId,
    kind: 'purchase_order',
    ...(number !== undefined && { number }),
    ...{ status, total, due: nothing, paid: nothing, credited: nothing, payments: [], changedAt },
    ...(marker !== undefined && { marker }),
  };
}

export function isUnreadable(row: LedgerSnapshot | UnreadableRow): row is UnreadableRow {
  return 'reason' in row;
}

class Unreadable extends Error {}

function readSnapshot(row: RawRecord, changedAt: number | undefined): LedgerSnapshot {
  const currency = textOf(row['CurrencyCode']) ?? '';
  const amount = (field: string) => need(toMoney(row[field], currency), row, field);
  const status = toStatus(row['Status']);
  const number = textOf(row['InvoiceNumber']);
  const marker = textOf(row['Url']);
  const settledOn = status === 'paid' ? toDay(row['FullyPaidOnDate']) : undefined;
  const paid = amount('AmountPaid');
  return {
    ledgerId: need(idOf(row['InvoiceID']), row, 'InvoiceID'),
    kind: need(toKind(row['Type']), row, 'Type'),
    ...(number !== undefined && { number }),
    status,
    total: amount('Total'),
    due: amount('AmountDue'),
    paid,
    credited: amount('AmountCredited'),
    ...(settledOn !== undefined && { settledOn }),
    payments: readPayments(row, paid, currency),
    changedAt: need(changedAt, row, 'UpdatedDateUTC'),
    ...(marker !== undefined && { marker }),
  };
}

/** The list is complete or not believed: a payment missing from it would be taken back in the source. */
function readPayments(row: RawRecord, paid: Money, currency: CurrencyCode): readonly LedgerPayment[] {
  const payments = rowsOf(row['Payments'])
    .filter((payment) => payment['Status'] !== 'DELETED')
    .map((payment) => ({
      id: need(idOf(payment['PaymentID']), payment, 'PaymentID'),
      amount: need(toMoney(payment['Amount'], currency), payment, 'Amount'),
      paidOn: need(toDay(payment['Date']), payment, 'Date'),
    }));
  const listed = sum(
    payments.map((payment) => payment.amount),
    paid.currency,
  );
  if (!equal(listed, paid)) throw new Unreadable('The payments do not add up to AmountPaid');
  return payments;
}

function need<T>(value: T | undefined, row: RawRecord, field: string): T {
  if (value === undefined) throw new Unreadable(`${field} is not understood: ${JSON.stringify(row[field] ?? null)}`);
  return value;
}
