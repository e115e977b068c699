import fc from 'fast-check';
import { currencyExponent } from './currency.js';
import { Decimal, decimal, isDecimalText } from './decimal.js';
import {
  add,
  compare,
  describeMoney,
  equal,
  money,
  negate,
  parseMoney,
  roundToMoney,
  subtract,
  sum,
  toDecimal,
  toDecimalText,
  zero,
} from './money.js';

const minor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const currency = fc.constantFrom('JPY', 'GBP', 'KWD');

describe('Money', () => {
  it('has the decimals of its currency', () => {
    expect(['JPY', 'GBP', 'KWD'].map(currencyExponent)).toEqual([0, 2, 3]);
    expect(toDecimalText(money(1250n, 'JPY'))).toBe('1250');
    expect(toDecimalText(money(1250n, 'GBP'))).toBe('12.50');
    expect(toDecimalText(money(1250n, 'KWD'))).toBe('1.250');
    expect(toDecimalText(money(-5n, 'GBP'))).toBe('-0.05');
    expect(describeMoney(money(1250n, 'GBP'))).toBe('12.50 GBP');
  });

  it('never guesses the decimals of a currency it does not know', () => {
    expect(currencyExponent('XYZ')).toBeUndefined();
    expect(parseMoney('1.00', 'XYZ')).toBeUndefined();
    expect(() => toDecimalText(money(1n, 'gbp'))).toThrow(new RangeError('Unknown currency: "gbp"'));
    expect(() => roundToMoney(decimal('1'), 'XYZ')).toThrow(RangeError);
  });

  it('never adds or compares two currencies', () => {
    const pounds = money(1n, 'GBP');
    const euros = money(1n, 'EUR');
    expect(() => add(pounds, euros)).toThrow(new RangeError('Cannot combine GBP with EUR'));
    expect(() => compare(pounds, euros)).toThrow(RangeError);
    expect(() => sum([euros], 'GBP')).toThrow(RangeError);
    expect(equal(pounds, euros)).toBe(false);
  });

  it('is read only from text that says exactly one amount', () => {
    expect(parseMoney('12.50', 'GBP')).toEqual(money(1250n, 'GBP'));
    expect(parseMoney('12.5', 'GBP')).toEqual(money(1250n, 'GBP'));
    expect(parseMoney('12.500', 'GBP')).toEqual(money(1250n, 'GBP'));
    expect(parseMoney('-0', 'GBP')).toEqual(money(0n, 'GBP'));
    for (const text of ['12.505', '', '1e3', '1,000', ' 1', '+1', '.5', '1.', 'NaN', '£1'])
      expect([text, parseMoney(text, 'GBP')]).toEqual([text, undefined]);
  });

  it('is not rounded when the text is longer than our arithmetic', () => {
    expect(parseMoney(`1.${'0'.repeat(60)}1`, 'GBP')).toBeUndefined();
    expect(parseMoney(`1${'0'.repeat(49)}1`, 'GBP')).toEqual(money(10n ** 52n + 100n, 'GBP'));
  });

  it('comes back from its own text unchanged', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const value = money(amount, code);
        expect(parseMoney(toDecimalText(value), code)).toEqual(value);
        expect(roundToMoney(toDecimal(value), code)).toEqual(value);
      }),
    );
  });

  it('adds up in any order, and what is taken away again leaves what was there', () => {
    fc.assert(
      fc.property(fc.array(minor), minor, (amounts, other) => {
        const values = amounts.map((amount) => money(amount, 'GBP'));
        const total = sum(values, 'GBP');
        expect(total.minor).toBe(amounts.reduce((a, b) => a + b, 0n));
        expect(sum([...values].reverse(), 'GBP')).toEqual(total);
        expect(subtract(add(total, money(other, 'GBP')), money(other, 'GBP'))).toEqual(total);
        expect(add(total, negate(total))).toEqual(zero('GBP'));
      }),
    );
  });

  it('sorts by size', () => {
    const amounts = [3n, -1n, 2n].map((amount) => money(amount, 'GBP'));
    expect(amounts.sort(compare).map((amount) => amount.minor)).toEqual([-1n, 2n, 3n]);
    expect(compare(money(2n, 'GBP'), money(2n, 'GBP'))).toBe(0);
  });
});

describe('A decimal', () => {
  it('is plain notation and nothing else', () => {
    expect(['1', '-0.5', '1.2345'].every(isDecimalText)).toBe(true);
    expect(['', '1e3', '0x1', 'Infinity', '1 '].some(isDecimalText)).toBe(false);
    expect(() => decimal('1e3')).toThrow(new RangeError('Not a decimal number: "1e3"'));
  });

  it('is written without an exponent, however small', () => {
    expect(new Decimal('0.00000001').toString()).toBe('0.00000001');
  });
});
