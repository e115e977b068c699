import { money } from '../money/money.js';
import { combineDiscounts, figuresFor } from './line-figures.js';

const pounds = (minor: bigint) => money(minor, 'GBP');

describe('The figures of a line', () => {
  it('are the source’s own when the ledger arrives at the same net with them', () => {
    const own = { quantity: '1.5', unitPrice: '33.3333' };
    expect(figuresFor(own, pounds(5000n))).toEqual({ quantity: '1.5', unitAmount: '33.3333' }); // 49.99995
    const discounted = { quantity: '2', unitPrice: '50', discountPercent: '10' };
    expect(figuresFor(discounted, pounds(9000n))).toEqual({ quantity: '2', unitAmount: '50', discountPercent: '10' });
  });

  it('are one piece at the whole net in yen, of which the ledger counts hundredths', () => {
    // 1.5 × 333 = 499.50 there, and 500 in Productive
    expect(figuresFor({ quantity: '1.5', unitPrice: '333' }, money(500n, 'JPY'))).toEqual({
      quantity: '1',
      unitAmount: '500',
    });
  });

  it('are one piece at the whole net when the ledger would arrive at another', () => {
    expect(figuresFor({ quantity: '3', unitPrice: '33.33' }, pounds(10_000n))).toEqual({
      quantity: '1',
      unitAmount: '100.00', // 3 × 33.33 = 99.99
    });
    expect(figuresFor({ quantity: '-1', unitPrice: '10' }, pounds(-999n)).unitAmount).toBe('-9.99');
  });

  it.each([
    { quantity: '1.00001', unitPrice: '50.00' },
    { quantity: '1', unitPrice: '50.00001' },
    { quantity: '1', unitPrice: '50.00', discountPercent: '0.00001' },
  ])('are one piece at the whole net when a fifth decimal would be cut off: %j', (figures) => {
    expect(figuresFor(figures, pounds(5000n))).toEqual({ quantity: '1', unitAmount: '50.00' });
  });
});

describe('Two discounts one after the other', () => {
  it('are one: 10 % and then 20 % are 28 %', () => {
    expect(combineDiscounts('10', '20')).toBe('28'); // 1 − 0.9 × 0.8
    expect(combineDiscounts('33.5', '12.25')).toBe('41.64625'); // 1 − 0.665 × 0.8775
    expect(combineDiscounts('100', '5')).toBe('100');
  });

  it('are the one there is, or none', () => {
    expect(combineDiscounts('10', undefined)).toBe('10');
    expect(combineDiscounts(undefined, '20')).toBe('20');
    expect(combineDiscounts(undefined, undefined)).toBeUndefined();
  });
});
