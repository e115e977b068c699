import { validateSync } from 'class-validator';
import { IsMoment, periodOf } from './period.js';

class Asked {
  @IsMoment() from?: unknown;
}

const isTaken = (from: unknown) => validateSync(Object.assign(new Asked(), { from })).length === 0;

describe('A period in a query', () => {
  // 2026-06-04 14:00 UTC is 1,780,581,600 seconds after 1970.
  it.each([
    ['2026-06-04', 1_780_531_200_000],
    ['2026-06-04T14:00Z', 1_780_581_600_000],
    ['2026-06-04T14:00:00Z', 1_780_581_600_000],
    ['2026-06-04T14:00:00.000Z', 1_780_581_600_000],
    ['2026-06-04T16:00:00+02:00', 1_780_581_600_000],
  ])('begins at %s', (from, at) => {
    expect([isTaken(from), periodOf({ from })]).toEqual([true, { from: at }]);
  });

  it('ends with the last millisecond of a day, or at the moment itself', () => {
    expect(periodOf({ to: '2026-06-04' })).toEqual({ to: 1_780_617_599_999 });
    expect(periodOf({ to: '2026-06-04T14:00:00Z' })).toEqual({ to: 1_780_581_600_000 });
  });

  it.each([
    '2026-W23',
    '2026-155',
    '2026-06',
    '20260604',
    '2026-02-30',
    '2026-13-01',
    '2026-06-04T25:00Z',
    '2026-06-04T14:00',
    '2026-06-04 14:00:00Z',
    '2026-06-04T14:00:00 02:00',
    '2026-06-04T14:00:00+99:00',
    '2026-06-04\n',
    'yesterday',
    '',
    20260604,
  ])('is none with %j', (from) => {
    expect(isTaken(from)).toBe(false);
  });
});
