import type { MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { anHourAfter, copiedExpense, pounds, sync } from '../testing/bridge/paying.js';

const MINUTE = 60_000;

describe('Payments of a bill, for its expense,', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;

  beforeEach(async () => {
    ({ bridge, ledgerId } = await anHourAfter(copiedExpense));
  });
  const paidOn = () => bridge.agency.expense('1')?.document.paidOn;

  it('mark it paid on the day its bill was paid in full', async () => {
    bridge.books.pay(ledgerId, pounds(100), '2026-11-24');
    await sync(bridge);
    expect(paidOn()).toBeUndefined();
    bridge.books.pay(ledgerId, pounds(20), '2026-11-25');
    await sync(bridge);
    expect(paidOn()).toBe('2026-11-25');
  });

  it('un-mark it when the payment is deleted', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    bridge.books.removePayment(payment);
    await sync(bridge);
    expect(paidOn()).toBeUndefined();
  });

  it('leave alone what a person marked as paid by hand', async () => {
    bridge.agency.editExpense('1', { paidOn: '2026-11-20' });
    bridge.books.pay(ledgerId, pounds(20), '2026-11-24');
    await sync(bridge);
    expect(paidOn()).toBe('2026-11-20');
  });

  it('end un-marked when the payment was deleted before the source heard of it', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await bridge.import();
    bridge.books.removePayment(payment);
    await sync(bridge);
    expect(paidOn()).toBeUndefined();
    expect(await bridge.link('expense', '1')).not.toHaveProperty('settlement');
  });

  it('end marked when it was paid again on the same day before the source heard of the deletion', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    bridge.books.removePayment(payment);
    await bridge.import();
    bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    expect(paidOn()).toBe('2026-11-24');
  });

  it('survive a source that was out of order', async () => {
    bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await bridge.import();
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'settleExpense' });
    await bridge.settle();
    expect((await bridge.link('expense', '1')).settlement?.problem?.code).toBe('source_unavailable');
    bridge.clock.advance(2 * MINUTE);
    await bridge.settle();
    expect(paidOn()).toBe('2026-11-24');
  });
});
