import { add, describeMoney, equal, type Money } from '../money/money.js';
import type { CalendarDay } from '../time/calendar-day.js';
import type { Difference, DriftKind } from './drift.js';
import { isLive, type LedgerPicture } from './ledger-picture.js';

/** A copy as it was when it was made. What is absent is not judged: it was never known, or may not be held against the ledger. */
export interface KnownCopy {
  readonly number?: string;
  readonly total?: Money;
  readonly tax?: Money;
  readonly contactId?: string;
  readonly issuedOn?: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly lines?: readonly { readonly accountCode: string; readonly taxType: string }[];
  /** What the source shows as paid, or will when it has been told; and what was credited when we last looked. */
  readonly settled?: { readonly paid: Money; readonly credited: Money };
}

/** How a copy differs from what we know of it; one that was taken out of the books differs in that alone. */
export function differences(known: KnownCopy, seen: LedgerPicture): readonly Difference[] {
  if (!isLive(seen)) return [{ kind: 'voided', expected: 'a document that counts', shown: seen.status }];
  const found: Difference[] = [];
  const compare = (kind: DriftKind, expected: string | undefined, shown: string) => {
    if (expected !== undefined && expected !== shown) found.push({ kind, expected, shown });
  };
  const currency = known.total?.currency;
  compare('currency', currency, seen.total.currency);
  // Amounts in another currency say nothing about each other.
  if (currency === undefined || currency === seen.total.currency) {
    compareAmounts('total', known.total, seen.total, found);
    compareAmounts('tax', known.tax, seen.tax, found);
    compareSettled(known, seen, found);
  }
  if (found.every(({ kind }) => kind !== 'tax'))
    compare('tax', known.lines && namesOf(known.lines, 'taxType'), namesOf(seen.lines, 'taxType'));
  compare('contact', known.contactId, seen.contactId);
  compare('dates', daysOf(known, known), daysOf(seen, known) ?? '');
  compare('number', known.number, seen.number ?? 'none');
  compare('accounts', known.lines && namesOf(known.lines, 'accountCode'), namesOf(seen.lines, 'accountCode'));
  return found;
}

function compareAmounts(kind: DriftKind, expected: Money | undefined, shown: Money, found: Difference[]): void {
  if (expected === undefined || equal(expected, shown)) return;
  found.push({ kind, expected: describeMoney(expected), shown: describeMoney(shown) });
}

function compareSettled({ settled }: KnownCopy, seen: LedgerPicture, found: Difference[]): void {
  if (settled === undefined || settled.paid.currency !== seen.paid.currency) return;
  const { paid, credited } = settled;
  if (equal(paid, seen.paid) && equal(credited, seen.credited)) return;
  const words = (cash: Money, credit: Money) =>
    credit.minor === 0n
      ? `${describeMoney(cash)} paid`
      : `${describeMoney(add(cash, credit))}, of which ${describeMoney(credit)} credited`;
  found.push({ kind: 'settled', expected: words(paid, credited), shown: words(seen.paid, seen.credited) });
}

/** Only the days that were sent are compared: the ledger fills in others by itself. */
function daysOf(
  days: { readonly issuedOn?: CalendarDay; readonly dueOn?: CalendarDay },
  sent: KnownCopy,
): string | undefined {
  if (sent.issuedOn === undefined) return undefined;
  return sent.dueOn === undefined
    ? `dated ${days.issuedOn ?? ''}`
    : `dated ${days.issuedOn ?? ''}, due ${days.dueOn ?? 'never'}`;
}

/** One for each line, in no order: the ledger may have put the lines in another one. */
function namesOf(
  lines: readonly { readonly accountCode: string; readonly taxType?: string }[],
  field: 'accountCode' | 'taxType',
): string {
  return lines
    .map((line) => line[field] ?? 'none')
    .sort()
    .join(', ');
}
