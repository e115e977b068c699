import { createMemoryBridge } from '@bridge/application/testing';
import { money } from '@bridge/domain';
import { anInvoice } from '@bridge/domain/testing';
import { simulatedProductive, type SimulatedProductive } from './testing/simulated-productive.js';

const MINUTE = 60_000;

describe('A payment whose entry in Productive was answered by a gateway', () => {
  let productive: SimulatedProductive;
  beforeEach(async () => {
    productive = await simulatedProductive();
  });
  afterEach(() => productive.simulator.close());

  /** Imports and settles once a minute, as the sweeper would, past every pause. */
  const paidThroughTheBridge = async (invoiceId: string) => {
    const bridge = await createMemoryBridge({
      between: (ports) => ({ ...ports, sourcePayments: productive.productive.payments }),
    });
    bridge.agency.addInvoice(anInvoice({ id: invoiceId, isSent: true }));
    await bridge.copy('invoice', [invoiceId]);
    await bridge.send();
    const { ledgerId } = await bridge.link('invoice', invoiceId);
    bridge.books.pay(ledgerId, money(5_000n, 'GBP'), '2026-11-24');
    await bridge.import();
    for (let minute = 0; minute < 30; minute += 1) {
      await bridge.settle();
      bridge.clock.advance(MINUTE);
    }
    return (await bridge.tranches(ledgerId)).map(({ state }) => state);
  };

  it.each([
    ['a server error after it was entered', { kind: 'status', status: 500, applied: true }],
    ['502 after it was entered', { kind: 'html', status: 502, applied: true }],
    ['503 after it was entered', { kind: 'html', status: 503, applied: true }],
    ['504 after it was entered', { kind: 'html', status: 504, applied: true }],
    ['503 in Productive’s own form after it was entered', { kind: 'status', status: 503, applied: true }],
    ['503 before it was entered', { kind: 'html', status: 503 }],
    ['503 three times, and after it was entered each time', { kind: 'html', status: 503, applied: true, times: 3 }],
  ] as const)('with %s, is there once in the end', async (_, fault) => {
    const invoiceId = await productive.world.hand.addInvoice({ net: '100.00', isSent: true });
    productive.simulator.faults.add({ ...fault, method: 'POST', path: '/payments' });
    expect(await paidThroughTheBridge(invoiceId)).toEqual(['recorded']);
    const entered = await productive.world.payments.of('1001', invoiceId);
    expect(entered.map(({ amount }) => amount.minor)).toEqual([5_000n]);
    expect(await productive.world.payments.of('1001', invoiceId)).toHaveLength(1);
  });
});
