import { negate, type Money } from '../money/money.js';
import type { CalendarDay } from '../time/calendar-day.js';
import type { LedgerDocument } from './ledger-document.js';

export interface Change<T> {
  readonly copied: T;
  readonly now: T;
}

/** What is no longer as it was copied. `ledgerTotal`: in the books; everything else: in the source. */
export interface SinceCopied {
  readonly issuedOn?: Change<CalendarDay>;
  readonly dueOn?: Change<CalendarDay>;
  readonly total?: Change<Money>;
  readonly ledgerTotal?: Change<Money>;
}

/**
 * Compares a copy with both sides as they are now; undefined when nothing differs. By figures and days, not by the time of
 * the last change: the source's time moves with every payment that is entered. A due day that a rule of ours filled in is
 * no change, nor are days that were moved out of a closed period. The database holds the same rule, for lists to be filtered by.
 */
export function sinceCopied(
  copied: LedgerDocument,
  source: { readonly issuedOn: CalendarDay; readonly dueOn?: CalendarDay; readonly total: Money },
  ledger: { readonly total: Money },
): SinceCopied | undefined {
  const issuedOn = copied.wereBooksOpen?.issuedOn ?? copied.issuedOn;
  const dueOn = copied.wereBooksOpen?.dueOn ?? copied.dueOn;
  const { total } = copied.totals;
  // Credit notes are positive in the ledger, and negative in the source.
  const sourceTotal = copied.credit === undefined ? source.total : negate(source.total);
  const found: SinceCopied = {
    ...(issuedOn !== source.issuedOn && { issuedOn: { copied: issuedOn, now: source.issuedOn } }),
    ...(dueOn !== undefined &&
      source.dueOn !== undefined &&
      dueOn !== source.dueOn && { dueOn: { copied: dueOn, now: source.dueOn } }),
    ...(differs(total, sourceTotal) && { total: { copied: total, now: sourceTotal } }),
    ...(differs(total, ledger.total) && { ledgerTotal: { copied: total, now: ledger.total } }),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}

function differs(one: Money, other: Money): boolean {
  return one.minor !== other.minor || one.currency !== other.currency;
}
