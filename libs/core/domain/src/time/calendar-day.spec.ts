import fc from 'fast-check';
import { addDays, dayInUtc, isCalendarDay } from './calendar-day.js';

describe('A calendar day', () => {
  it('exists or is none', () => {
    expect(['2026-11-24', '2028-02-29', '1999-12-31'].every(isCalendarDay)).toBe(true);
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '26-01-01',
      '2026-1-1',
      '2026-11-24T00:00',
    ])
      expect([text, isCalendarDay(text)]).toEqual([text, false]);
  });

  it('is counted over the ends of months, years and summer time', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-28', 30)).toBe('2026-04-27');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('is the day in Greenwich, up to the last millisecond', () => {
    expect(dayInUtc(Date.UTC(2026, 10, 24, 23, 59, 59, 999))).toBe('2026-11-24');
    expect(dayInUtc(Date.UTC(2026, 10, 25))).toBe('2026-11-25');
  });

  it('is reached again by going as many days back', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1970-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: -1000, max: 1000 }), (from, days) => {
        expect(isCalendarDay(addDays(from, days))).toBe(true);
        expect(addDays(addDays(from, days), -days)).toBe(from);
        expect(addDays(from, days) > from).toBe(days > 0);
      }),
    );
  });
});
