import { totalsOf } from '../arithmetic/line.js';
import type { AmountTypes } from '../arithmetic/line.js';
import type { Work } from '../call.js';
import { dayIn } from '../calendar.js';
import type { Line } from '../ledger.js';
import { marketRate } from '../market-rates.js';
import { say } from '../messages.js';
import { dayOf, listOf, textOf } from '../shape.js';
import type { Json } from '../shape.js';
import { chooseContact } from './document-contact.js';
import type { ContactChoice } from './document-contact.js';
import { planCurrency, planLines, repriceLines } from './plan-lines.js';

/** What credit notes, bank transactions and purchase orders have in common. */
export interface Priced {
  readonly contactId: string;
  readonly lines: readonly Line[];
  readonly on: string;
  readonly amounts: AmountTypes;
  readonly currency: string;
  readonly rate: bigint;
  readonly subTotal: bigint;
  readonly totalTax: bigint;
  readonly total: bigint;
  readonly reference: string;
}

export function planPriced(
  work: Work,
  element: Json,
  before: Priced | undefined,
  rules: { discounts: boolean; control?: boolean },
): { priced: Priced; contact: ContactChoice; problems: string[] } {
  const organisation = work.ledger.organisation();
  const sent = listOf(element, 'LineItems');
  const contact = chooseContact(work, element, before?.contactId);
  const amounts = (textOf(element, 'LineAmountTypes') as AmountTypes | undefined) ?? before?.amounts ?? 'Exclusive';
  const money = planCurrency(work, element, organisation, before, (currency) =>
    marketRate(organisation.baseCurrency, currency),
  );
  const planned = sent
    ? planLines(work, { elements: sent, existing: before?.lines ?? [], amounts, ...rules })
    : {
        lines: amounts === before?.amounts ? before.lines : repriceLines(work, before?.lines ?? [], amounts),
        problems: [],
      };
  const problems = [...contact.problems, ...money.problems, ...planned.problems];
  if ((sent ?? before?.lines ?? []).length === 0) problems.push(say('noLines'));
  const priced = {
    contactId: contact.contactId ?? before?.contactId ?? '',
    lines: planned.lines,
    on: dayOf(element, 'Date') ?? before?.on ?? dayIn(organisation.timeZone, work.call.now),
    amounts,
    currency: money.currency,
    rate: money.rate,
    ...totalsOf(planned.lines, amounts),
    reference: textOf(element, 'Reference') ?? before?.reference ?? '',
  };
  return { priced, contact, problems };
}

/** An echo of a refused document, with the problems of its contact inside its contact. */
export function echoDocument(element: Json, idName: string, id: string, contactProblems: readonly string[]): Json {
  if (contactProblems.length === 0) return { [idName]: id, ...element };
  const contact = element['Contact'] as Json;
  const told = contactProblems.map((Message) => ({ Message }));
  return { [idName]: id, ...element, Contact: { ...contact, HasValidationErrors: true, ValidationErrors: told } };
}
