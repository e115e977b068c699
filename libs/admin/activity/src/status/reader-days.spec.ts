import { momentsOf, readDay } from './reader-days.js';

describe('The days of a filter', () => {
  it('are the reader’s: from their first moment to their last millisecond, in whatever zone that is', () => {
    const { from, to } = momentsOf({ from: '2026-03-01', to: '2026-03-02' });
    expect(from).toBe(new Date(2026, 2, 1, 0, 0, 0, 0).toISOString());
    expect(to).toBe(new Date(2026, 2, 2, 23, 59, 59, 999).toISOString());
  });

  it('may be one day, which ends a millisecond before the next one begins', () => {
    const { to } = momentsOf({ from: '2026-12-31', to: '2026-12-31' });
    expect(Date.parse(to)).toBe(new Date(2027, 0, 1).getTime() - 1);
  });

  it('stay open on a side where none is named', () => {
    expect(momentsOf({ from: '', to: '' })).toEqual({ from: '', to: '' });
  });

  it('are none where the address holds no day', () => {
    expect([readDay('2026-03-01'), readDay('2026-13-01'), readDay('yesterday'), readDay('')]).toEqual([
      '2026-03-01',
      '',
      '',
      '',
    ]);
  });
});
