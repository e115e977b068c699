import { endure } from './endure.js';
import type { Trouble } from './mishap-at.js';

describe('An invoice, a bill and three payments', () => {
  it('arrive when nothing goes wrong', async () => {
    const { points, violations } = await endure(new Map());
    expect(violations).toEqual([]);
    expect(points.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ledgerDocuments.create', 'sourcePayments.record', 'sourcePayments.settleExpense']),
    );
  });

  it('arrive once whatever goes wrong at any one call', async () => {
    const { points } = await endure(new Map());
    const ordeals = points.flatMap(({ name, troubles }, at) =>
      troubles.map((trouble) => [at, trouble, name] as readonly [number, Trouble, string]),
    );
    expect(ordeals.length).toBeGreaterThan(300);
    const found: string[] = [];
    for (const [at, trouble, name] of ordeals) {
      const { violations } = await endure(new Map([[at, trouble]]));
      found.push(...violations.map((words) => `call ${at}, ${name}, ${trouble}: ${words}`));
    }
    expect(found).toEqual([]);
  });
});
