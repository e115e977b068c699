import { formatDay } from './day-pipe.js';

describe('a day of a document', () => {
  it('is the same day for a reader far behind UTC', () => {
    expect(new Date('2026-03-01T00:00:00Z').getDate()).toBe(28); // the tests' zone, where this moment is still February
    expect(formatDay('2026-03-01', 'en-GB')).toBe('1 Mar 2026');
  });
});
