import { decimalText, productOf, addDecimals } from '../world/decimal.js';
import { numberOf, textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import type { Desk } from './resource.js';

/** The percentage that a rate adds to a net amount, as a decimal string; "0.0" for an exempt rate. */
export function percentOf(desk: Desk, rate: Row | undefined): string {
  const first = textOf(rate?.attributes['primary_component_value']) || '0';
  const second = textOf(rate?.attributes['secondary_component_value']) || '0';
  const sum = addDecimals(first, second);
  if (!desk.assumptions.secondaryTaxCompounds || second === '0') return sum;
  const hundredths = productOf([first, second, '10000'], 100n);
  return addDecimals(sum, `${hundredths < 0 ? '-' : ''}${(Math.abs(hundredths) / 10_000).toFixed(4)}`);
}

/** quantity × unit price − discount, then tax; each rounded half up to a whole minor unit. */
export function withLineAmounts(desk: Desk, line: Row): Row {
  const { quantity, unit_price, discount } = line.attributes;
  const kept = addDecimals('100', `-${decimalText(discount ?? '0')}`);
  const amount = productOf([quantity ?? '0', unit_price ?? 0, kept], 100n);
  const percent = percentOf(desk, desk.world.find('tax_rates', linkOf(line, 'tax_rate')));
  const tax = productOf([amount, percent], 100n);
  return { ...line, attributes: { ...line.attributes, amount, amount_tax: tax, amount_with_tax: amount + tax } };
}

/** Everything about an invoice that follows from its lines, its payments and its credit notes. */
export function invoiceTotals(desk: Desk, invoice: Row): Row {
  const lines = desk.world.of(invoice, 'line_items', 'invoice');
  const payments = desk.world.of(invoice, 'payments', 'invoice');
  const notes = desk.world
    .of(invoice, 'invoices', 'parent_invoice')
    .filter((note) => note.attributes['invoice_type_id'] === 2)
    .filter((note) => note.attributes['finalized_on'] !== null);

  const kept = addDecimals('100', `-${decimalText(invoice.attributes['discount'] ?? '0')}`);
  const amount = productOf([total(lines, 'amount'), kept], 100n);
  const tax =
    desk.assumptions.invoiceTaxRounding === 'line'
      ? productOf([total(lines, 'amount_tax'), kept], 100n)
      : taxByRate(desk, lines, kept);
  const gross = amount + tax;
  const writeOffs = payments.filter((payment) => typeof payment.attributes['written_off_on'] === 'string');
  const writtenOff = total(writeOffs, 'amount');
  const paid = total(payments, 'amount') - writtenOff;
  const credited = -total(notes, 'amount');
  const creditedWithTax = -total(notes, 'amount_with_tax');
  const lowered = desk.assumptions.creditLowersUnpaid ? creditedWithTax : 0;
  const unpaid = gross - paid - writtenOff - lowered;
  const days = payments
    .map(({ attributes }) => textOf(attributes['paid_on']) || textOf(attributes['written_off_on']))
    .sort();

  return {
    ...invoice,
    attributes: {
      ...invoice.attributes,
      amount,
      amount_tax: tax,
      amount_with_tax: gross,
      amount_paid: paid,
      amount_written_off: writtenOff,
      amount_unpaid: unpaid,
      amount_credited: credited,
      amount_credited_with_tax: creditedWithTax,
      credited: notes.length > 0,
      paid_on: payments.length > 0 && unpaid === 0 ? (days.at(-1) ?? null) : null,
    },
  };
}

function taxByRate(desk: Desk, lines: readonly Row[], kept: string): number {
  const rates = new Set(lines.map((line) => linkOf(line, 'tax_rate')));
  return [...rates].reduce((sum, rate) => {
    const net = total(
      lines.filter((line) => linkOf(line, 'tax_rate') === rate),
      'amount',
    );
    return sum + productOf([net, kept, percentOf(desk, desk.world.find('tax_rates', rate))], 10_000n);
  }, 0);
}

function total(rows: readonly Row[], name: string): number {
  return rows.reduce((sum, row) => sum + numberOf(row.attributes[name]), 0);
}
