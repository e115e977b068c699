import type { UnreadableRow } from '@bridge/application';
import { zero, type EditionLine, type LedgerEdition, type LedgerTracking } from '@bridge/domain';
import { toPicture } from './picture.js';
import { idOf, isRecord, rowsOf, textOf, type RawRecord } from './raw.js';
import { toDecimalText, toMoney } from './xero-number.js';

/** An invoice or bill as Xero shows it with every line, or which field of it could not be understood. */
export function toEdition(row: RawRecord): LedgerEdition | UnreadableRow {
  const picture = toPicture(row);
  if ('reason' in picture) return picture;
  const rows = rowsOf(row['LineItems']);
  const lines = rows.flatMap((line) => toLine(line, picture.total.currency) ?? []);
  if (lines.length < rows.length) return { ledgerId: picture.ledgerId, reason: 'LineItems not understood' };
  const reference = textOf(row['Reference']);
  const contact = isRecord(row['Contact']) ? textOf(row['Contact']['Name']) : undefined;
  return {
    ...picture,
    contactName: contact ?? picture.contactId,
    ...(reference !== undefined && { reference }),
    lines,
  };
}

function toLine(line: RawRecord, currency: string): EditionLine | undefined {
  const lineId = idOf(line['LineItemID']);
  if (lineId === undefined) return undefined;
  const [accountCode, taxType] = [textOf(line['AccountCode']), textOf(line['TaxType'])];
  const [quantity, unitAmount] = [toDecimalText(line['Quantity']), toDecimalText(line['UnitAmount'])];
  const tracking = rowsOf(line['Tracking']).flatMap(toTracking);
  const discount = toDecimalText(line['DiscountRate']);
  return {
    lineId,
    description: textOf(line['Description']) ?? '',
    ...(quantity !== undefined && { quantity }),
    ...(unitAmount !== undefined && { unitAmount }),
    ...(discount !== undefined && Number(discount) !== 0 && { discountPercent: discount }),
    ...(Number(toDecimalText(line['DiscountAmount']) ?? 0) !== 0 && { hasFixedDiscount: true }),
    ...(accountCode !== undefined && { accountCode }),
    ...(taxType !== undefined && { taxType }),
    ...(tracking.length > 0 && { tracking }),
    net: toMoney(line['LineAmount'], currency) ?? zero(currency),
  };
}

function toTracking(row: RawRecord): readonly LedgerTracking[] {
  const [categoryId, optionId] = [idOf(row['TrackingCategoryID']), idOf(row['TrackingOptionID'])];
  return categoryId === undefined || optionId === undefined ? [] : [{ categoryId, optionId }];
}
