import type { Chart } from '../mapping/chart.js';
import { chooseAccount, chooseTaxRate } from '../mapping/mapping-rules.js';
import { decimal } from '../money/decimal.js';
import { add, toDecimalText } from '../money/money.js';
import { documentTotals, lineTax } from '../money/rounding.js';
import { problem, type Checked, type Problem } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import {
  type BuildChoices,
  type Built,
  chooseStatus,
  commonProblems,
  MAX_DESCRIPTION,
  MAX_NUMBER,
  tooLong,
} from './build-options.js';
import type { LedgerLine, PurchaseOrder } from './ledger-document.js';
import { figuresFor } from './line-figures.js';
import { reconcileTotals } from './rounding-line.js';
import type { SourceExpense, SourcePurchaseOrder } from './source-document.js';

/** Xero keeps two decimals of the unit price of an order: its purchase orders know no `unitdp`. */
const UNIT_DECIMALS = 2;

/**
 * The exact purchase order that a copy of this one makes, or every reason why there can be none. Accounts and tax rates
 * are those of expenses, because its lines are expenses.
 */
export function toPurchaseOrder(
  order: SourcePurchaseOrder,
  settings: Settings,
  chart: Chart,
  choices: BuildChoices,
): Built<PurchaseOrder> {
  const status = chooseStatus(settings.purchaseOrders?.initialStatus ?? 'draft', choices.status);
  const { currency, issuedOn } = order;
  const problems = [
    ...ownProblems(order, settings),
    // An order is not in the books whatever its status, so that a closed period does not concern it.
    ...commonProblems({ currency, issuedOn }, status && 'draft', chart),
  ];
  if (problems.some(({ code }) => code === 'currency_unknown' || code === 'currency_differs'))
    return { ok: false, problems };

  const lines: LedgerLine[] = [];
  order.lines.forEach((line, index) => {
    const built = buildLine(line, settings, chart, `lines[${index}]`);
    if (built.ok) lines.push(built.value);
    else problems.push(...built.problems);
  });
  if (problems.length > 0 || status === undefined || order.vendor === undefined) return { ok: false, problems };

  const reconciled = reconcileTotals(lines, add(order.net, order.tax), 'purchases', settings, chart);
  if (!reconciled.ok) return reconciled;
  return {
    ok: true,
    notices: reconciled.notices,
    document: {
      kind: 'purchase_order',
      sourceId: order.id,
      marker: orderMarker(order.id, choices.copy),
      ...(order.number !== undefined && { number: order.number }),
      party: order.vendor,
      ...(choices.contactId !== undefined && { contactId: choices.contactId }),
      issuedOn,
      ...(order.deliverOn !== undefined && { deliverOn: order.deliverOn }),
      currency,
      status,
      lines: reconciled.lines,
      totals: documentTotals(reconciled.lines, currency),
      attachments: [],
      notes: order.subject ? [order.subject] : [],
    },
  };
}

/** Stands in the order's reference, where its vendor reads it too. */
export function orderMarker(id: string, copy: number): string {
  return `Productive purchase order ${id}${copy === 1 ? '' : `, copy ${copy}`}`;
}

function ownProblems(order: SourcePurchaseOrder, settings: Settings): Problem[] {
  const found: Problem[] = [];
  if (settings.purchaseOrders === undefined)
    found.push(
      problem('purchase_order_export_off', 'purchaseOrders', 'Purchase orders are not copied on this connection.', {
        card: 'options',
      }),
    );
  if (!order.isFinalised)
    found.push(problem('purchase_order_not_finalised', 'state', 'The purchase order is still a draft.'));
  if (order.lines.length === 0) found.push(problem('document_empty', 'lines', 'The purchase order has no expenses.'));
  if (order.vendor === undefined) found.push(problem('vendor_missing', 'vendor', 'The purchase order has no vendor.'));
  if (order.net.minor < 0n) found.push(problem('amount_negative', 'net', 'The total is negative.'));
  const foreign = order.lines.find((line) => line.currency !== order.currency);
  if (foreign !== undefined)
    found.push(
      problem(
        'currency_differs',
        'lines',
        `“${foreign.name}” is in ${foreign.currency}, the order in ${order.currency}.`,
      ),
    );
  return [...found, ...tooLong(order.number, MAX_NUMBER, 'number')];
}

function buildLine(line: SourceExpense, settings: Settings, chart: Chart, path: string): Checked<LedgerLine> {
  const account = chooseAccount(settings, 'purchases', line.serviceType, chart, `${path}.account`);
  const rate = chooseTaxRate(
    settings,
    'purchases',
    line.taxRate,
    account.ok ? account.value : undefined,
    chart,
    `${path}.taxRate`,
  );
  const description = line.name.trim() || (line.serviceType?.name ?? 'Expense');
  const long = tooLong(description, MAX_DESCRIPTION, `${path}.description`);
  if (!account.ok || !rate.ok || long.length > 0)
    return {
      ok: false,
      problems: [...(account.ok ? [] : account.problems), ...(rate.ok ? [] : rate.problems), ...long],
    };
  const { quantity, unitAmount } = figuresFor(
    { quantity: line.quantity, unitPrice: unitPrice(line) },
    line.net,
    UNIT_DECIMALS,
  );
  return {
    ok: true,
    value: {
      description,
      quantity,
      unitAmount,
      accountCode: account.value.code,
      taxType: rate.value.taxType,
      net: line.net,
      tax: lineTax(line.net, rate.value.ratePercent),
    },
  };
}

/** Productive tells the cost of the whole expense; of none of it, a piece costs what the whole does. */
function unitPrice({ net, quantity }: SourceExpense): string {
  const pieces = decimal(quantity);
  const whole = toDecimalText(net);
  return pieces.isZero() ? whole : decimal(whole).div(pieces).toFixed();
}
