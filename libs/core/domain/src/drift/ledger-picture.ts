import type { DocumentKind } from '../documents/source-document.js';
import type { LedgerStatus } from '../payments/ledger-snapshot.js';
import type { Money } from '../money/money.js';
import type { CalendarDay, Instant } from '../time/calendar-day.js';

/** A document that this app created, as the ledger shows it now, with everything that somebody may have changed. */
export interface LedgerPicture {
  readonly ledgerId: string;
  readonly kind: DocumentKind;
  readonly number?: string;
  readonly marker?: string;
  readonly status: LedgerStatus;
  readonly total: Money;
  readonly tax: Money;
  readonly paid: Money;
  /** Credit notes, prepayments and overpayments allocated to it. */
  readonly credited: Money;
  readonly due: Money;
  readonly contactId: string;
  readonly issuedOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  /** Lines without an account, which are text alone, are left out. */
  readonly lines: readonly { readonly accountCode: string; readonly taxType?: string }[];
  readonly changedAt: Instant;
}

/** True while it counts in the books. */
export function isLive({ status }: Pick<LedgerPicture, 'status'>): boolean {
  return status !== 'voided' && status !== 'deleted';
}
