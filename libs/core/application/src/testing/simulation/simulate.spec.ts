import { simulate } from './simulate.js';

const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 300);

describe('In a simulation in which everything goes wrong', () => {
  it(
    'nothing is lost and nothing is doubled',
    async () => {
      const totals = {
        documents: 0,
        updates: 0,
        tranches: 0,
        crashes: 0,
        lostAnswers: 0,
        duplicates: 0,
        lost: 0,
        stuck: 0,
      };
      const violations: string[] = [];
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const run = await simulate(seed);
        for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += run[name];
        violations.push(...run.violations.map((words) => `seed ${seed}: ${words}`));
      }
      expect(violations).toEqual([]);
      expect(totals).toMatchObject({ duplicates: 0, lost: 0, stuck: 0 });
      // The storm was one: otherwise a quiet sea would prove the ship.
      expect(totals.documents).toBeGreaterThan(SEEDS * 10);
      expect(totals.updates).toBeGreaterThan(SEEDS * 2);
      expect(totals.tranches).toBeGreaterThan(SEEDS * 3);
      expect(totals.crashes).toBeGreaterThan(SEEDS * 5);
      expect(totals.lostAnswers).toBeGreaterThan(SEEDS * 3);
    },
    SEEDS * 3000,
  );

  it('the same seed gives the same run', async () => {
    expect(await simulate(42)).toEqual(await simulate(42));
  });
});
