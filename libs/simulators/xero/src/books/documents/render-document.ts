import { toNumber } from '../arithmetic/decimal.js';
import type { Work } from '../call.js';
import { renderDay, renderDayString, renderInstant, renderInstantString } from '../calendar.js';
import { renderContact, renderContactOf } from '../contacts/render-contact.js';
import type { Invoice, Line } from '../ledger.js';
import type { Json } from '../shape.js';

/** `full`: by id, number or page; `list`: an unpaged list, without lines; `summary`: `summaryOnly`. */
export type DocumentDetail = 'full' | 'list' | 'summary';

export function renderInvoice(work: Work, invoice: Invoice, detail: DocumentDetail): Json {
  const { ledger } = work;
  const sales = invoice.type === 'ACCREC';
  const lean = detail === 'summary';
  return {
    Type: invoice.type,
    InvoiceID: invoice.id,
    InvoiceNumber: invoice.number,
    ...(sales ? { Reference: invoice.reference } : {}),
    ...(lean ? {} : settlements(work, invoice)),
    AmountDue: toNumber(amountDue(invoice), 2),
    AmountPaid: toNumber(invoice.paid, 2),
    AmountCredited: toNumber(invoice.credited, 2),
    CurrencyRate: toNumber(invoice.rate, 6),
    SentToContact: invoice.sentToContact,
    IsDiscounted: invoice.totalDiscount !== 0n,
    ...(invoice.totalDiscount !== 0n ? { TotalDiscount: toNumber(invoice.totalDiscount, 2) } : {}),
    ...(lean ? {} : { HasAttachments: ledger.attachments.find('owner', invoice.id).length > 0 }),
    HasErrors: false,
    Contact: contactOf(work, invoice.contactId, detail),
    ...days({ Date: invoice.on, DueDate: invoice.dueOn }),
    ...plainDays({ ExpectedPaymentDate: invoice.expectedPaymentOn, PlannedPaymentDate: invoice.plannedPaymentOn }),
    ...plainDays({ FullyPaidOnDate: invoice.fullyPaidOn }),
    ...(invoice.brandingThemeId === undefined ? {} : { BrandingThemeID: invoice.brandingThemeId }),
    ...(invoice.url === undefined ? {} : { Url: invoice.url }),
    Status: invoice.status,
    LineAmountTypes: invoice.amounts,
    ...(lean ? {} : { LineItems: detail === 'full' ? renderLines(work, invoice.lines) : [] }),
    ...totals(invoice),
    ...updated(invoice.updatedAt),
    CurrencyCode: invoice.currency,
  };
}

/** What is still to be paid; voided and deleted documents owe nothing. */
export function amountDue(invoice: Invoice): bigint {
  const gone = invoice.status === 'VOIDED' || invoice.status === 'DELETED';
  return gone ? 0n : invoice.total - invoice.paid - invoice.credited;
}

/** An invoice where another resource mentions it: only what identifies it, nulls as empty arrays. */
export function renderSparseInvoice(work: Work, invoice: Invoice): Json {
  const contact = work.ledger.contacts.get(invoice.contactId);
  return {
    Type: invoice.type,
    InvoiceID: invoice.id,
    InvoiceNumber: invoice.number,
    Payments: [],
    CreditNotes: [],
    Prepayments: [],
    Overpayments: [],
    HasErrors: false,
    IsDiscounted: false,
    Contact: {
      ContactID: invoice.contactId,
      Name: contact?.name ?? '',
      ContactGroups: [],
      ContactPersons: [],
      HasValidationErrors: false,
    },
    LineItems: [],
    CurrencyCode: invoice.currency,
  };
}

export function renderLines(work: Work, lines: readonly Line[]): Json[] {
  const decimals = work.call.query.get('unitdp') === '4' ? 4 : 2;
  return lines.map((line) => {
    const account = line.accountId === undefined ? undefined : work.ledger.accounts.get(line.accountId);
    return {
      LineItemID: line.id,
      ...(line.description === undefined ? {} : { Description: line.description }),
      ...(line.unit === undefined ? {} : { UnitAmount: roundedUnit(line.unit, decimals) }),
      ...(line.taxType === undefined ? {} : { TaxType: line.taxType }),
      TaxAmount: toNumber(line.taxAmount, 2),
      LineAmount: toNumber(line.lineAmount, 2),
      ...(account?.code === undefined ? {} : { AccountCode: account.code }),
      ...(account === undefined ? {} : { AccountID: account.id }),
      Tracking: renderTracking(work, line),
      ...(line.quantity === undefined ? {} : { Quantity: toNumber(line.quantity, 4) }),
      ...(line.discountRate === undefined ? {} : { DiscountRate: toNumber(line.discountRate, 4) }),
      ...(line.discountAmount === undefined ? {} : { DiscountAmount: toNumber(line.discountAmount, 2) }),
      ValidationErrors: [],
    };
  });
}

export function contactOf(work: Work, contactId: string, detail: DocumentDetail): Json {
  const contact = work.ledger.contacts.get(contactId);
  return contact && detail === 'full' ? renderContact(work, contact, 'list') : renderContactOf(work, contactId);
}

/** A day under its own name and, as a string, under the name with `String`. */
export function days(members: Readonly<Record<string, string | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, on]) =>
      on === undefined ? [] : [[`${name}String`, renderDayString(on)] as const, [name, renderDay(on)] as const],
    ),
  );
}

export function plainDays(members: Readonly<Record<string, string | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, on]) => (on === undefined ? [] : [[name, renderDay(on)]])),
  );
}

export function totals(document: { subTotal: bigint; totalTax: bigint; total: bigint }): Json {
  return {
    SubTotal: toNumber(document.subTotal, 2),
    TotalTax: toNumber(document.totalTax, 2),
    Total: toNumber(document.total, 2),
  };
}

export function updated(at: number): Json {
  return { UpdatedDateUTC: renderInstant(at), UpdatedDateUTCString: renderInstantString(at) };
}

function roundedUnit(unit: bigint, decimals: 2 | 4): number {
  if (decimals === 4) return toNumber(unit, 4);
  const cents = unit < 0n ? (unit - 50n) / 100n : (unit + 50n) / 100n;
  return toNumber(cents, 2);
}

function renderTracking(work: Work, line: Line): Json[] {
  return line.tracking.flatMap(({ categoryId, optionId }) => {
    const category = work.ledger.tracking.get(categoryId);
    const option = category?.options.find((each) => each.id === optionId);
    if (!category || !option) return [];
    return [{ Name: category.name, Option: option.name, TrackingCategoryID: categoryId, TrackingOptionID: optionId }];
  });
}

function settlements(work: Work, invoice: Invoice): Json {
  const { payments, allocations, credits } = work.ledger;
  const allocated = allocations.find('invoice', invoice.id).flatMap((allocation) => {
    const credit = credits.get(allocation.creditId);
    return credit ? [{ allocation, credit }] : [];
  });
  const of = (kind: string) =>
    allocated
      .filter(({ credit }) => credit.kind === kind)
      .map(({ allocation, credit }) => ({
        [`${kind}ID`]: credit.id,
        ...(kind === 'CreditNote' ? { CreditNoteNumber: credit.number } : {}),
        ID: credit.id,
        ...days({ Date: allocation.on }),
        AppliedAmount: toNumber(allocation.amount, 2),
        Total: toNumber(credit.total, 2),
        CurrencyRate: toNumber(credit.rate, 6),
        LineItems: [],
      }));
  return {
    Payments: payments
      .find('target', invoice.id)
      .filter((payment) => payment.status === 'AUTHORISED')
      .map((payment) => ({
        PaymentID: payment.id,
        ...(payment.batchId === undefined ? {} : { BatchPaymentID: payment.batchId }),
        Date: renderDay(payment.on),
        Amount: toNumber(payment.amount, 2),
        ...(payment.reference === undefined ? {} : { Reference: payment.reference }),
        CurrencyRate: toNumber(payment.rate, 6),
        HasAccount: false,
        HasValidationErrors: false,
      })),
    CreditNotes: of('CreditNote'),
    Prepayments: of('Prepayment'),
    Overpayments: of('Overpayment'),
  };
}
