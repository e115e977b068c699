import {
  isReversal,
  planSettlement,
  planTranches,
  type CalendarDay,
  type LedgerSnapshot,
  type PaymentsSince,
  type TranchePlan,
} from '@bridge/domain';
import type { Link } from '../exports/links.js';
import type { Tranche } from './tranches.js';

/** One linked document as the ledger shows it, and what the source has yet to be told about it. */
export interface PlannedDocument {
  readonly link: Link;
  readonly snapshot: LedgerSnapshot;
  readonly known: readonly Tranche[];
  /** Invoices only. */
  readonly tranches: TranchePlan | undefined;
  /** Expenses only; undefined: nothing to be said. */
  readonly settlement: CalendarDay | null | undefined;
  /** True when the source would show less paid than it does. */
  readonly turnsUnpaid: boolean;
}

export function planDocument(
  link: Link,
  snapshot: LedgerSnapshot,
  all: readonly Tranche[],
  since: PaymentsSince,
): PlannedDocument {
  const known = all.filter((tranche) => !countsAfterAll(tranche, since));
  if (link.kind === 'expense') {
    const settlement = planSettlement(snapshot, toldBy(link), since);
    const turnsUnpaid = settlement === null && link.toldPaidOn !== undefined;
    return { link, snapshot, known, tranches: undefined, settlement, turnsUnpaid };
  }
  const placed = known.map((tranche) => ({
    ...tranche,
    isElsewhere: tranche.sourceInvoiceId !== link.sourceId,
    hasStood: hasStood(tranche),
  }));
  const tranches = planTranches(snapshot, placed, since);
  return { link, snapshot, known, tranches, settlement: undefined, turnsUnpaid: isReversal(tranches, snapshot, known) };
}

/** What the source will have been told about an expense once everything decided so far has reached it. */
export function toldBy({ settlement, toldPaidOn }: Link): CalendarDay | undefined {
  return settlement === undefined || settlement.isInDoubt ? toldPaidOn : (settlement.paidOn ?? undefined);
}

/** It was entered in the source, or may have been: its answer was lost. */
export function hasStood({ sourcePaymentId, firstSentAt }: Tranche): boolean {
  return sourcePaymentId !== undefined || firstSentAt !== undefined;
}

/** Left out at first; then a person chose a day, and it is not before it. */
function countsAfterAll(tranche: Tranche, { chosenOn }: PaymentsSince): boolean {
  return tranche.state === 'left_out' && chosenOn !== undefined && tranche.paidOn >= chosenOn;
}
