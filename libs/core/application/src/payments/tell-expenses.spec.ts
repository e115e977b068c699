import { anExpense } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { pounds } from '../testing/bridge/paying.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Expenses whose bills were paid in full; the import has seen it. Answers the payments. */
async function paidInLedger(bridge: MemoryBridge, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1));
  for (const id of ids) bridge.agency.addExpense(anExpense({ id }));
  await bridge.copy('expense', ids);
  await bridge.send();
  bridge.clock.advance(HOUR);
  const payments: string[] = [];
  for (const id of ids) {
    const { ledgerId } = await bridge.link('expense', id);
    payments.push(bridge.books.pay(ledgerId, pounds(120), '2026-11-24'));
  }
  await bridge.import();
  return payments;
}

const job = (bridge: MemoryBridge) => bridge.uses.settleSource.run(TENANT, CONNECTION);
const told = (bridge: MemoryBridge, count: number) =>
  Array.from({ length: count }, (_, index) => bridge.agency.expense(String(index + 1))?.document.paidOn);
const settlement = async (bridge: MemoryBridge, id = '1') => (await bridge.link('expense', id)).settlement;

/** A bridge in which something happens while the worker goes from one to the next: each time, it extends its lease. */
async function interrupted(extend: (bridge: MemoryBridge) => Promise<boolean>): Promise<MemoryBridge> {
  const bridge: MemoryBridge = await createMemoryBridge({
    between: (ports) => ({
      ...ports,
      leases: instead(ports.leases, {
        extend: async (lease, forMs) =>
          lease.name.startsWith('settle:') ? extend(bridge) : ports.leases.extend(lease, forMs),
      }),
    }),
  });
  return bridge;
}

describe('Telling the source which expenses are paid', () => {
  it('is in the audit trail, with the day, and without one when it is taken back', async () => {
    const bridge = await createMemoryBridge();
    const [payment = ''] = await paidInLedger(bridge, 1);
    await bridge.settle();
    const { ledgerId, toldPaidOn } = await bridge.link('expense', '1');
    expect(toldPaidOn).toBe('2026-11-24');
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(payment);
    await bridge.import();
    await bridge.settle();
    const story = await bridge.run((store) => store.audit.about({ kind: 'expense_payment', id: '1' }));
    expect(story.map(({ action, by, detail }) => [action, by, detail])).toEqual([
      ['expense_payment.recorded', 'the bridge', { ledgerId, paidOn: '2026-11-24' }],
      ['expense_payment.removed', 'the bridge', { ledgerId }],
    ]);
    expect(await bridge.link('expense', '1')).not.toHaveProperty('toldPaidOn');
  });

  it('stops at the first one when the source has no time', async () => {
    const bridge = await createMemoryBridge();
    await paidInLedger(bridge, 2);
    const busy = { kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' } as const;
    bridge.source.failNext(busy, { method: 'settleExpense' });
    expect([await job(bridge), told(bridge, 2)]).toEqual([false, [undefined, undefined]]);
    expect(await settlement(bridge)).toMatchObject({
      ...{ attempts: 1, nextAttemptAt: bridge.clock.now() + MINUTE },
      problem: { code: 'source_rate_limited' },
    });
  });

  it('goes on with the others when it was one of them that was refused', async () => {
    const bridge = await createMemoryBridge();
    await paidInLedger(bridge, 2);
    bridge.source.failNext({ kind: 'not_found' }, { method: 'settleExpense' });
    await job(bridge);
    expect(told(bridge, 2)).toEqual([undefined, '2026-11-24']);
    expect((await settlement(bridge))?.problem?.code).toBe('source_document_missing');
  });

  it('counts the attempts whose answers were lost', async () => {
    const bridge = await createMemoryBridge();
    await paidInLedger(bridge, 1);
    bridge.source.loseNextAnswer('settleExpense');
    await job(bridge);
    expect(await settlement(bridge)).toMatchObject({
      ...{ attempts: 1, nextAttemptAt: bridge.clock.now() + 10 * MINUTE },
      problem: { code: 'answer_lost', path: 'source' },
    });
  });

  it('does not forget the attempts when a pass sees the document again', async () => {
    const bridge = await createMemoryBridge();
    await paidInLedger(bridge, 1);
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'settleExpense' });
    await job(bridge);
    const before = await settlement(bridge);
    bridge.clock.advance(SECOND);
    bridge.books.edit((await bridge.link('expense', '1')).ledgerId, { number: 'EXP-1A' });
    expect(await bridge.import()).toMatchObject({ documentsSeen: 1, settlementsPlanned: 0 });
    expect([before?.attempts, await settlement(bridge)]).toEqual([1, before]);
  });

  it('takes a hundred at a time, and says that there are more', async () => {
    const bridge = await createMemoryBridge();
    await paidInLedger(bridge, 101);
    expect(await job(bridge)).toBe(true);
    expect(told(bridge, 101).filter((day) => day === undefined)).toHaveLength(1);
    expect([await job(bridge), told(bridge, 101).includes(undefined)]).toEqual([false, false]);
  });

  it('ends when the lease was lost', async () => {
    const bridge = await interrupted(async () => false);
    await paidInLedger(bridge, 1);
    expect([await job(bridge), told(bridge, 1)]).toEqual([false, [undefined]]);
  });

  it.each([
    ['for which another worker has begun to wait', { nextAttemptAt: Infinity }],
    ['about which a person is asked now', { isInDoubt: true }],
  ])('leaves out one %s', async (_why, change) => {
    const bridge = await interrupted(async ({ run, link }) => {
      const current = await link('expense', '1');
      if (current.settlement === undefined) return true;
      await run((store) => store.links.save({ ...current, settlement: { ...current.settlement!, ...change } }));
      return true;
    });
    await paidInLedger(bridge, 1);
    await job(bridge);
    expect([told(bridge, 1), await settlement(bridge)]).toMatchObject([[undefined], change]);
  });

  it('leaves out one whose copy was unlinked a moment before', async () => {
    const bridge = await interrupted(async ({ uses, link }) => {
      await uses.unlinkCopy.run(TENANT, 'expense', '1', (await link('expense', '1')).ledgerId, 'Ada');
      return true;
    });
    await paidInLedger(bridge, 1);
    expect([await job(bridge), told(bridge, 1)]).toEqual([false, [undefined]]);
  });

  it('does not mind that the copy is unlinked while it is told', async () => {
    const bridge: MemoryBridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        sourcePayments: instead(ports.sourcePayments, {
          settleExpense: async (...call) => {
            await ports.sourcePayments.settleExpense(...call);
            const { ledgerId } = await bridge.link('expense', '1');
            await bridge.uses.unlinkCopy.run(TENANT, 'expense', '1', ledgerId, 'Ada');
          },
        }),
      }),
    });
    await paidInLedger(bridge, 1);
    expect([await job(bridge), told(bridge, 1)]).toEqual([false, ['2026-11-24']]);
  });
});

describe('An expense that was copied twice, with both bills paid', () => {
  let bridge: MemoryBridge;
  let payments: readonly [string, string];
  const told = () => bridge.agency.expense('1')?.document.paidOn;
  const unpay = async (payment: string) => {
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(payment);
    await bridge.import();
    await bridge.settle();
  };
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    const [first = ''] = await paidInLedger(bridge, 1);
    await bridge.copy('expense', ['1'], { isAgain: true });
    await bridge.send();
    const [second] = await bridge.links('expense', '1');
    payments = [first, bridge.books.pay(second?.ledgerId ?? '', pounds(120), '2026-11-23')];
    await bridge.import();
    await bridge.settle();
  });

  it('stays paid on the day of the other when one of them turns unpaid', async () => {
    const [first, second] = payments;
    await unpay(first);
    expect(told()).toBe('2026-11-23');
    expect((await bridge.links('expense', '1')).map(({ toldPaidOn }) => toldPaidOn)).toEqual(['2026-11-23', undefined]);
    await unpay(second);
    expect(told()).toBeUndefined();
  });

  it('is unpaid when neither is paid any more', async () => {
    const [first, second] = payments;
    bridge.books.removePayment(second);
    await unpay(first);
    expect(told()).toBeUndefined();
  });
});
