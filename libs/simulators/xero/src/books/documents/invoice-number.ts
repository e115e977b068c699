import type { Work } from '../call.js';
import { foldName } from '../ledger.js';
import type { Invoice } from '../ledger.js';
import { say } from '../messages.js';
import { textOf } from '../shape.js';
import type { Json } from '../shape.js';

/** The sales invoice that holds a number: deleted ones have given it up, voided ones only under that assumption. */
export function holderOfNumber(work: Work, number: string): Invoice | undefined {
  return work.ledger.invoices
    .find('salesNumber', foldName(number))
    .findLast(({ status }) => status !== 'DELETED' && !(status === 'VOIDED' && work.assumptions.voidedNumberReusable));
}

/** Takes the next free number of the organisation's own series. */
export function nextNumber(work: Work): string {
  const organisation = work.ledger.organisation();
  let next = organisation.nextNumbers.invoice;
  while (work.ledger.invoices.find('salesNumber', numbered(next).toLowerCase()).length > 0) next += 1;
  work.ledger.organisations.put({ ...organisation, nextNumbers: { ...organisation.nextNumbers, invoice: next + 1 } });
  return numbered(next);
}

function numbered(next: number): string {
  return `INV-${String(next).padStart(4, '0')}`;
}

export function numberProblems(work: Work, element: Json, invoice: Invoice, before: Invoice | undefined): string[] {
  const number = textOf(element, 'InvoiceNumber');
  if (!number) return [];
  if (number.length > 255 || !/^[\x20-\x7e]+$/.test(number)) return [say('numberFormat')];
  if (invoice.type === 'ACCPAY') return [];
  const holder = holderOfNumber(work, number);
  return holder && holder.id !== before?.id ? [say('numberTaken')] : [];
}
