import fc from 'fast-check';
import { QUARANTINE_MS, REPLAY_WINDOW_MS, resolveUncertain } from './uncertain.js';

const sent = Date.UTC(2026, 10, 24, 12);
const minutes = (count: number) => count * 60_000;
const wait = { step: 'wait', until: sent + minutes(10) };

describe('A write whose answer was lost', () => {
  it.each([
    ['at once', 0, { step: 'replay' }],
    ['just before five minutes', minutes(5) - 1, { step: 'replay' }],
    ['at five minutes', minutes(5), wait],
    ['when the ledger forgets its key', minutes(6), wait],
    ['just before ten minutes', minutes(10) - 1, wait],
    ['at ten minutes', minutes(10), { step: 'look_up' }],
    ['a day later', minutes(1440), { step: 'look_up' }],
    ['when our clock went back', -1, wait],
  ])('%s', (_when, age, step) => {
    expect(resolveUncertain({ firstSentAt: sent, isReplayable: true }, sent + age)).toEqual(step);
  });

  it.each([
    ['at once', 0, wait],
    ['at ten minutes', minutes(10), { step: 'look_up' }],
  ])('is not repeated when the ledger would only repeat its stored error, %s', (_when, age, step) => {
    expect(resolveUncertain({ firstSentAt: sent, isReplayable: false }, sent + age)).toEqual(step);
  });

  it('is never looked up while it may still be applied, nor repeated when the key may be forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: -minutes(60), max: minutes(60) }), fc.boolean(), (age, isReplayable) => {
        const { step } = resolveUncertain({ firstSentAt: sent, isReplayable }, sent + age);
        if (step === 'look_up') expect(age).toBeGreaterThanOrEqual(QUARANTINE_MS);
        if (step === 'replay') expect(isReplayable && age >= 0 && age < REPLAY_WINDOW_MS).toBe(true);
        if (age >= QUARANTINE_MS) expect(step).toBe('look_up');
      }),
    );
  });
});
