import { barsOf } from './bars.js';

describe('The bars of the chart', () => {
  it('are as high as their share of the highest', () => {
    const { bars, most } = barsOf([
      { on: '2026-02-01', copied: 4, refused: 1, tranches: 0 },
      { on: '2026-02-02', copied: 8, refused: 0, tranches: 2 },
    ]);
    expect(most).toBe(8);
    // 4 of 8, 1 of 8, 8 of 8, 2 of 8; nothing is drawn for zero
    expect(bars.map(({ series, height }) => [series, height])).toEqual([
      ['copied', 50],
      ['refused', 12.5],
      ['copied', 100],
      ['tranches', 25],
    ]);
  });

  it('of quiet days are none', () => {
    expect(barsOf([{ on: '2026-02-01', copied: 0, refused: 0, tranches: 0 }]).bars).toEqual([]);
  });
});
