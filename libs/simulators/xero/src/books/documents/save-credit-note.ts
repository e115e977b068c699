import type { Saved } from '../batch.js';
import { stamp } from '../call.js';
import type { Work } from '../call.js';
import { noteEdited, noteReceived } from '../history.js';
import { newId, ZERO_GUID } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Credit, DocumentStatus } from '../ledger.js';
import { say } from '../messages.js';
import { touchCredit } from '../payments/settle-target.js';
import { dayOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { amountTypes, documentStatuses, invoiceShape } from './invoice-shape.js';
import { editLockProblem, lockProblem } from './locks.js';
import { approvalProblems } from './plan-lines.js';
import { echoDocument, planPriced } from './plan-priced.js';
import { mayMove } from './save-invoice.js';

export const creditNoteShape: Shape = {
  ...invoiceShape,
  CreditNoteID: 'guid',
  CreditNoteNumber: 'text',
  LineAmountTypes: amountTypes,
  Status: { choice: 'CreditNoteStatus', of: documentStatuses },
};

/** A credit note follows an invoice's statuses; what is used of it can no longer be changed. */
export function saveCreditNote(
  work: Work,
  element: Json,
  before: Credit | undefined,
  render: (credit: Credit) => Json,
): Saved {
  const type = textOf(element, 'Type') ?? before?.type;
  const status = (textOf(element, 'Status') ?? before?.status ?? 'DRAFT') as DocumentStatus;
  const sales = type === 'ACCRECCREDIT';
  const early = before ? changeProblems(work, before, status) : creationProblems(type, status);
  const { priced, contact, problems } = planPriced(work, element, before, { discounts: false });
  const number = textOf(element, 'CreditNoteNumber') || before?.number;
  const live = status === 'SUBMITTED' || status === 'AUTHORISED';
  const locked = live || status === 'VOIDED' ? lockProblem(work, priced.on) : undefined;
  const all = [
    ...early,
    ...problems,
    ...(live ? approvalProblems(priced.lines) : []),
    ...(live && priced.total < 0n ? [say('totalNegative')] : []),
    ...(locked === undefined || early.length > 0 ? [] : [locked]),
    ...(number && sales && isTaken(work, number, before) ? [say('creditNumberTaken')] : []),
  ];
  if (all.length > 0 || contact.contactProblems.length > 0) {
    const echo = echoDocument(element, 'CreditNoteID', before?.id ?? ZERO_GUID, contact.contactProblems);
    return { ok: false, echo, problems: [...new Set(all)] };
  }
  const credit = work.ledger.credits.put({
    ...priced,
    // Only those of customers have one.
    reference: sales ? priced.reference : '',
    id: before?.id ?? newId(),
    updatedAt: stamp(work),
    kind: 'CreditNote',
    type: type ?? '',
    sales,
    number: number ?? (sales ? nextNumber(work) : ''),
    status,
    dueOn: dayOf(element, 'DueDate') ?? before?.dueOn,
    brandingThemeId: textOf(element, 'BrandingThemeID')?.toLowerCase() ?? before?.brandingThemeId,
    applied: before?.applied ?? 0n,
    refunded: before?.refunded ?? 0n,
    fullyPaidOn: before?.fullyPaidOn,
  });
  if (before) noteEdited(work, credit.id);
  else noteReceived(work, credit.id);
  touchCredit(work, credit, before ? 'UPDATE' : 'CREATE');
  return { ok: true, rendered: render(credit) };
}

function creationProblems(type: string | undefined, status: DocumentStatus): string[] {
  return [
    ...(type === 'ACCRECCREDIT' || type === 'ACCPAYCREDIT' ? [] : [say('typeNotForCreation')]),
    ...(['DRAFT', 'SUBMITTED', 'AUTHORISED'].includes(status) ? [] : [say('statusNotForCreation')]),
  ];
}

function changeProblems(work: Work, before: Credit, status: DocumentStatus): string[] {
  const used = before.applied !== 0n || before.refunded !== 0n;
  if (used) return [say('statusNotForModification'), say('paidDocument')];
  if (!mayMove(before.status, status)) return [say('statusNotForModification')];
  const locked = before.status === 'AUTHORISED' ? editLockProblem(work, before.on) : undefined;
  return locked === undefined ? [] : [locked];
}

function isTaken(work: Work, number: string, before: Credit | undefined): boolean {
  const holders = work.ledger.credits.find('number', foldName(number));
  return holders.some(
    (other) => other.kind === 'CreditNote' && other.sales && other.id !== before?.id && other.status !== 'DELETED',
  );
}

function nextNumber(work: Work): string {
  const own = work.ledger.organisation();
  let next = own.nextNumbers.creditNote;
  while (work.ledger.credits.find('number', foldName(numbered(next))).length > 0) next += 1;
  work.ledger.organisations.put({ ...own, nextNumbers: { ...own.nextNumbers, creditNote: next + 1 } });
  return numbered(next);
}

function numbered(next: number): string {
  return `CN-${String(next).padStart(4, '0')}`;
}
