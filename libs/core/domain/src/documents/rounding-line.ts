import type { Chart, LedgerAccount, LedgerTaxRate } from '../mapping/chart.js';
import { checkTaxRate, type Side } from '../mapping/mapping-rules.js';
import { Decimal } from '../money/decimal.js';
import { describeMoney, equal, subtract, toDecimal, toDecimalText, type Money } from '../money/money.js';
import { documentTotals, ledgerTax, ledgerNet, lineTax } from '../money/rounding.js';
import { problem, type Checked, type Problem } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import type { LedgerLine } from './ledger-document.js';

export type Reconciled =
  | { readonly ok: true; readonly lines: readonly LedgerLine[]; readonly notices: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Makes the ledger's total equal to the source's. The ledger rounds net and tax of each line, so each line may be off by
 * one minor unit and no more: what lies beyond is a wrong rate, not rounding, and is refused.
 */
export function reconcileTotals(
  lines: readonly LedgerLine[],
  sourceTotal: Money,
  side: Side,
  settings: Settings,
  chart: Chart,
): Reconciled {
  const totals = documentTotals(lines, sourceTotal.currency);
  const shown = shownTotal(lines, chart);
  if (!shown.equals(toDecimal(totals.total))) return { ok: false, problems: [inHundredths(totals.total, shown)] };
  const missing = subtract(sourceTotal, totals.total);
  if (missing.minor === 0n) return { ok: true, lines, notices: [] };
  const size = missing.minor < 0n ? -missing.minor : missing.minor;
  const detail = `Productive shows ${describeMoney(sourceTotal)}, Xero would show ${describeMoney(totals.total)}.`;
  const account = chart.accounts.find((candidate) => candidate.isRounding && candidate.isActive);
  const rate = account && untaxedRate(account, side, settings, chart);
  if (size > BigInt(lines.length))
    return { ok: false, problems: [problem('mapped_rate_differs', 'total', detail, { card: 'tax_rates' })] };
  if (settings.invoices.rounding === 'block' || account === undefined || rate === undefined) {
    return { ok: false, problems: [problem('totals_differ', 'total', detail, { card: 'invoices' })] };
  }
  if (!rate.ok) return rate;
  const line: LedgerLine = {
    description: 'Rounding',
    quantity: '1',
    unitAmount: toDecimalText(missing),
    accountCode: account.code,
    taxType: rate.value.taxType,
    net: missing,
    tax: lineTax(missing, rate.value.ratePercent),
  };
  const withLine = [...lines, line];
  if (!equal(documentTotals(withLine, sourceTotal.currency).total, sourceTotal))
    return { ok: false, problems: [problem('totals_differ', 'total', detail)] };
  return {
    ok: true,
    lines: withLine,
    notices: [
      problem('rounding_line_added', 'total', `${detail} A line of ${describeMoney(missing)} makes them equal.`),
    ],
  };
}

/** Differs from ours only where the currency has not two decimals, which Xero does not mind. */
function shownTotal(lines: readonly LedgerLine[], chart: Chart): Decimal {
  const rates = new Map(chart.taxRates.map((rate) => [rate.taxType, rate.ratePercent]));
  return lines.reduce((total, line) => {
    const net = ledgerNet(line);
    return total.plus(net).plus(ledgerTax(net, rates.get(line.taxType) ?? '0'));
  }, new Decimal(0));
}

function inHundredths(expected: Money, shown: Decimal): Problem {
  const detail = `Xero counts in hundredths and would show ${shown.toFixed(2)} instead of ${describeMoney(expected)}.`;
  return problem('totals_differ', 'total', detail);
}

/** Xero's rounding account is an expense, so that a sales document may need the rate that purchases without tax have. */
function untaxedRate(
  account: LedgerAccount,
  side: Side,
  settings: Settings,
  chart: Chart,
): Checked<LedgerTaxRate> | undefined {
  const { noTax } = settings.taxRates;
  const checked = [noTax[side], noTax.purchases]
    .filter((taxType) => taxType !== undefined)
    .map((taxType) => checkTaxRate(taxType, account, chart, 'total', { card: 'tax_rates', key: 'no_tax' }));
  return checked.find((rate) => rate.ok) ?? checked[0];
}
