import fc from 'fast-check';
import { describeMoney, money, negate, parseMoney, sum, toDecimalText, type Money } from './money.js';
import { allocate, documentTotals, lineAmount, lineTax } from './rounding.js';

const pence = (text: string): Money => parseMoney(text, 'GBP') ?? money(-999_999n, 'GBP');

/** Independent of decimal.js: numerator / denominator as whole numbers, half away from zero. */
function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** A whole number of ten-thousandths as text: 12345 → "1.2345". */
function tenThousandths(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

describe('The net of a line', () => {
  it.each([
    ['2', '50.00', undefined, '100.00'],
    ['1', '2.165', undefined, '2.17'], // half away from zero
    ['1', '2.164', undefined, '2.16'],
    ['-1', '2.165', undefined, '-2.17'],
    ['1.3333', '75.5555', undefined, '100.74'], // 1.3333 × 75.5555 = 100.73814815
    ['3', '33.33', '10', '89.99'], // 99.99 × 0.9 = 89.991
    ['1', '100', '100', '0.00'],
  ])('is %s × %s less %s %% = %s', (quantity, unitAmount, discountPercent, net) => {
    expect(toDecimalText(lineAmount({ quantity, unitAmount, discountPercent }, 'GBP'))).toBe(net);
  });

  it('is rounded once, to the decimals of its currency', () => {
    expect(describeMoney(lineAmount({ quantity: '1.5', unitAmount: '333' }, 'JPY'))).toBe('500 JPY'); // 499.5
    expect(describeMoney(lineAmount({ quantity: '1.5', unitAmount: '0.333' }, 'KWD'))).toBe('0.500 KWD'); // 0.4995
  });

  it('agrees with whole-number arithmetic for every quantity, price and discount of four decimals', () => {
    const factor = fc.bigInt({ min: -99_999_999n, max: 99_999_999n });
    const percent = fc.bigInt({ min: 0n, max: 1_000_000n });
    fc.assert(
      fc.property(factor, factor, percent, (quantity, unit, discount) => {
        const figures = {
          quantity: tenThousandths(quantity),
          unitAmount: tenThousandths(unit),
          discountPercent: tenThousandths(discount),
        };
        // In 10⁻¹⁴ of a pound: 10⁻⁴ × 10⁻⁴ × 10⁻⁶; a penny is 10¹² of them.
        const exact = quantity * unit * (1_000_000n - discount);
        expect(lineAmount(figures, 'GBP').minor).toBe(divideHalfUp(exact, 10n ** 12n));
      }),
    );
  });
});

describe('The tax of a line', () => {
  it('is worked out and rounded for each line: 25.06, 25.61 and 25.63 at 15 % carry 3.76, 3.84 and 3.84', () => {
    const lines = ['25.06', '25.61', '25.63'].map((text) => ({ net: pence(text), tax: lineTax(pence(text), '15') }));
    expect(lines.map((line) => toDecimalText(line.tax))).toEqual(['3.76', '3.84', '3.84']); // 3.759, 3.8415, 3.8445
    const totals = documentTotals(lines, 'GBP');
    expect(toDecimalText(totals.net)).toBe('76.30'); // 25.06 + 25.61 + 25.63
    expect(toDecimalText(totals.tax)).toBe('11.44'); // 15 % of 76.30 would be 11.45
    expect(toDecimalText(totals.total)).toBe('87.74');
  });

  it('agrees with whole-number arithmetic for every net and rate', () => {
    const net = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    const rate = fc.bigInt({ min: 0n, max: 1_000_000n });
    fc.assert(
      fc.property(net, rate, (amount, percent) => {
        const tax = lineTax(money(amount, 'GBP'), tenThousandths(percent)).minor;
        expect(tax).toBe(divideHalfUp(amount * percent, 1_000_000n));
        expect(lineTax(money(-amount, 'GBP'), tenThousandths(percent)).minor).toBe(-tax);
      }),
    );
  });
});

describe('The totals of a document', () => {
  it('are nothing without lines', () => {
    expect(describeMoney(documentTotals([], 'GBP').total)).toBe('0.00 GBP');
  });

  it('never refuse or lose a line', () => {
    const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount)), (rows) => {
        const lines = rows.map(([net, tax]) => ({ net: money(net, 'GBP'), tax: money(tax, 'GBP') }));
        const { net, tax, total } = documentTotals(lines, 'GBP');
        expect(total.minor).toBe(net.minor + tax.minor);
        expect(total.minor).toBe(rows.flat().reduce((a, b) => a + b, 0n));
      }),
    );
  });
});

describe('Splitting an amount', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 });
  const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  const split = (minor: bigint, shares: readonly bigint[]) =>
    allocate(money(minor, 'GBP'), shares).map((part) => part.minor);

  it('gives the odd penny to the largest remainder, the earlier part first on a tie', () => {
    expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(split(100n, [1n, 2n, 3n])).toEqual([17n, 33n, 50n]); // 16.67, 33.33, 50
    expect(split(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(split(5n, [0n, 0n])).toEqual([5n, 0n]);
  });

  it('refuses to split by nothing or by less than nothing', () => {
    expect(() => split(1n, [])).toThrow(RangeError);
    expect(() => split(1n, [2n, -1n])).toThrow(RangeError);
  });

  it('keeps the sum exactly, for every amount and weight', () => {
    fc.assert(
      fc.property(amount, weights, (whole, shares) => {
        expect(sum(allocate(money(whole, 'GBP'), shares), 'GBP').minor).toBe(whole);
      }),
    );
  });

  it('gives every part its place, its sign, and its exact share give or take less than one penny', () => {
    fc.assert(
      fc.property(amount, weights, (whole, shares) => {
        const all = shares.reduce((a, b) => a + b, 0n);
        fc.pre(all > 0n);
        const parts = split(whole, shares);
        expect(parts).toHaveLength(shares.length);
        parts.forEach((part, index) => {
          const off = part * all - whole * (shares[index] ?? 0n);
          expect(off > -all && off < all).toBe(true);
          expect(part === 0n || part < 0n === whole < 0n).toBe(true);
          if (shares[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });

  it('gives a greater weight never less, and mirrors a negative amount', () => {
    fc.assert(
      fc.property(amount, weights, (whole, shares) => {
        const parts = split(whole < 0n ? -whole : whole, shares);
        const bySize = shares.map((weight, index) => ({ weight, part: parts[index] ?? 0n }));
        if (shares.some((weight) => weight > 0n))
          for (const a of bySize) for (const b of bySize) if (a.weight > b.weight) expect(a.part >= b.part).toBe(true);
        const value = money(whole, 'GBP');
        expect(allocate(negate(value), shares)).toEqual(allocate(value, shares).map(negate));
      }),
    );
  });
});
