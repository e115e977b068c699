import { problem, type Problem } from '../problems/problem.js';
import type { Chart } from '../mapping/chart.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import type { InitialStatus, StatusSetting } from '../settings/settings.js';
import type { CalendarDay } from '../time/calendar-day.js';
import { isInClosedPeriod } from './closed-period.js';
import type { LedgerDocument } from './ledger-document.js';

/** What a person chose for this one copy. */
export interface BuildChoices {
  /** Needed when the initial status is set manually; otherwise it wins over the setting. */
  readonly status?: InitialStatus;
  readonly contactId?: string;
  /** 1 for the first copy; “Create new” makes 2, 3, … */
  readonly copy: number;
}

/** The exact document with what is worth knowing about it, or every problem at once. */
export type Built<D extends LedgerDocument> =
  | { readonly ok: true; readonly document: D; readonly notices: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Longest description of a line and longest number or reference (Xero). */
export const MAX_DESCRIPTION = 4000;
export const MAX_NUMBER = 255;

export function chooseStatus(setting: StatusSetting, choice: InitialStatus | undefined): InitialStatus | undefined {
  return choice ?? (setting === 'manual' ? undefined : setting);
}

/** The marker of a copy: the document's own page, with the copy's number from the second on. */
export function markerOf(url: string, copy: number): string {
  return copy === 1 ? url : `${url}${url.includes('?') ? '&' : '?'}copy=${copy}`;
}

/** Whether a marker leads to a page. That of an order or of a credit note does not. */
export function isPage(marker: string): boolean {
  return /^https?:/.test(marker);
}

/** The other way round: the page that a marker leads to, and the number of the copy. */
export function readMarker(marker: string): { readonly url: string; readonly copy: number } {
  const [, url, copy] = /^(.+)[?&]copy=([2-9]|[1-9]\d+)$/.exec(marker) ?? [];
  return url === undefined ? { url: marker, copy: 1 } : { url, copy: Number(copy) };
}

/** What can be said of any document: its currency, its day, its status. */
export function commonProblems(
  document: { readonly currency: CurrencyCode; readonly issuedOn: CalendarDay },
  status: InitialStatus | undefined,
  chart: Chart,
): Problem[] {
  const { organisation, currencies } = chart;
  const found: Problem[] = [];
  if (!organisation.keepsDocuments)
    found.push(problem('ledger_without_documents', 'connection', `${organisation.name} keeps no invoices or bills.`));
  if (currencyExponent(document.currency) === undefined) {
    found.push(problem('currency_unknown', 'currency', `“${document.currency}” is not a currency.`));
  } else if (document.currency !== organisation.baseCurrency && !currencies.includes(document.currency)) {
    found.push(
      problem('currency_not_enabled', 'currency', `${organisation.name} is not subscribed to ${document.currency}.`),
    );
  }
  if (status === undefined) found.push(problem('status_not_chosen', 'status', 'Choose Draft, Submitted or Approved.'));
  const { lockedThrough } = organisation;
  if (isInClosedPeriod(document.issuedOn, status, lockedThrough)) {
    const detail = `The document is dated ${document.issuedOn}; the books are closed through ${lockedThrough}.`;
    found.push(problem('period_locked', 'issuedOn', detail));
  }
  return found;
}

export function tooLong(text: string | undefined, limit: number, path: string): Problem[] {
  return text !== undefined && text.length > limit
    ? [problem('text_too_long', path, `${text.length} characters; Xero takes ${limit}.`)]
    : [];
}
