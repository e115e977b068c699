import { addUp } from './add-up.js';

describe('The sum shown before a bulk copy', () => {
  it('is exact, and separate for each currency', () => {
    const sums = addUp([
      { amount: '0.10', currency: 'GBP' },
      { amount: '1200', currency: 'JPY' },
      { amount: '0.20', currency: 'GBP' },
      { amount: '9007199254740993.00', currency: 'GBP' },
    ]);
    // 0.10 + 0.20 + 9,007,199,254,740,993.00, one more than a float can count
    expect(sums).toEqual([
      { amount: '9007199254740993.30', currency: 'GBP' },
      { amount: '1200', currency: 'JPY' },
    ]);
  });

  it('takes credit notes off', () => {
    // 1.00 - 1.25 = -0.25
    expect(
      addUp([
        { amount: '1.00', currency: 'AUD' },
        { amount: '-1.25', currency: 'AUD' },
      ]),
    ).toEqual([{ amount: '-0.25', currency: 'AUD' }]);
  });

  it('of nothing is nothing', () => {
    expect(addUp([])).toEqual([]);
  });
});
