import { type Connection, Fault, type LedgerAddress, type Wake } from '@bridge/application';
import { createMemoryWorld, FixedClock } from '@bridge/application/testing';
import { keepConnection } from '../testing/connections.js';
import { ticksOf } from './ticks.js';

async function bench({ hasMail = false } = {}) {
  const clock = new FixedClock();
  const { unitOfWork, directory } = createMemoryWorld({ clock });
  const keep = (id: string, overrides: Partial<Connection>) =>
    keepConnection(unitOfWork, {
      ...{ id, subsidiaryId: id, grantId: `grant of ${id}` },
      organisation: { organisationId: id, name: id, connectionRef: id },
      ...overrides,
    });
  await keep('studio', {});
  await keep('labs', {});
  await keep('sydney', { tenantId: '1002' });
  await keep('gone', { state: 'off' });
  const woken: Wake[] = [];
  const waiting: Wake[] = [];
  const checked: string[] = [];
  const plansRead: string[] = [];
  const renewed: string[] = [];
  const trouble = new Map<string, Error>();
  const alerted: string[] = [];
  const ticks = ticksOf(
    {
      directory,
      unitOfWork,
      clock,
      dueWork: { due: async () => waiting },
      jobs: { wake: async (wake) => void woken.push(wake) },
      checkConnection: {
        run: async (_tenant, connectionId) => {
          checked.push(connectionId);
          const error = trouble.get(connectionId);
          if (error) throw error;
          return undefined;
        },
      },
      checkPlan: {
        run: async (tenantId) => {
          const error = trouble.get(tenantId);
          if (error) throw error;
          plansRead.push(tenantId);
        },
      },
      tokens: {
        current: async ({ grantId, connectionId }: LedgerAddress) => {
          const error = trouble.get(connectionId);
          if (error) throw error;
          renewed.push(grantId);
          return 'token';
        },
      },
      ...(hasMail && { alertPeople: { run: async (tenantId: string) => void alerted.push(tenantId) } }),
    },
    300_000,
  );
  const stopping = new AbortController();
  const run = async (name: string) => ticks.find((tick) => tick.name === name)?.run(stopping.signal);
  return { ticks, run, woken, waiting, checked, plansRead, renewed, trouble, stopping, alerted, unitOfWork };
}
const told = (wakes: readonly Wake[]) => wakes.map(({ connectionId, task }) => `${task} ${connectionId}`);

describe('By the clock', () => {
  it('every live connection reads its payments', async () => {
    const { run, woken } = await bench();
    await run('import');
    expect(told(woken)).toEqual(['import studio', 'import labs', 'import sydney']);
  });

  it('each tenant’s documents are read once, however many connections it has', async () => {
    const { run, woken } = await bench();
    await run('refresh');
    expect(told(woken)).toEqual(['refresh labs', 'refresh sydney']);
  });

  it('rows that wait are found again, though every wake-up was lost', async () => {
    const { run, woken, waiting } = await bench();
    waiting.push({ tenantId: '1001', connectionId: 'studio', task: 'send' });
    await run('sweep');
    expect(woken).toEqual([{ tenantId: '1001', connectionId: 'studio', task: 'send', isOverdue: true }]);
  });

  it('every connection is probed, even after one that failed, and the failure is not hidden', async () => {
    const { run, checked, trouble } = await bench();
    trouble.set('studio', new TypeError('x is undefined'));
    await expect(run('check')).rejects.toThrow('1 of 3 failed');
    expect(checked).toEqual(['studio', 'labs', 'sydney']);
  });

  it('a round of probes ends early when the process is to stop', async () => {
    const { run, checked, stopping } = await bench();
    stopping.abort();
    await run('check');
    expect(checked).toEqual([]);
  });

  it('the plan of each organisation is asked for once, and one that does not answer keeps no other waiting', async () => {
    const { run, plansRead, trouble } = await bench();
    await run('plan');
    expect(plansRead).toEqual(['1001', '1002']);
    trouble.set('1001', new Fault({ kind: 'unavailable' }, 'away'));
    await run('plan');
    expect(plansRead).toEqual(['1001', '1002', '1002']);
  });

  it('tokens are kept alive; one that can not be renewed is the probe’s affair', async () => {
    const { run, renewed, trouble } = await bench();
    trouble.set('studio', new Fault({ kind: 'disconnected' }, 'gone'));
    await run('keep-alive');
    expect([...renewed].sort()).toEqual(['grant of labs', 'grant of sydney']);
  });

  it('people who want to be told are looked after every minute, where mail is set up', async () => {
    const { ticks, run, alerted, unitOfWork } = await bench({ hasMail: true });
    const wanted = { addresses: ['ada@brightwell.example'], changedAt: 0, changedBy: 'Ada' };
    await unitOfWork.run('1001', (store) => store.alerts.save({ ...wanted, isOn: true }));
    await unitOfWork.run('1002', (store) => store.alerts.save({ ...wanted, isOn: false }));
    await run('alerts');
    expect(alerted).toEqual(['1001']);
    expect(ticks.find(({ name }) => name === 'alerts')?.everyMs).toBe(60_000);
  });

  it('payments come every five minutes, documents as well, and lost wake-ups wait three seconds at the most; the books are held against us daily', async () => {
    const { ticks } = await bench();
    expect(Object.fromEntries(ticks.map(({ name, everyMs }) => [name, everyMs / 60_000]))).toEqual({
      sweep: 3 / 60,
      import: 5,
      refresh: 5,
      check: 60,
      plan: 60,
      reconcile: 24 * 60,
      'keep-alive': 7 * 24 * 60,
    });
  });
});
