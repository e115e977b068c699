import { moveTranche, trancheStates, trancheToken, type TrancheState } from './tranche.js';

const legal = [
  'planned → recording',
  'planned → held',
  'planned → removed',
  'planned → to_remove',
  'recording → recorded',
  'recording → planned',
  'recording → held',
  'recording → to_remove',
  'recorded → to_remove',
  'recorded → in_doubt',
  'to_remove → removing',
  'to_remove → held',
  'removing → removed',
  'removing → to_remove',
  'removing → held',
  'held → planned',
  'held → to_remove',
  'held → removed',
  'left_out → planned',
  'left_out → removed',
  'in_doubt → recorded',
  'in_doubt → to_remove',
  'in_doubt → kept',
  'kept → recorded',
  'kept → to_remove',
];
const pairs = trancheStates.flatMap((from) => trancheStates.map((to) => [from, to] as const));

describe('The life of a part-payment', () => {
  it.each(pairs)('from %s to %s is as the list of moves says', (from, to) => {
    if (legal.includes(`${from} → ${to}`)) expect(moveTranche(from, to)).toBe(to);
    else expect(() => moveTranche(from, to)).toThrow(new RangeError(`A tranche that is ${from} cannot become ${to}`));
  });

  it('is written down before the source is asked, on the way in and on the way out', () => {
    const before = (to: TrancheState) => trancheStates.filter((from) => isLegal(from, to));
    // From doubt it comes back without being asked for: it was never taken out.
    expect(before('recorded')).toEqual(['recording', 'in_doubt', 'kept']);
    expect(before('removing')).toEqual(['to_remove']);
    expect(trancheStates.filter((to) => isLegal('recorded', to))).toEqual(['to_remove', 'in_doubt']);
  });

  it('can be taken out of the source although its recording is thought to have failed', () => {
    expect(moveTranche('planned', 'to_remove')).toBe('to_remove');
  });

  it('is found again by the token in its note', () => {
    expect(trancheToken('ab12#2')).toBe('[xero:ab12#2]');
  });
});

function isLegal(from: TrancheState, to: TrancheState): boolean {
  try {
    return moveTranche(from, to) === to;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
