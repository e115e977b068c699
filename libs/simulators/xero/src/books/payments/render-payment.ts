import { toNumber } from '../arithmetic/decimal.js';
import type { Work } from '../call.js';
import { renderDay, renderInstant, renderInstantString } from '../calendar.js';
import { plainDays, renderSparseInvoice } from '../documents/render-document.js';
import type { BatchPayment, Payment } from '../ledger.js';
import type { Json } from '../shape.js';

export function renderPayment(work: Work, payment: Payment): Json {
  const account = work.ledger.accounts.get(payment.accountId);
  const batch = payment.batchId === undefined ? undefined : work.ledger.batches.get(payment.batchId);
  return {
    PaymentID: payment.id,
    ...(batch === undefined ? {} : { BatchPaymentID: batch.id, BatchPayment: renderBatchHead(work, batch) }),
    Date: renderDay(payment.on),
    BankAmount: toNumber(payment.bankAmount, 2),
    Amount: toNumber(payment.amount, 2),
    ...(payment.reference === undefined ? {} : { Reference: payment.reference }),
    CurrencyRate: toNumber(payment.rate, 6),
    PaymentType: payment.paymentType,
    Status: payment.status,
    UpdatedDateUTC: renderInstant(payment.updatedAt),
    UpdatedDateUTCString: renderInstantString(payment.updatedAt),
    HasAccount: account !== undefined,
    IsReconciled: payment.reconciled,
    ...(account === undefined
      ? {}
      : {
          Account: {
            AccountID: account.id,
            ...(account.code === undefined ? {} : { Code: account.code }),
            Name: account.name,
          },
        }),
    ...renderTarget(work, payment),
    HasValidationErrors: false,
  };
}

export function renderBatch(work: Work, batch: BatchPayment): Json {
  return {
    ...renderBatchHead(work, batch),
    Payments: work.ledger.payments.find('batch', batch.id).map((payment) => ({
      PaymentID: payment.id,
      Amount: toNumber(payment.amount, 2),
      BankAmount: toNumber(payment.bankAmount, 2),
      Invoice: { InvoiceID: payment.targetId },
      HasAccount: false,
    })),
  };
}

function renderBatchHead(work: Work, batch: BatchPayment): Json {
  const account = work.ledger.accounts.get(batch.accountId);
  return {
    Account: { AccountID: batch.accountId, ...(account?.code === undefined ? {} : { Code: account.code }) },
    ...batch.texts,
    BatchPaymentID: batch.id,
    DateString: batch.on,
    ...plainDays({ Date: batch.on }),
    Type: batch.type,
    Status: batch.status,
    TotalAmount: toNumber(batch.total, 2),
    UpdatedDateUTC: renderInstant(batch.updatedAt),
    IsReconciled: false,
  };
}

/** Refunds name the credit under `Invoice`, as Xero's own sample does, and under its own kind. */
function renderTarget(work: Work, payment: Payment): Json {
  const invoice = work.ledger.invoices.get(payment.targetId);
  if (invoice) return { Invoice: renderSparseInvoice(work, invoice) };
  const credit = work.ledger.credits.get(payment.targetId);
  if (!credit) return {};
  const contact = work.ledger.contacts.get(credit.contactId);
  const party = { ContactID: credit.contactId, Name: contact?.name ?? '' };
  return {
    ...(credit.kind === 'CreditNote'
      ? {
          Invoice: {
            Type: credit.type,
            InvoiceID: credit.id,
            InvoiceNumber: credit.number,
            Contact: party,
            CurrencyCode: credit.currency,
          },
        }
      : {}),
    [credit.kind]: { [`${credit.kind}ID`]: credit.id, Contact: party, CurrencyCode: credit.currency },
  };
}
