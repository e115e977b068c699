import { money } from '@bridge/domain';
import { anExpense } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

/** An expense over 120.00 whose bill was paid in full; the import has seen it. Answers the payment’s id. */
async function paidInLedger(bridge: MemoryBridge): Promise<string> {
  bridge.agency.addExpense(anExpense());
  await bridge.copy('expense', ['1']);
  await bridge.send();
  bridge.clock.advance(60 * MINUTE);
  const { ledgerId } = await bridge.link('expense', '1');
  const payment = bridge.books.pay(ledgerId, money(12_000n, 'GBP'), '2026-11-24');
  await bridge.import();
  return payment;
}

/** The sweeper comes every two minutes, for a quarter of an hour. */
async function quarterOfAnHour(bridge: MemoryBridge): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    bridge.clock.advance(2 * MINUTE);
    await bridge.settle();
  }
}

const paidOn = (bridge: MemoryBridge) => bridge.source.organisation(TENANT).expense('1')?.document.paidOn;
const settlement = async (bridge: MemoryBridge) => (await bridge.link('expense', '1')).settlement;

describe('The paid day of an expense, told to the source', () => {
  it('that was lost on its way does not come after the word that it is not paid', async () => {
    const bridge = await createMemoryBridge();
    const payment = await paidInLedger(bridge);
    bridge.source.applyLate(4 * MINUTE, 'settleExpense');
    await bridge.settle();
    bridge.books.removePayment(payment);
    await bridge.import();
    await quarterOfAnHour(bridge);
    expect([paidOn(bridge), await settlement(bridge)]).toEqual([undefined, undefined]);
  });

  it('and a worker that died meanwhile leaves nothing behind that comes later', async () => {
    let isMortal = true;
    const bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        sourcePayments: instead(ports.sourcePayments, {
          settleExpense: async (...call) => {
            const told = ports.sourcePayments.settleExpense(...call);
            if (!isMortal) return told;
            await expect(told).rejects.toThrow('uncertain');
            throw new Error('The process is gone');
          },
        }),
      }),
    });
    const payment = await paidInLedger(bridge);
    bridge.source.applyLate(4 * MINUTE, 'settleExpense');
    await expect(bridge.settle()).rejects.toThrow('The process is gone');
    isMortal = false;
    bridge.books.removePayment(payment);
    await bridge.import();
    await quarterOfAnHour(bridge);
    expect([paidOn(bridge), await settlement(bridge)]).toEqual([undefined, undefined]);
  });

  it('is not sent by a worker that stood still for most of the quarantine: it could arrive after it', async () => {
    let afterwards = async () => {};
    const bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        unitOfWork: {
          run: async (...work) => {
            const done = await ports.unitOfWork.run(...work);
            await afterwards();
            return done;
          },
        },
      }),
    });
    const payment = await paidInLedger(bridge);
    bridge.source.applyLate(4 * MINUTE, 'settleExpense');
    afterwards = async () => {
      if ((await settlement(bridge))?.problem?.code !== 'answer_lost') return;
      afterwards = async () => {};
      bridge.books.removePayment(payment);
      await bridge.import();
      bridge.clock.advance(7 * MINUTE);
    };
    await bridge.settle();
    await quarterOfAnHour(bridge);
    expect([paidOn(bridge), await settlement(bridge)]).toEqual([undefined, undefined]);
  });

  it('is told again once a lost answer cannot arrive any more', async () => {
    const bridge = await createMemoryBridge();
    await paidInLedger(bridge);
    bridge.source.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'settleExpense' });
    await bridge.settle();
    expect([paidOn(bridge), (await settlement(bridge))?.problem?.code]).toEqual([undefined, 'answer_lost']);
    await quarterOfAnHour(bridge);
    expect([paidOn(bridge), await settlement(bridge)]).toEqual(['2026-11-24', undefined]);
  });

  it('is corrected when the ledger changes its mind while it is being told', async () => {
    let meanwhile = async () => {};
    const bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        sourcePayments: instead(ports.sourcePayments, {
          settleExpense: async (...call) => {
            await meanwhile();
            return ports.sourcePayments.settleExpense(...call);
          },
        }),
      }),
    });
    const payment = await paidInLedger(bridge);
    meanwhile = async () => {
      meanwhile = async () => {};
      bridge.books.removePayment(payment);
      await bridge.import();
    };
    await quarterOfAnHour(bridge);
    expect([paidOn(bridge), await settlement(bridge)]).toEqual([undefined, undefined]);
  });
});
