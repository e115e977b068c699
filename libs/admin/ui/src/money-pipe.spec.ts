import { formatMoney } from './money-pipe.js';

const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('money for a reader', () => {
  it.each([
    [{ amount: '1234.50', currency: 'GBP' }, 'en-GB', 'GBP 1,234.50'],
    [{ amount: '1234.50', currency: 'EUR' }, 'de-DE', '1.234,50 EUR'],
    [{ amount: '1200', currency: 'JPY' }, 'en-GB', 'JPY 1,200'],
    [{ amount: '3.125', currency: 'KWD' }, 'en-GB', 'KWD 3.125'],
    [{ amount: '-0.10', currency: 'GBP' }, 'en-GB', '-GBP 0.10'],
  ])('writes %j in %s as %s', (money, locale, expected) => {
    expect(plain(formatMoney(money, locale))).toBe(expected);
  });

  it('keeps every digit of an amount that no floating number holds', () => {
    expect(plain(formatMoney({ amount: '9007199254740993.01', currency: 'GBP' }, 'en-GB'))).toBe(
      'GBP 9,007,199,254,740,993.01',
    );
  });
});
