import type { Chart } from '../mapping/chart.js';
import { Decimal, decimal, type DecimalText } from '../money/decimal.js';
import { describeMoney, negate } from '../money/money.js';
import { problem, type Problem } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import type { CalendarDay } from '../time/calendar-day.js';
import type { BuildChoices, Built } from './build-options.js';
import type { Bill, LedgerDocument, LedgerLine, SalesInvoice } from './ledger-document.js';
import { figuresFor } from './line-figures.js';
import type { SourceExpense, SourceInvoice, SourceInvoiceLine } from './source-document.js';
import { toBill } from './to-bill.js';
import { toSalesInvoice } from './to-sales-invoice.js';

/**
 * The credit note that a copy of this one makes: the invoice that it would be with every sign turned, since the ledger's
 * credit notes have positive amounts. It has no link back in the ledger, so that its reference is the marker; and it knows
 * no discounts, so that they are spread into the prices.
 */
export function toCustomerCredit(
  note: SourceInvoice,
  settings: Settings,
  chart: Chart,
  choices: BuildChoices,
): Built<SalesInvoice> {
  const givesBack = note.total.minor < 0n;
  const turned = { ...turnedInvoice(note), dueOn: note.dueOn ?? note.invoicedOn };
  const built = toSalesInvoice(turned, settings, chart, choices);
  const wrongSign = givesBack ? [] : [notNegative(`The total is ${describeMoney(note.total)}.`)];
  if (!built.ok || wrongSign.length > 0)
    return { ok: false, problems: [...wrongSign, ...(built.ok ? [] : built.problems.filter(isAboutMore))] };
  const { reference: _, ...document } = undated(built.document);
  return {
    ok: true,
    notices: [...built.notices, ...unallocated(note, document)],
    document: {
      ...document,
      marker: creditMarker(note.id, choices.copy),
      credit: note.creditedInvoiceId === undefined ? {} : { ofSourceId: note.creditedInvoiceId },
      lines: document.lines.map(withoutDiscount),
    },
  };
}

/** The supplier credit note that a copy of a negative expense makes. The ledger lets it carry its number only, so that is the marker. */
export function toSupplierCredit(
  expense: SourceExpense,
  settings: Settings,
  chart: Chart,
  choices: BuildChoices,
): Built<Bill> {
  const { net, tax, spentOn } = expense;
  const turned = { ...expense, net: negate(net), tax: negate(tax), dueOn: expense.dueOn ?? spentOn };
  const built = toBill(turned, settings, chart, choices);
  if (!built.ok) return built;
  const marker = supplierCreditMarker(expense.id, choices.copy);
  return { ...built, document: { ...undated(built.document), marker, number: marker, credit: {} } };
}

/** Stands in the reference of a customer's credit note, where the customer reads it too. */
export function creditMarker(id: string, copy: number): string {
  return `Productive credit note ${id}${copy === 1 ? '' : `, copy ${copy}`}`;
}

/** The number of a supplier's credit note, which the ledger lets anybody give to any of them. */
export function supplierCreditMarker(id: string, copy: number): string {
  return `EXP-${id}${copy === 1 ? '' : `, copy ${copy}`}`;
}

function turnedInvoice(note: SourceInvoice): SourceInvoice {
  return {
    ...note,
    isCreditNote: false,
    lines: note.lines.map(turnedLine),
    net: negate(note.net),
    tax: negate(note.tax),
    total: negate(note.total),
  };
}

/** Productive writes the quantities of credit notes with a minus. */
function turnedLine(line: SourceInvoiceLine): SourceInvoiceLine {
  return {
    ...line,
    quantity: decimal(line.quantity).negated().toFixed(),
    net: negate(line.net),
    tax: negate(line.tax),
  };
}

function withoutDiscount({ discountPercent, ...line }: LedgerLine): LedgerLine {
  if (discountPercent === undefined) return line;
  const asked = { quantity: line.quantity, unitPrice: reduced(line, discountPercent) };
  const { quantity, unitAmount } = figuresFor(asked, line.net);
  return { ...line, quantity, unitAmount };
}

function reduced({ unitAmount }: Pick<LedgerLine, 'unitAmount'>, percent: DecimalText): DecimalText {
  const kept = new Decimal(100).minus(decimal(percent)).div(100);
  return decimal(unitAmount).times(kept).toFixed();
}

/** Nobody owes anything on a credit note, so it is due on no day. */
function undated<D extends LedgerDocument & { readonly dueOn?: CalendarDay }>({ dueOn: _, ...document }: D) {
  return document;
}

function unallocated(note: SourceInvoice, { status }: Pick<SalesInvoice, 'status'>): readonly Problem[] {
  if (note.creditedInvoiceId === undefined)
    return [problem('credit_unallocated', 'credit', 'It credits no invoice of Productive.')];
  if (status === 'approved') return [];
  return [problem('credit_unallocated', 'credit', 'Xero allocates approved credit notes only.')];
}

function notNegative(detail: string): Problem {
  return problem('credit_not_negative', 'total', detail);
}

/** With its signs turned, a credit note over more than zero would be an invoice over less. */
function isAboutMore({ code }: Problem): boolean {
  return code !== 'amount_negative';
}
