import type { Work } from '../call.js';
import type { Invoice } from '../ledger.js';

/** What may not change once money is on a document: everything but texts, accounts, tracking, due date and number. */
export function changesMoney(before: Invoice, after: Invoice): boolean {
  const essence = (invoice: Invoice) =>
    JSON.stringify([
      invoice.on,
      invoice.amounts,
      invoice.currency,
      String(invoice.rate),
      String(invoice.total),
      invoice.expectedPaymentOn,
      invoice.lines.map((line) => [
        line.id,
        String(line.quantity),
        String(line.unit),
        String(line.lineAmount),
        String(line.discount),
        line.taxType,
        String(line.taxAmount),
      ]),
    ]);
  return essence(before) !== essence(after);
}

export function contactMoved(before: Invoice, after: Invoice): boolean {
  return before.contactId !== after.contactId;
}

export function isCredited(work: Work, invoice: Invoice): boolean {
  return work.ledger.allocations
    .find('invoice', invoice.id)
    .some((allocation) => work.ledger.credits.get(allocation.creditId)?.kind === 'CreditNote');
}

/** Edits Xero does not count as a modification of a document with money on it. */
export function onlyUnnoticed(before: Invoice, after: Invoice): boolean {
  const rest = (invoice: Invoice) =>
    JSON.stringify({ ...invoice, dueOn: '', sentToContact: '' }, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  const noticed = rest(before) !== rest(after);
  return !noticed && (before.dueOn !== after.dueOn || before.sentToContact !== after.sentToContact);
}
