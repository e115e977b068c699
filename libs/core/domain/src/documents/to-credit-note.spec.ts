import { money, toDecimalText } from '../money/money.js';
import { aChart, aLine, anExpense, anInvoice, settings } from '../testing/index.js';
import type { Over } from '../testing/over.js';
import type { BuildChoices } from './build-options.js';
import type { LedgerDocument } from './ledger-document.js';
import { formOf, formOfSource } from './ledger-form.js';
import { sinceCopied } from './since-copied.js';
import type { SourceDocument, SourceInvoice, SourceInvoiceLine } from './source-document.js';
import { markerIn, toLedgerDocument } from './to-ledger-document.js';

const chart = aChart();
const build = (source: SourceDocument, over = settings(), choices: Partial<BuildChoices> = {}) =>
  toLedgerDocument(source, over, chart, { copy: 1, ...choices });

function built(...args: Parameters<typeof build>): LedgerDocument {
  const result = build(...args);
  if (!result.ok) throw new Error(result.problems.map((found) => found.detail).join(' '));
  return result.document;
}
const codes = (...args: Parameters<typeof build>) => {
  const result = build(...args);
  return (result.ok ? result.notices : result.problems).map((found) => found.code);
};

/** Two hours of design given back: −100.00 − 20.00 VAT = −120.00 GBP, of invoice 1. */
function aCreditNote(over: Over<SourceInvoice> = {}, lines: readonly SourceInvoiceLine[] = [backLine()]) {
  const facts = { isCreditNote: true, creditedInvoiceId: '1', number: 'CN-2', id: '2', dueOn: undefined };
  return anInvoice({ ...facts, lines, ...over });
}
const backLine = (over: Over<SourceInvoiceLine> = {}) => aLine({ quantity: '-2', ...over });

describe('The credit note made from a credit note', () => {
  it('has positive amounts, its reference as the marker, and no due day', () => {
    const document = built(aCreditNote({}, [backLine()]), settings(), { copy: 2 });
    expect(document).toMatchObject({
      ...{ kind: 'invoice', sourceId: '2', number: 'CN-2', marker: 'Productive credit note 2, copy 2' },
      ...{ credit: { ofSourceId: '1' }, status: 'approved', issuedOn: '2026-11-02' },
      lines: [{ quantity: '2', unitAmount: '50.00', accountCode: '210', taxType: 'OUTPUT2' }],
      totals: { net: money(10_000n, 'GBP'), tax: money(2_000n, 'GBP'), total: money(12_000n, 'GBP') },
    });
    expect(document).not.toHaveProperty('dueOn');
    expect(document).not.toHaveProperty('reference');
    expect(formOf(document)).toBe('customer_credit');
  });

  it('spreads discounts into its prices, which Xero’s credit notes do not know', () => {
    const tenOff = backLine({ unitPrice: '50.00', discountPercent: '10' }); // 2 × 50.00 − 10 % = 90.00
    const third = backLine({ quantity: '-3', unitPrice: '10.00', discountPercent: '33.33' }); // 30.00 − 33.33 % = 20.00
    const { lines } = built(aCreditNote({}, [tenOff, third]));
    expect(lines.map(({ quantity, unitAmount, discountPercent }) => [quantity, unitAmount, discountPercent])).toEqual([
      ['2', '45', undefined],
      ['3', '6.667', undefined], // 3 × 6.667 = 20.001 → 20.00
    ]);
  });

  it('spreads a discount on the whole of it too', () => {
    const totals = { net: money(-9_000n, 'GBP'), tax: money(-1_800n, 'GBP'), total: money(-10_800n, 'GBP') };
    const document = built(aCreditNote({ discountPercent: '10', ...totals }));
    expect(document.lines).toMatchObject([{ quantity: '2', unitAmount: '45', net: money(9_000n, 'GBP') }]);
    expect(toDecimalText(document.totals.total)).toBe('108.00'); // 120.00 − 10 %
  });

  it('makes its total right with a rounding line, as an invoice does', () => {
    const off = { tax: money(-1_999n, 'GBP'), total: money(-11_999n, 'GBP') };
    const document = built(aCreditNote(off));
    expect(toDecimalText(document.totals.total)).toBe('119.99');
    expect(document.lines.at(-1)).toMatchObject({ description: 'Rounding', unitAmount: '-0.01' });
  });

  it('says when nobody will allocate it', () => {
    expect(codes(aCreditNote())).toEqual([]);
    expect(codes(aCreditNote({ creditedInvoiceId: undefined }))).toEqual(['credit_unallocated']);
    expect(codes(aCreditNote(), settings({ invoices: { initialStatus: 'draft' } }))).toEqual(['credit_unallocated']);
  });

  it('is refused when it gives nothing back, and for whatever an invoice is refused', () => {
    expect(codes(aCreditNote({}, [aLine()]))).toEqual(['credit_not_negative']);
    expect(codes(aCreditNote({}, [backLine({ quantity: '0' })]))).toEqual(['credit_not_negative']);
    expect(codes(aCreditNote({ isFinalised: false, party: undefined }))).toEqual([
      'invoice_not_finalised',
      'contact_missing',
    ]);
    expect(codes(aCreditNote(), settings({ options: { exportInvoices: false } }))).toEqual(['invoice_export_off']);
    expect(codes(anInvoice({ lines: [backLine()] }))).toEqual(['amount_negative']);
  });
});

describe('The supplier credit note made from a negative expense', () => {
  const refund = anExpense({ id: '7', net: money(-10_000n, 'GBP'), tax: money(-2_000n, 'GBP') });

  it('has positive amounts, and its number as the marker', () => {
    const document = built(refund);
    expect(document).toMatchObject({
      ...{ kind: 'expense', sourceId: '7', marker: 'EXP-7', number: 'EXP-7', credit: {}, party: refund.vendor },
      lines: [{ quantity: '1', unitAmount: '100.00', accountCode: '463', taxType: 'INPUT2' }],
      totals: { total: money(12_000n, 'GBP') },
    });
    expect(document).not.toHaveProperty('dueOn');
    expect(formOf(document)).toBe('supplier_credit');
    expect(built(refund, settings(), { copy: 2 }).number).toBe('EXP-7, copy 2');
  });

  it('needs no due day', () => {
    expect(built({ ...refund, dueOn: '2026-12-01' })).not.toHaveProperty('dueOn');
    expect(codes(anExpense({ net: money(-1n, 'GBP'), tax: money(0n, 'GBP'), dueOn: undefined }))).toEqual([]);
  });

  it('is refused for whatever a bill is refused', () => {
    expect(codes({ ...refund, approval: 'awaiting' })).toEqual(['expense_not_approved']);
    expect(codes(anExpense({ net: money(0n, 'GBP'), tax: money(0n, 'GBP') }))).toEqual(['expense_zero']);
  });
});

describe('A copied credit note', () => {
  it('is found by the marker that it was copied with', () => {
    for (const source of [
      aCreditNote(),
      anExpense({ net: money(-1n, 'GBP'), tax: money(0n, 'GBP') }),
      anInvoice(),
      anExpense(),
    ])
      for (const copy of [1, 3])
        expect(markerIn(formOfSource(source), source, copy)).toBe(built(source, settings(), { copy }).marker);
  });

  it('has not changed only because both sides write it with another sign', () => {
    const copied = built(aCreditNote());
    const asSource = (minor: bigint) => ({ issuedOn: '2026-11-02', total: money(minor, 'GBP') });
    const ledger = { total: money(12_000n, 'GBP') };
    expect(sinceCopied(copied, asSource(-12_000n), ledger)).toBeUndefined();
    expect(sinceCopied(copied, asSource(-13_000n), ledger)).toEqual({
      total: { copied: money(12_000n, 'GBP'), now: money(13_000n, 'GBP') },
    });
    expect(sinceCopied(copied, asSource(12_000n), ledger)).toMatchObject({ total: { now: money(-12_000n, 'GBP') } });
  });
});
