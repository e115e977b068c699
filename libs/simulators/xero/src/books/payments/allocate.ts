import type { Saved } from '../batch.js';
import { stamp } from '../call.js';
import type { Work } from '../call.js';
import { amountDue } from '../documents/render-document.js';
import { lockProblem } from '../documents/locks.js';
import { note } from '../history.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Allocation, Credit, Invoice } from '../ledger.js';
import { say } from '../messages.js';
import { decimalOf, objectOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { addCredited, keepCredit, remainingCredit } from './settle-target.js';

export const allocationShape: Shape = {
  AllocationID: 'guid',
  Amount: 'number',
  Date: 'day',
  Invoice: { object: { InvoiceID: 'guid', InvoiceNumber: 'text' } },
};

/** Settles part of an invoice with a credit of the same contact and currency, dated the later of the two. */
export function allocate(work: Work, creditId: string, element: Json, render: (allocation: Allocation) => Json): Saved {
  const credit = work.ledger.credits.get(creditId);
  const invoice = findInvoice(work, objectOf(element, 'Invoice') ?? {});
  const amount = decimalOf(element, 'Amount', 2) ?? 0n;
  const refuse = (problems: readonly string[]): Saved => ({
    ok: false,
    echo: { AllocationID: ZERO_GUID, ...element },
    problems,
  });
  if (!credit) return refuse([say('creditNoteUnknown')]);
  if (!invoice) return refuse([say('allocationInvoiceUnknown')]);
  const on = credit.on > invoice.on ? credit.on : invoice.on;
  const problems = problemsOf(credit, invoice, amount);
  const locked = lockProblem(work, on);
  if (problems.length > 0 || locked !== undefined) return refuse([...problems, ...[locked ?? []].flat()]);
  keepCredit(work, { ...credit, applied: credit.applied + amount }, on);
  addCredited(work, invoice, amount, on);
  note(work, invoice.id, 'Credit applied', `Credit applied through the Xero API from ${work.call.app.name}`);
  const allocation = { id: newId(), updatedAt: stamp(work), creditId: credit.id, invoiceId: invoice.id, amount, on };
  return { ok: true, rendered: render(work.ledger.allocations.put(allocation)) };
}

/** Undoes an allocation: the invoice owes again, the credit remains again. */
export function removeAllocation(work: Work, allocation: Allocation): void {
  const { credits, invoices, allocations } = work.ledger;
  const [credit, invoice] = [credits.get(allocation.creditId), invoices.get(allocation.invoiceId)];
  allocations.remove(allocation.id);
  if (credit) keepCredit(work, { ...credit, applied: credit.applied - allocation.amount }, allocation.on);
  if (invoice) addCredited(work, invoice, -allocation.amount, allocation.on);
}

function problemsOf(credit: Credit, invoice: Invoice, amount: bigint): string[] {
  return [
    ...(credit.status === 'AUTHORISED' ? [] : [say('allocationStatus')]),
    ...(invoice.status === 'AUTHORISED' ? [] : [say('paymentNotAuthorised')]),
    ...(credit.sales === (invoice.type === 'ACCREC') ? [] : [say('allocationKind')]),
    ...(credit.contactId === invoice.contactId ? [] : [say('allocationContact')]),
    ...(credit.currency === invoice.currency ? [] : [say('allocationCurrency')]),
    ...(amount > 0n ? [] : [say('paymentAmount')]),
    ...(amount > remainingCredit(credit) ? [say('allocationExceedsCredit')] : []),
    ...(amount > amountDue(invoice) ? [say('allocationExceedsInvoice')] : []),
  ];
}

function findInvoice(work: Work, sent: Json): Invoice | undefined {
  const [id, number] = [textOf(sent, 'InvoiceID'), textOf(sent, 'InvoiceNumber')];
  if (id) return work.ledger.invoices.get(id);
  return number ? work.ledger.invoices.find('number', foldName(number)).at(-1) : undefined;
}
