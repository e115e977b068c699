import { nearWords } from './instant.js';

const now = new Date('2026-11-24T12:00:00Z');

describe('a moment for a reader', () => {
  it.each([
    ['2026-11-24T11:59:30Z', 'now'],
    ['2026-11-24T11:57:00Z', '3 minutes ago'],
    ['2026-11-24T12:05:00Z', 'in 5 minutes'],
    ['2026-11-24T07:00:00Z', '5 hours ago'],
  ])('%s reads “%s” at noon', (at, words) => {
    expect(nearWords(at, now, 'en-GB')).toBe(words);
  });
});
