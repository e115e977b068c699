import { createMemoryWorld } from '../testing/index.js';
import { HearSource } from './hear-source.js';
import type { SourceHook } from './source-hooks.js';
import type { Plan } from './tenants.js';

const US = 'https://us.example/x';
const hooksTo = (targetUrl: string): readonly SourceHook[] => [{ id: '1', event: 2, targetUrl, secret: 's' }];

async function hear(plan: Plan, targetUrls: readonly string[] = [US]) {
  const { unitOfWork } = createMemoryWorld();
  const expensePayments = { isVisible: false, isForced: false, wasVisibleBefore: false };
  const tenant = { id: '1001', name: 'Brightwell', plan, timeZone: 'Europe/London', expensePayments, checkedAt: 0 };
  await unitOfWork.run('1001', (store) => store.tenants.save(tenant));
  const asked: string[] = [];
  const source = {
    subscribe: async (_: string, targetUrl: string) => {
      asked.push(targetUrl);
      return hooksTo(targetUrl);
    },
  };
  for (const targetUrl of targetUrls) await new HearSource(unitOfWork, source).run('1001', targetUrl);
  return { asked, kept: (await unitOfWork.run('1001', (store) => store.tenants.find()))?.sourceHooks };
}

describe('Hearing of changes from Productive', () => {
  it('asks for webhooks once and keeps their secrets', async () => {
    expect(await hear('ultimate', [US, US, US])).toEqual({ asked: [US], kept: hooksTo(US) });
  });

  it('asks again when our address has changed', async () => {
    const moved = 'https://new.example/x';
    expect(await hear('ultimate', [US, moved])).toEqual({ asked: [US, moved], kept: hooksTo(moved) });
  });

  it.each<Plan>(['professional', 'essential', 'unknown'])(
    'asks for none on the %s plan, which has none',
    async (plan) => {
      expect(await hear(plan)).toEqual({ asked: [], kept: undefined });
    },
  );
});
