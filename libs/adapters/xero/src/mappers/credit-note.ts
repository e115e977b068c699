import type { AddressedDocument, LedgerCredit } from '@bridge/application';
import { add, zero, type DocumentKind, type LedgerSnapshot, type Money } from '@bridge/domain';
import { CreditNote, LineAmountTypes } from 'xero-node';
import { currencyOf, toLineItem, type AddressedPosting } from './document-to-xero.js';
import { idOf, isRecord, rowsOf, textOf, type RawRecord } from './raw.js';
import { toReceipt, toStatus } from './receipt.js';
import { toMoney } from './xero-number.js';
import { toInstant } from './xero-time.js';

export function isCredit(document: AddressedDocument): document is AddressedPosting {
  return document.kind !== 'purchase_order' && document.credit !== undefined;
}

const STATUS = {
  draft: CreditNote.StatusEnum.DRAFT,
  submitted: CreditNote.StatusEnum.SUBMITTED,
  approved: CreditNote.StatusEnum.AUTHORISED,
} as const;

/** Credit notes have no Url: a customer's carries our marker as its reference, a supplier's as its number. */
export function toXeroCreditNote(note: AddressedPosting): CreditNote {
  return {
    type: note.kind === 'invoice' ? CreditNote.TypeEnum.ACCRECCREDIT : CreditNote.TypeEnum.ACCPAYCREDIT,
    ...(note.number !== undefined && { creditNoteNumber: note.number }),
    ...(note.kind === 'invoice' && {
      reference: note.marker,
      ...(note.brandingThemeId !== undefined && { brandingThemeID: note.brandingThemeId }),
    }),
    contact: { contactID: note.contactId },
    date: note.issuedOn,
    lineAmountTypes: LineAmountTypes.Exclusive,
    currencyCode: currencyOf(note),
    status: STATUS[note.status],
    lineItems: note.lines.map(toLineItem),
  };
}

/** What of a credit note carries our marker: Xero ignores a reference on a supplier's. */
export function creditMarkerOf(row: RawRecord): string | undefined {
  return textOf(row[row['Type'] === 'ACCPAYCREDIT' ? 'CreditNoteNumber' : 'Reference']);
}

/** A credit note as Xero shows it; undefined when it is not understood. */
export function toLedgerCredit(row: RawRecord): LedgerCredit | undefined {
  const currency = textOf(row['CurrencyCode']) ?? '';
  const remaining = toMoney(row['RemainingCredit'], currency);
  if (remaining === undefined) return undefined;
  const allocated = new Map<string, Money>();
  for (const allocation of rowsOf(row['Allocations']).filter((each) => each['IsDeleted'] !== true)) {
    const invoiceId = isRecord(allocation['Invoice']) ? idOf(allocation['Invoice']['InvoiceID']) : undefined;
    const amount = toMoney(allocation['Amount'], currency);
    if (invoiceId === undefined || amount === undefined) return undefined;
    allocated.set(invoiceId, add(allocated.get(invoiceId) ?? zero(currency), amount));
  }
  return { status: toStatus(row['Status']), remaining, allocated };
}

/** For a person who links it by hand: nothing is owed on a credit note. Undefined when it is not understood. */
export function toCreditSnapshot(row: RawRecord): LedgerSnapshot | undefined {
  const receipt = toReceipt(row, 'CreditNote');
  const changedAt = toInstant(row['UpdatedDateUTC']);
  const kind = kindOf(row['Type']);
  if (receipt === undefined || changedAt === undefined || kind === undefined) return undefined;
  const { ledgerId, number, status, total } = receipt;
  const nothing = zero(total.currency);
  const marker = creditMarkerOf(row);
  return {
    ledgerId,
    kind,
    ...(number !== undefined && { number }),
    ...{ status, total, due: nothing, paid: nothing, credited: nothing, payments: [], changedAt },
    ...(marker !== undefined && { marker }),
  };
}

function kindOf(type: unknown): DocumentKind | undefined {
  return type === 'ACCRECCREDIT' ? 'invoice' : type === 'ACCPAYCREDIT' ? 'expense' : undefined;
}
