import { stamp, touch } from '../call.js';
import type { Touched, Work } from '../call.js';
import { settle } from '../documents/save-invoice.js';
import type { Credit, Invoice } from '../ledger.js';

/** Adds a payment (or, negative, takes one back) to what is paid on an invoice. Whether that bumps it is an assumption. */
export function addPaid(work: Work, invoice: Invoice, amount: bigint, on: string): Invoice {
  return keep(work, settle({ ...invoice, paid: invoice.paid + amount }, on));
}

/** The same for what credit notes, prepayments and overpayments settle. */
export function addCredited(work: Work, invoice: Invoice, amount: bigint, on: string): Invoice {
  return keep(work, settle({ ...invoice, credited: invoice.credited + amount }, on));
}

function keep(work: Work, invoice: Invoice): Invoice {
  const bumps = work.assumptions.paymentBumpsInvoice;
  const kept = work.ledger.invoices.put(bumps ? { ...invoice, updatedAt: stamp(work) } : invoice);
  if (bumps) touch(work, { category: 'INVOICE', id: kept.id, type: 'UPDATE' });
  return kept;
}

/** A credit with its applied and refunded amounts changed: `PAID` exactly when nothing of it remains. */
export function keepCredit(work: Work, credit: Credit, on: string): Credit {
  const remaining = remainingCredit(credit);
  const live = credit.status === 'AUTHORISED' || credit.status === 'PAID';
  const status = !live ? credit.status : remaining === 0n ? 'PAID' : 'AUTHORISED';
  const fullyPaidOn = status === 'PAID' ? (credit.fullyPaidOn ?? on) : undefined;
  const kept = work.ledger.credits.put({ ...credit, status, fullyPaidOn, updatedAt: stamp(work) });
  touchCredit(work, kept, 'UPDATE');
  return kept;
}

export function remainingCredit(credit: Credit): bigint {
  return credit.total - credit.applied - credit.refunded;
}

export function touchCredit(work: Work, credit: Credit, type: Touched['type']): void {
  const category = ({ CreditNote: 'CREDITNOTE', Overpayment: 'OVERPAYMENT', Prepayment: 'PREPAYMENT' } as const)[
    credit.kind
  ];
  const at =
    credit.kind === 'CreditNote'
      ? {}
      : { UpdatedDateUTCString: new Date(credit.updatedAt).toISOString().slice(0, 19) + 'Z' };
  touch(work, { category, id: credit.id, type, data: { Type: credit.type, Status: credit.status, ...at } });
}
