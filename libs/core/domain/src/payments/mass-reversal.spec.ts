import { isMassReversal } from './mass-reversal.js';

describe('Many documents that turn unpaid in one run', () => {
  it.each([
    [5, 5, false], // five are ordinary corrections, even when they are all there is
    [6, 6, true],
    [6, 120, false], // 5 % exactly
    [6, 119, true],
    [50, 1000, false],
    [51, 1000, true],
  ])('%d of %d: stop and ask is %s', (reversed, paidBefore, stops) => {
    expect(isMassReversal(reversed, paidBefore)).toBe(stops);
  });
});
