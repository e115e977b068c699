import {
  documentTotals,
  lineAmount,
  lineTax,
  problem,
  type CalendarDay,
  type Chart,
  type CurrencyCode,
  type DocumentKind,
  type InitialStatus,
  type Money,
  type Problem,
  type Totals,
  type LedgerTracking,
} from '@bridge/domain';
import type { FakeBooks } from './fake-books.js';

/** One document as the fake's wire carries it: what a ledger is told, and nothing that we only remember. */
export interface WireDocument {
  readonly kind: DocumentKind;
  readonly isCredit?: true;
  readonly number?: string;
  readonly reference?: string;
  readonly brandingThemeId?: string;
  readonly marker: string;
  readonly contactId: string;
  readonly issuedOn: CalendarDay;
  readonly dueOn?: CalendarDay;
  readonly currency: CurrencyCode;
  readonly status: InitialStatus;
  readonly lines: readonly {
    readonly description: string;
    readonly quantity: string;
    readonly unitAmount: string;
    readonly discountPercent?: string;
    readonly accountCode: string;
    readonly taxType: string;
    readonly tracking?: readonly LedgerTracking[];
  }[];
}

/** What a real ledger would find wrong with a document, all of it at once. */
/** `ownId`: the document that is changed, which does not count against itself. */
export function documentProblems(document: WireDocument, books: FakeBooks, ownId?: string): readonly Problem[] {
  const chart = books.chart;
  return [
    ...numberProblems(document, books),
    ...contactProblems(document, books),
    ...markerProblems(document),
    ...(chart.currencies.includes(document.currency)
      ? []
      : [
          problem(
            'currency_not_enabled',
            'currency',
            `Organisation is not subscribed to currency ${document.currency}`,
          ),
        ]),
    ...(document.lines.length > 0
      ? []
      : [problem('document_empty', 'lines', 'One or more line items must be specified')]),
    ...document.lines.flatMap((line, index) => lineProblems(line, `lines[${index}]`, chart)),
    ...discountProblems(document),
    ...postingProblems(document, books, chart, ownId),
  ];
}

/** What the ledger makes of the lines: each line rounded, tax on each rounded line, then added. */
export function totalsOf(document: WireDocument, chart: Omit<Chart, 'readAt'>): Totals {
  const lines = document.lines.map((line) => {
    const rate = chart.taxRates.find((candidate) => candidate.taxType === line.taxType);
    return workOut(line, rate?.ratePercent ?? '0', document.currency);
  });
  return documentTotals(lines, document.currency);
}

type Worth = { readonly net: Money; readonly tax: Money };

const MOST_KNOWN = 10_000;
const known = new Map<string, Worth>();

/** Simulations send the same few lines a million times, and decimals are slow: known lines are looked up. */
function workOut(line: WireDocument['lines'][number], ratePercent: string, currency: CurrencyCode): Worth {
  const key = [line.quantity, line.unitAmount, line.discountPercent, ratePercent, currency].join('|');
  const found = known.get(key);
  if (found) return found;
  const net = lineAmount(line, currency);
  const worth = { net, tax: lineTax(net, ratePercent) };
  if (known.size < MOST_KNOWN) known.set(key, worth);
  return worth;
}

function numberProblems(document: WireDocument, books: FakeBooks): readonly Problem[] {
  if (document.number === undefined) return [];
  if (document.isCredit === true)
    return document.kind === 'invoice' && books.hasCreditNumber(document.number)
      ? [problem('number_in_use', 'number', 'Credit note # must be unique.')]
      : [];
  if (document.kind === 'invoice' && books.hasSalesNumber(document.number))
    return [problem('number_in_use', 'number', 'Invoice # must be unique.')];
  return document.kind === 'purchase_order' && books.hasOrderNumber(document.number)
    ? [problem('number_in_use', 'number', 'Order number must be unique')]
    : [];
}

function contactProblems(document: WireDocument, books: FakeBooks): readonly Problem[] {
  const contact = books.contacts.get(document.contactId);
  if (!contact) return [problem('ledger_refused', 'contactId', 'The contact could not be found')];
  return contact.isActive ? [] : [problem('contact_archived', 'contactId', 'The contact has been archived')];
}

function markerProblems(document: WireDocument): readonly Problem[] {
  if (document.kind === 'purchase_order' || document.isCredit === true) return [];
  return URL.canParse(document.marker) && !/xero/i.test(document.marker)
    ? []
    : [problem('ledger_refused', 'marker', 'Url must be a valid absolute url')];
}

/** The ledger knows discounts of sales invoices only. */
function discountProblems({ kind, isCredit, lines }: WireDocument): readonly Problem[] {
  const isKnown = kind === 'invoice' && isCredit !== true;
  return isKnown || lines.every((line) => line.discountPercent === undefined)
    ? []
    : [problem('ledger_refused', 'lines', 'Discounts are not allowed here')];
}

function lineProblems(
  line: WireDocument['lines'][number],
  path: string,
  chart: Omit<Chart, 'readAt'>,
): readonly Problem[] {
  const account = chart.accounts.find((candidate) => candidate.code === line.accountCode);
  const rate = chart.taxRates.find((candidate) => candidate.taxType === line.taxType);
  const problems: Problem[] = [];
  const report = (code: Problem['code'], field: string, detail: string) =>
    problems.push(problem(code, `${path}.${field}`, detail));
  if (!account?.isPostable)
    report(
      'account_unknown',
      'accountCode',
      `Account code '${line.accountCode}' is not a valid code for this document.`,
    );
  else if (!account.isActive)
    report('account_archived', 'accountCode', `Account code '${line.accountCode}' has been archived`);
  if (!rate) report('tax_rate_unknown', 'taxType', `The TaxType code '${line.taxType}' does not exist`);
  else if (!rate.isActive) report('tax_rate_inactive', 'taxType', 'Tax rate must be Active');
  else if (account && !rate.appliesTo.includes(account.class))
    report(
      'tax_rate_not_allowed',
      'taxType',
      `The TaxType code '${line.taxType}' cannot be used with '${line.accountCode}'.`,
    );
  for (const { categoryId, optionId } of line.tracking ?? []) {
    const category = chart.trackingCategories?.find(({ id, isActive }) => id === categoryId && isActive);
    if (!category?.options.some(({ id, isActive }) => id === optionId && isActive))
      report('tracking_option_gone', 'tracking', `The tracking option '${optionId}' is not active`);
  }
  return problems;
}

/** Drafts and orders are outside the books: closed periods, limits and due dates concern the others. */
function postingProblems(
  document: WireDocument,
  books: FakeBooks,
  chart: Omit<Chart, 'readAt'>,
  ownId: string | undefined,
): readonly Problem[] {
  if (document.status === 'draft' || document.kind === 'purchase_order') return [];
  const problems: Problem[] = [];
  const lockedThrough = chart.organisation.lockedThrough;
  if (lockedThrough !== undefined && document.issuedOn <= lockedThrough)
    problems.push(
      problem('period_locked', 'issuedOn', `The document date cannot be before the period lock date, ${lockedThrough}`),
    );
  if (document.dueOn === undefined && document.isCredit !== true)
    problems.push(problem('due_date_missing', 'dueOn', 'A due date is needed'));
  if (document.status === 'approved' && isOverLimit(document, books, ownId))
    problems.push(problem('plan_limit', 'status', 'You have reached the limit of invoices you can approve'));
  if (totalsOf(document, chart).total.minor < 0n)
    problems.push(problem('amount_negative', 'lines', 'The total must not be negative'));
  return problems;
}

function isOverLimit(document: WireDocument, books: FakeBooks, ownId: string | undefined): boolean {
  const limit = books.approvalLimit(document.kind);
  if (limit === undefined || document.isCredit === true) return false;
  const month = document.issuedOn.slice(0, 7);
  const approved = [...books.documents.values()].filter(
    (other) =>
      other.ledgerId !== ownId &&
      other.kind === document.kind &&
      other.isCredit !== true &&
      other.issuedOn.startsWith(month) &&
      (other.status === 'approved' || other.status === 'paid'),
  );
  return approved.length >= limit;
}
