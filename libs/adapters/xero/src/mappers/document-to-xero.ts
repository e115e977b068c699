import type { AddressedDocument } from '@bridge/application';
import type { InitialStatus, LedgerLine } from '@bridge/domain';
import { type CurrencyCode, Invoice, LineAmountTypes, type LineItem } from 'xero-node';
import { toJsonNumber } from './xero-number.js';

const STATUS: Readonly<Record<InitialStatus, Invoice.StatusEnum>> = {
  draft: Invoice.StatusEnum.DRAFT,
  submitted: Invoice.StatusEnum.SUBMITTED,
  approved: Invoice.StatusEnum.AUTHORISED,
};

/** A sales invoice or bill as the SDK writes it. Amounts of tax are never sent: Xero works them out from the tax type. */
export function toXeroInvoice(document: AddressedDocument): Invoice {
  return {
    type: document.kind === 'invoice' ? Invoice.TypeEnum.ACCREC : Invoice.TypeEnum.ACCPAY,
    ...(document.number !== undefined && { invoiceNumber: document.number }),
    ...(document.kind === 'invoice' && salesFields(document)),
    // Any other member of the contact would rewrite the contact.
    contact: { contactID: document.contactId },
    date: document.issuedOn,
    ...(document.dueOn !== undefined && { dueDate: document.dueOn }),
    lineAmountTypes: LineAmountTypes.Exclusive,
    // The SDK's list of currencies is shorter than the world's; it sends whatever text it is given.
    currencyCode: document.currency as unknown as CurrencyCode,
    status: STATUS[document.status],
    url: document.marker,
    lineItems: document.lines.map(toLineItem),
  };
}

/** Xero ignores Reference on bills, and their theme is the supplier's. */
function salesFields(document: Extract<AddressedDocument, { kind: 'invoice' }>): Partial<Invoice> {
  const { reference, brandingThemeId } = document;
  return {
    ...(reference !== undefined && { reference }),
    ...(brandingThemeId !== undefined && { brandingThemeID: brandingThemeId }),
  };
}

function toLineItem(line: LedgerLine): LineItem {
  const { description, quantity, unitAmount, discountPercent, accountCode, taxType } = line;
  return {
    description,
    quantity: toJsonNumber(quantity),
    unitAmount: toJsonNumber(unitAmount),
    ...(discountPercent !== undefined && { discountRate: toJsonNumber(discountPercent) }),
    accountCode,
    taxType,
  };
}
