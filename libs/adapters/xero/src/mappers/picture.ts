import type { UnreadableRow } from '@bridge/application';
import type { LedgerPicture } from '@bridge/domain';
import { idOf, isRecord, rowsOf, textOf, type RawRecord } from './raw.js';
import { toKind, toStatus } from './receipt.js';
import { toMoney } from './xero-number.js';
import { toDay, toInstant } from './xero-time.js';

/** One of our documents as Xero shows it, or which field of it could not be understood. */
export function toPicture(row: RawRecord): LedgerPicture | UnreadableRow {
  const currency = textOf(row['CurrencyCode']) ?? '';
  const amount = (field: string) => toMoney(row[field], currency);
  const required = {
    ledgerId: idOf(row['InvoiceID']),
    kind: toKind(row['Type']),
    total: amount('Total'),
    tax: amount('TotalTax'),
    paid: amount('AmountPaid'),
    credited: amount('AmountCredited'),
    due: amount('AmountDue'),
    contactId: isRecord(row['Contact']) ? idOf(row['Contact']['ContactID']) : undefined,
    issuedOn: toDay(row['Date']),
    changedAt: toInstant(row['UpdatedDateUTC']),
  };
  if (!isComplete(required)) {
    const missing = Object.entries(required).flatMap(([field, value]) => (value === undefined ? [field] : []));
    return { ledgerId: required.ledgerId ?? 'without an id', reason: `${missing.join(', ')} not understood` };
  }
  const [number, marker, dueOn] = [textOf(row['InvoiceNumber']), textOf(row['Url']), toDay(row['DueDate'])];
  return {
    ...required,
    status: toStatus(row['Status']),
    ...(number !== undefined && { number }),
    ...(marker !== undefined && { marker }),
    ...(dueOn !== undefined && { dueOn }),
    lines: rowsOf(row['LineItems']).flatMap((line) => {
      const [accountCode, taxType] = [textOf(line['AccountCode']), textOf(line['TaxType'])];
      return accountCode === undefined ? [] : [{ accountCode, ...(taxType !== undefined && { taxType }) }];
    }),
  };
}

type Complete<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function isComplete<T extends object>(fields: T): fields is T & Complete<T> {
  return Object.values(fields).every((value) => value !== undefined);
}
