import fc from 'fast-check';
import { divideRounded, readDecimal, rescale, toText } from './decimal.js';
import { figureLine, taxOn, totalsOf } from './line.js';
import type { AmountTypes, LineInput } from './line.js';

const cents = (text: string) => readDecimal(text, 2) ?? 0n;
const four = (text: string) => readDecimal(text, 4) ?? 0n;
const nothing: LineInput = {
  quantity: undefined,
  unit: undefined,
  lineAmount: undefined,
  discountRate: undefined,
  discountAmount: undefined,
};

describe('rounding', () => {
  it.each([
    ['2.165', '2.17'],
    ['2.164', '2.16'],
    ['-2.165', '-2.17'],
    ['-2.164', '-2.16'],
    ['1e-3', '0.00'],
    ['1.5e2', '150.00'],
    ['.005', '0.01'],
  ])('takes %s as %s', (text, rounded) => {
    expect(toText(cents(text), 2)).toBe(rounded);
  });

  it.each([
    ['2.165', '2.16'],
    ['2.175', '2.18'],
    ['-2.165', '-2.16'],
    ['2.1651', '2.17'],
    ['2.1649', '2.16'],
  ])('takes a half to the even neighbour where it is told to: %s as %s', (text, rounded) => {
    expect(toText(rescale(four(text), 4, 2, 'even'), 2)).toBe(rounded);
  });

  it.each(['', 'ten', '1.2.3', null, true, {}, NaN, Infinity])('does not take %p for a number', (value) => {
    expect(readDecimal(value, 2)).toBeUndefined();
  });

  it('is half away from zero, whatever is divided', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(1n, 10n ** 9n), (dividend, divisor) => {
        const rounded = divideRounded(dividend, divisor);
        // |rounded·d − n| ≤ d/2, and a tie goes away from zero.
        const error = rounded * divisor - dividend;
        const size = error < 0n ? -error : error;
        expect(size * 2n <= divisor).toBe(true);
        if (size * 2n === divisor)
          expect((rounded < 0n ? -rounded : rounded) * divisor > (dividend < 0n ? -dividend : dividend)).toBe(true);
        expect(divideRounded(-dividend, divisor)).toBe(-rounded);
      }),
    );
  });
});

describe('tax', () => {
  it('is rounded per line and then summed: 3.76 + 3.84 + 3.84 = 11.44 on 76.30, not 11.45', () => {
    const lines = ['25.06', '25.61', '25.63'].map((text) => ({
      lineAmount: cents(text),
      taxAmount: taxOn(cents(text), four('15'), 'Exclusive'),
    }));
    expect(lines.map(({ taxAmount }) => toText(taxAmount, 2))).toEqual(['3.76', '3.84', '3.84']);
    const totals = totalsOf(lines, 'Exclusive');
    expect([totals.subTotal, totals.totalTax, totals.total].map((amount) => toText(amount, 2))).toEqual([
      '76.30',
      '11.44',
      '87.74',
    ]);
  });

  it('inside an inclusive amount leaves the amount as it is: 120.00 at 20 % holds 20.00', () => {
    const tax = taxOn(cents('120'), four('20'), 'Inclusive');
    expect(toText(tax, 2)).toBe('20.00');
    expect(totalsOf([{ lineAmount: cents('120'), taxAmount: tax }], 'Inclusive')).toEqual({
      subTotal: 10000n,
      totalTax: 2000n,
      total: 12000n,
    });
  });

  it('is nothing on documents without tax', () => {
    expect(taxOn(cents('120'), four('20'), 'NoTax')).toBe(0n);
  });

  it('always adds up, and agrees with exact rational arithmetic to half a cent', () => {
    const amount = fc.bigInt(-(10n ** 10n), 10n ** 10n);
    const rate = fc.bigInt(0n, 300_000n);
    const kinds = fc.constantFrom<AmountTypes>('Exclusive', 'Inclusive', 'NoTax');
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), rate, kinds, (amounts, percent, kind) => {
        const lines = amounts.map((lineAmount) => ({ lineAmount, taxAmount: taxOn(lineAmount, percent, kind) }));
        const { subTotal, totalTax, total } = totalsOf(lines, kind);
        expect(subTotal + totalTax).toBe(total);
        const sum = amounts.reduce((so, each) => so + each, 0n);
        expect(kind === 'Inclusive' ? total : subTotal).toBe(sum);
        for (const { lineAmount, taxAmount } of lines) {
          if (kind === 'NoTax') continue;
          const base = kind === 'Exclusive' ? 1_000_000n : 1_000_000n + percent;
          const error = taxAmount * base - lineAmount * percent;
          expect((error < 0n ? -error : error) * 2n <= base).toBe(true);
        }
      }),
    );
  });
});

describe('a line', () => {
  it('rounds its unit amount to two decimals unless four are asked for', () => {
    // 3 × 0.3333: two decimals 3 × 0.33 = 0.99; four decimals 0.9999 → 1.00
    const input = { ...nothing, quantity: four('3'), unit: four('0.3333') };
    expect(figureLine(input, 2)).toMatchObject({ ok: true, figures: { lineAmount: 99n } });
    expect(figureLine(input, 4)).toMatchObject({ ok: true, figures: { lineAmount: 100n } });
  });

  it('takes a discount off before it is rounded: 3 × 33.35 less 10 % is 90.05', () => {
    // 100.05 × 0.9 = 90.045 → 90.05; the discount is 10.00
    const input = { ...nothing, quantity: four('3'), unit: four('33.35'), discountRate: four('10') };
    expect(figureLine(input, 2)).toMatchObject({ ok: true, figures: { lineAmount: 9005n, discount: 1000n } });
  });

  it('takes a discount amount off the line', () => {
    const input = { ...nothing, quantity: four('2'), unit: four('50'), discountAmount: cents('30') };
    expect(figureLine(input, 2)).toMatchObject({ ok: true, figures: { lineAmount: 7000n, discount: 3000n } });
  });

  it.each([
    ['the unit amount', { quantity: four('4'), lineAmount: cents('10') }, { quantity: 40000n, unit: 25000n }],
    ['the quantity', { unit: four('2.5'), lineAmount: cents('10') }, { quantity: 40000n, unit: 25000n }],
    ['a quantity of one', { lineAmount: cents('10') }, { quantity: 10000n, unit: 100000n }],
  ])('derives %s from the line amount', (_what, given, expected) => {
    expect(figureLine({ ...nothing, ...given }, 2)).toMatchObject({
      ok: true,
      figures: { ...expected, lineAmount: 1000n },
    });
  });

  it('refuses a line amount that is not quantity times unit', () => {
    const input = { ...nothing, quantity: four('1'), unit: four('100'), lineAmount: cents('1') };
    expect(figureLine(input, 2)).toEqual({ ok: false, given: 100n, expected: 10000n });
  });

  it('is exact where floats are not: 1.005 × 100 is 101.00 at two decimals and 100.50 at four', () => {
    const input = { ...nothing, quantity: four('100'), unit: four('1.005') };
    expect(figureLine(input, 2)).toMatchObject({ figures: { lineAmount: 10100n } });
    expect(figureLine(input, 4)).toMatchObject({ figures: { lineAmount: 10050n } });
  });

  it('never differs from the exact product by more than half a cent', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 8n), 10n ** 8n), fc.bigInt(-(10n ** 9n), 10n ** 9n), (quantity, unit) => {
        const outcome = figureLine({ ...nothing, quantity, unit }, 4);
        if (!outcome.ok) throw new Error('No line amount was given, so none can be wrong.');
        const error = rescale(outcome.figures.lineAmount, 2, 8) - quantity * unit;
        expect((error < 0n ? -error : error) <= 500_000n).toBe(true);
      }),
    );
  });
});
