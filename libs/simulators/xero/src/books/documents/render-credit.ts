import { toNumber } from '../arithmetic/decimal.js';
import type { Work } from '../call.js';
import { renderDay } from '../calendar.js';
import type { Allocation, Credit } from '../ledger.js';
import { remainingCredit } from '../payments/settle-target.js';
import type { Json } from '../shape.js';
import { contactOf, days, plainDays, renderLines, totals, updated } from './render-document.js';
import type { DocumentDetail } from './render-document.js';

export function renderCredit(work: Work, credit: Credit, detail: DocumentDetail): Json {
  const { payments, allocations, attachments } = work.ledger;
  const note = credit.kind === 'CreditNote';
  return {
    [`${credit.kind}ID`]: credit.id,
    ...(note ? { CreditNoteNumber: credit.number } : {}),
    Type: credit.type,
    ...(credit.reference === '' ? {} : { Reference: credit.reference }),
    Payments: payments
      .find('target', credit.id)
      .filter(({ status }) => status === 'AUTHORISED')
      .map((payment) => ({
        PaymentID: payment.id,
        Date: renderDay(payment.on),
        Amount: toNumber(payment.amount, 2),
        HasAccount: false,
      })),
    Contact: contactOf(work, credit.contactId, detail),
    ...days({ Date: credit.on }),
    ...(note ? days({ DueDate: credit.dueOn }) : {}),
    Status: credit.status,
    LineAmountTypes: credit.amounts,
    LineItems: detail === 'full' ? renderLines(work, credit.lines) : [],
    ...totals(credit),
    ...updated(credit.updatedAt),
    CurrencyCode: credit.currency,
    CurrencyRate: toNumber(credit.rate, 6),
    ...(note ? plainDays({ FullyPaidOnDate: credit.fullyPaidOn }) : {}),
    ...(credit.brandingThemeId === undefined ? {} : { BrandingThemeID: credit.brandingThemeId }),
    RemainingCredit: toNumber(
      credit.status === 'VOIDED' || credit.status === 'DELETED' ? 0n : remainingCredit(credit),
      2,
    ),
    Allocations: allocations.find('credit', credit.id).map((allocation) => renderAllocation(work, allocation)),
    HasAttachments: attachments.find('owner', credit.id).length > 0,
    ...(note ? { HasErrors: false, SentToContact: false } : {}),
  };
}

export function renderAllocation(work: Work, allocation: Allocation): Json {
  const invoice = work.ledger.invoices.get(allocation.invoiceId);
  return {
    AllocationID: allocation.id,
    Amount: toNumber(allocation.amount, 2),
    ...days({ Date: allocation.on }),
    Invoice: {
      InvoiceID: allocation.invoiceId,
      InvoiceNumber: invoice?.number ?? '',
      Payments: [],
      CreditNotes: [],
      LineItems: [],
      HasErrors: false,
    },
    IsDeleted: false,
  };
}
