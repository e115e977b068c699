import { exchangeRate } from '../world/currency.js';
import { addDecimals, decimalText, divideHalfUp, parseDecimal, productOf } from '../world/decimal.js';
import type { JsonObject } from '../world/json.js';
import { numberOf, textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { percentOf } from './invoice-totals.js';
import type { Desk } from './resource.js';

/** `amount` is what was entered for one unit; it holds the tax already when the expense is tax-inclusive. */
export function expenseAmounts(desk: Desk, row: Row): JsonObject {
  const previous = desk.world.find('expenses', row.id);
  const given = numberOf(row.attributes['amount']);
  const isUntouched = previous !== undefined && previous.attributes['amount'] === given;
  const entered = isUntouched ? numberOf(previous.attributes['entered_amount']) : given;
  const percent = percentOf(desk, desk.world.find('tax_rates', linkOf(row, 'tax_rate')));
  const inclusive = row.attributes['tax_inclusion'] === true;
  const net = inclusive ? withoutTax(entered, percent) : entered;
  const gross = inclusive ? entered : entered + productOf([entered, percent], 100n);
  const shown = inclusive && desk.assumptions.taxInclusiveAmount === 'net' ? net : entered;
  const quantity = textOf(row.attributes['quantity']) || '1.0';
  const billable = billableAmount(row, previous, net);
  const approved = row.attributes['approved'] === true;
  const revenue = approved ? productOf([billable, quantity]) : 0;
  return {
    entered_amount: entered,
    amount: shown,
    net_amount: net,
    amount_with_tax: gross,
    total_amount: productOf([shown, quantity]),
    total_amount_with_tax: productOf([gross, quantity]),
    billable_amount: billable,
    markup: net === 0 ? null : markupOf(billable, net),
    profit: productOf([billable - net, quantity]),
    recognized_revenue: revenue,
    quantity: decimalText(quantity),
    exchange_rate: exchangeRate(textOf(row.attributes['currency']), desk.currency),
    exchange_date: row.attributes['date'] ?? null,
  };
}

/** `billable_amount` is ignored when `markup` is sent too. */
function billableAmount(row: Row, previous: Row | undefined, net: number): number {
  const markup = row.attributes['markup'];
  const isNewMarkup = markup !== undefined && markup !== null && markup !== previous?.attributes['markup'];
  return isNewMarkup
    ? productOf([net, addDecimals('100', decimalText(markup))], 100n)
    : numberOf(row.attributes['billable_amount']);
}

function markupOf(billable: number, net: number): string {
  const tenths = divideHalfUp(BigInt(billable - net) * 1000n, BigInt(net));
  const sign = tenths < 0n ? '-' : '';
  const digits = (tenths < 0n ? -tenths : tenths).toString().padStart(2, '0');
  return `${sign}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}

function withoutTax(gross: number, percent: string): number {
  const whole = parseDecimal(addDecimals('100', percent)) ?? { digits: 100n, scale: 0 };
  return Number(divideHalfUp(BigInt(gross) * 100n * 10n ** BigInt(whole.scale), whole.digits));
}
