import { everyPair } from './every-pair.js';

describe('Every pair of answers', () => {
  it('is in one of the sets, and the sets are far fewer than all there could be', () => {
    const questions = { a: [1, 2, 3], b: ['x', 'y'], c: [true, false], d: [1, 2, 3], e: ['x', 'y'] } as const;
    const sets: readonly Readonly<Record<string, unknown>>[] = everyPair(questions);
    const apart = Object.entries(questions).flatMap(([one, answers]) =>
      Object.entries(questions)
        .filter(([other]) => other > one)
        .flatMap(([other, others]) =>
          answers.flatMap((first) => others.map((second) => ({ [one]: first, [other]: second }))),
        ),
    );
    expect(apart.length).toBe(3 * 2 + 3 * 2 + 3 * 3 + 3 * 2 + 2 * 2 + 2 * 3 + 2 * 2 + 2 * 3 + 2 * 2 + 3 * 2);
    for (const pair of apart) expect(sets).toContainEqual(expect.objectContaining(pair));
    expect(sets.length).toBeLessThan(15);
  });
});
