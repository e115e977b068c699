import type { CurrencyCode } from '../money/currency.js';
import type { DecimalText } from '../money/decimal.js';
import type { CalendarDay, Instant } from '../time/calendar-day.js';

export type AccountClass = 'asset' | 'equity' | 'expense' | 'liability' | 'revenue';

export interface LedgerAccount {
  readonly code: string;
  readonly name: string;
  readonly class: AccountClass;
  readonly isActive: boolean;
  /** False for bank and control accounts (debtors, creditors, sales tax, retained earnings): the ledger refuses lines on them. */
  readonly isPostable: boolean;
  /** True for the ledger's own rounding account. */
  readonly isRounding: boolean;
}

export interface LedgerTaxRate {
  readonly taxType: string;
  readonly name: string;
  readonly ratePercent: DecimalText;
  readonly isActive: boolean;
  /** Classes of account that a line with this rate may use. */
  readonly appliesTo: readonly AccountClass[];
}

export interface LedgerOrganisation {
  readonly id: string;
  readonly name: string;
  readonly countryCode: string;
  readonly baseCurrency: CurrencyCode;
  /** The ledger accepts no document dated on or before this day. The later of the two lock dates that apply to us. */
  readonly lockedThrough?: CalendarDay;
  /** Needed for deep links. */
  readonly shortCode?: string;
  /** False for editions without invoices (partner and cashbook editions). */
  readonly keepsDocuments: boolean;
}

/** What lines are sorted by in the ledger's reports, with the options that there are. Archived ones are not active. */
export interface TrackingCategory {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly options: readonly { readonly id: string; readonly name: string; readonly isActive: boolean }[];
}

/** What the ledger offers to map to, as it stood at `readAt`. */
export interface Chart {
  readonly organisation: LedgerOrganisation;
  readonly accounts: readonly LedgerAccount[];
  readonly taxRates: readonly LedgerTaxRate[];
  readonly currencies: readonly CurrencyCode[];
  readonly brandingThemes: readonly { readonly id: string; readonly name: string }[];
  /** At most two are active. Absent in what an earlier release read. */
  readonly trackingCategories?: readonly TrackingCategory[];
  readonly readAt: Instant;
}
