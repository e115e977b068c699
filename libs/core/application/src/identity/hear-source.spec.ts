import { createMemoryWorld } from '../testing/index.js';
import { HearSource } from './hear-source.js';
import type { SourceHook } from './source-hooks.js';
import type { Plan } from './tenants.js';

const hooks: readonly SourceHook[] = [{ id: '1', event: 2, secret: 's' }];

async function hear(plan: Plan, times = 1) {
  const { unitOfWork } = createMemoryWorld();
  const expensePayments = { isVisible: false, isForced: false, wasVisibleBefore: false };
  const tenant = { id: '1001', name: 'Brightwell', plan, timeZone: 'Europe/London', expensePayments, checkedAt: 0 };
  await unitOfWork.run('1001', (store) => store.tenants.save(tenant));
  const asked: string[] = [];
  const source = {
    subscribe: async (_: string, targetUrl: string) => {
      asked.push(targetUrl);
      return hooks;
    },
  };
  for (let time = 0; time < times; time += 1)
    await new HearSource(unitOfWork, source).run('1001', 'https://us.example/x');
  return { asked, kept: (await unitOfWork.run('1001', (store) => store.tenants.find()))?.sourceHooks };
}

describe('Hearing of changes from Productive', () => {
  it('asks for webhooks once and keeps their secrets', async () => {
    expect(await hear('ultimate', 3)).toEqual({ asked: ['https://us.example/x'], kept: hooks });
  });

  it.each<Plan>(['professional', 'essential', 'unknown'])(
    'asks for none on the %s plan, which has none',
    async (plan) => {
      expect(await hear(plan)).toEqual({ asked: [], kept: undefined });
    },
  );
});
