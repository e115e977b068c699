import { eligibility, type Progress } from './eligible-since.js';

const NOW = 2_000;

describe('The moment at which a document came so far', () => {
  const seen = (progress: Progress, since: { eligibleSince?: number; sentSince?: number } = {}) => ({
    progress,
    ...since,
  });

  it('is when it was seen to happen', () => {
    expect(eligibility('finalised', seen('draft'), true, NOW)).toEqual({ eligibleSince: NOW });
    expect(eligibility('approved', seen('awaiting'), true, NOW)).toEqual({ eligibleSince: NOW });
    expect(eligibility('sent', seen('draft'), true, NOW)).toEqual({ eligibleSince: NOW, sentSince: NOW });
  });

  it('stays what it was while the document stays so far', () => {
    const finalised = seen('finalised', { eligibleSince: 1_000 });
    expect(eligibility('finalised', finalised, true, NOW)).toEqual({ eligibleSince: 1_000 });
    expect(eligibility('sent', finalised, true, NOW)).toEqual({ eligibleSince: 1_000, sentSince: NOW });
  });

  it('is not known of what was so far already, however it goes on', () => {
    expect(eligibility('finalised', seen('finalised'), true, NOW)).toEqual({});
    expect(eligibility('sent', seen('finalised'), true, NOW)).toEqual({ sentSince: NOW });
    expect(eligibility('sent', undefined, false, NOW)).toEqual({});
  });

  it('is now, of a document that was made since the last look', () => {
    expect(eligibility('approved', undefined, true, NOW)).toEqual({ eligibleSince: NOW });
  });

  it('is gone when the document goes back', () => {
    expect(eligibility('awaiting', seen('approved', { eligibleSince: 1_000 }), true, NOW)).toEqual({});
    expect(eligibility('draft', seen('sent', { eligibleSince: 1, sentSince: 1 }), true, NOW)).toEqual({});
  });
});
