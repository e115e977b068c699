import type { AddressedDocument, UpdatedDocument } from '@bridge/application';
import type { InitialStatus, LedgerLine } from '@bridge/domain';
import { type CurrencyCode, Invoice, LineAmountTypes, type LineItem, PurchaseOrder } from 'xero-node';
import { toJsonNumber } from './xero-number.js';

const STATUS: Readonly<Record<InitialStatus, Invoice.StatusEnum>> = {
  draft: Invoice.StatusEnum.DRAFT,
  submitted: Invoice.StatusEnum.SUBMITTED,
  approved: Invoice.StatusEnum.AUTHORISED,
};

type AddressedOrder = Extract<AddressedDocument, { kind: 'purchase_order' }>;
export type AddressedPosting = Exclude<AddressedDocument, { kind: 'purchase_order' }>;

export function isOrder(document: AddressedDocument): document is AddressedOrder {
  return document.kind === 'purchase_order';
}

export function isPosting(document: AddressedDocument): document is AddressedPosting {
  return document.kind !== 'purchase_order';
}

const ORDER_STATUS: Readonly<Record<InitialStatus, PurchaseOrder.StatusEnum>> = {
  draft: PurchaseOrder.StatusEnum.DRAFT,
  submitted: PurchaseOrder.StatusEnum.SUBMITTED,
  approved: PurchaseOrder.StatusEnum.AUTHORISED,
};

/** Purchase orders have no Url: their Reference carries our marker. */
export function toXeroPurchaseOrder(order: AddressedOrder): PurchaseOrder {
  return {
    ...(order.number !== undefined && { purchaseOrderNumber: order.number }),
    contact: { contactID: order.contactId },
    date: order.issuedOn,
    ...(order.deliverOn !== undefined && { deliveryDate: order.deliverOn }),
    lineAmountTypes: LineAmountTypes.Exclusive,
    currencyCode: currencyOf(order),
    status: ORDER_STATUS[order.status],
    reference: order.marker,
    lineItems: order.lines.map(toLineItem),
  };
}

/** A sales invoice or bill as the SDK writes it. Amounts of tax are never sent: Xero works them out from the tax type. */
export function toXeroInvoice(document: AddressedPosting): Invoice {
  return {
    type: document.kind === 'invoice' ? Invoice.TypeEnum.ACCREC : Invoice.TypeEnum.ACCPAY,
    ...(document.number !== undefined && { invoiceNumber: document.number }),
    ...(document.kind === 'invoice' && salesFields(document)),
    // Any other member of the contact would rewrite the contact.
    contact: { contactID: document.contactId },
    date: document.issuedOn,
    ...(document.dueOn !== undefined && { dueDate: document.dueOn }),
    lineAmountTypes: LineAmountTypes.Exclusive,
    currencyCode: currencyOf(document),
    status: STATUS[document.status],
    url: document.marker,
    lineItems: document.lines.map(toLineItem),
  };
}

/**
 * A change of a document that Xero has. It always carries the id, or Xero would make a new one. The number is left out, and
 * stays; an empty reference takes away the one that was there. Lines without an id are new, and lines of the document that
 * are not named are deleted.
 */
export function toXeroUpdate(document: UpdatedDocument): Invoice {
  const { invoiceNumber: _, ...invoice } = toXeroInvoice(document);
  return {
    ...invoice,
    invoiceID: document.ledgerId,
    ...(document.kind === 'invoice' && { reference: document.reference ?? '' }),
    lineItems: document.lines.map((line) => ({
      ...(line.lineId !== undefined && { lineItemID: line.lineId }),
      ...toLineItem(line),
    })),
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

export function currencyOf({ currency }: { readonly currency: string }): CurrencyCode {
  // The SDK's list of currencies is shorter than the world's; it sends whatever text it is given.
  return currency as unknown as CurrencyCode;
}

export function toLineItem(line: LedgerLine): LineItem {
  const { description, quantity, unitAmount, discountPercent, accountCode, taxType, tracking } = line;
  return {
    description,
    quantity: toJsonNumber(quantity),
    unitAmount: toJsonNumber(unitAmount),
    ...(discountPercent !== undefined && { discountRate: toJsonNumber(discountPercent) }),
    accountCode,
    taxType,
    ...(tracking && {
      tracking: tracking.map(({ categoryId, optionId }) => ({
        trackingCategoryID: categoryId,
        trackingOptionID: optionId,
      })),
    }),
  };
}
