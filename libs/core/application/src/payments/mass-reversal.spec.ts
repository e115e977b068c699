import { money, problem, type Money } from '@bridge/domain';
import { anExpense, anInvoice } from '@bridge/domain/testing';
import { Fault } from '../faults/fault.js';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const pounds = (amount: number): Money => money(BigInt(amount) * 100n, 'GBP');
const DAY = '2026-11-24';

/** Invoices (120.00) and expenses, copied and paid in full; answers the payments by ledger id. */
async function paidInFull(bridge: MemoryBridge, invoices: number, expenses = 0): Promise<Map<string, string>> {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
  for (const id of ids(invoices)) bridge.agency.addInvoice(anInvoice({ id, isSent: true }));
  for (const id of ids(expenses)) bridge.agency.addExpense(anExpense({ id }));
  if (invoices > 0) await bridge.copy('invoice', ids(invoices));
  if (expenses > 0) await bridge.copy('expense', ids(expenses));
  await bridge.send();
  bridge.clock.advance(HOUR);
  const payments = new Map<string, string>();
  for (const { ledgerId, total } of bridge.books.documents())
    payments.set(ledgerId, bridge.books.pay(ledgerId, total, DAY));
  await sync(bridge);
  return payments;
}

async function sync(bridge: MemoryBridge): Promise<void> {
  bridge.clock.advance(HOUR);
  await bridge.import();
  await bridge.settle();
}

const invoicesPaid = (bridge: MemoryBridge, count: number) =>
  Array.from({ length: count }, (_, index) => bridge.agency.payments(String(index + 1))).filter(
    (payments) => payments.length > 0,
  ).length;
const decide = (bridge: MemoryBridge, decision: 'apply' | 'dismiss') =>
  bridge.uses.decideReversals.run(TENANT, CONNECTION, decision, 'Ada');
const lastImport = (bridge: MemoryBridge) => bridge.run((store) => store.imports.latest(CONNECTION));

describe('Suspiciously many payments gone from the ledger', () => {
  let bridge: MemoryBridge;
  let payments: Map<string, string>;
  const unpay = (count: number) => {
    for (const payment of [...payments.values()].slice(0, count)) bridge.books.removePayment(payment);
  };
  beforeEach(async () => {
    bridge = await createMemoryBridge({ pageSize: 3 });
    payments = await paidInFull(bridge, 8);
  });

  it('stay in the source, although they come on several pages, and a person is asked', async () => {
    unpay(6);
    await sync(bridge);
    expect(invoicesPaid(bridge, 8)).toBe(8);
    expect(await bridge.findings()).toEqual(['mass_reversal']);
    expect((await lastImport(bridge))?.problem).toEqual(
      problem('mass_reversal', 'payments', '6 of 8 paid documents show no payment any more.'),
    );
    expect((await lastImport(bridge))?.removalsPlanned).toBe(0);
  });

  it('do not keep other payments from coming in', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '9', isSent: true }));
    await bridge.copy('invoice', ['9']);
    await bridge.send();
    unpay(6);
    bridge.books.pay((await bridge.link('invoice', '9')).ledgerId, pounds(120), DAY);
    await sync(bridge);
    expect(bridge.agency.payments('9')).toHaveLength(1);
  });

  it('go when the person confirms', async () => {
    unpay(6);
    await sync(bridge);
    expect(await decide(bridge, 'apply')).toBe(6);
    await sync(bridge);
    expect(invoicesPaid(bridge, 8)).toBe(2);
    expect(await bridge.findings()).toEqual([]);
    expect((await bridge.tranches([...payments.keys()][0] ?? '')).map(({ state }) => state)).toEqual(['removed']);
  });

  it('stay for good when the person dismisses it, whatever else happens to the documents', async () => {
    unpay(6);
    await sync(bridge);
    expect(await decide(bridge, 'dismiss')).toBe(6);
    for (const ledgerId of payments.keys()) bridge.books.edit(ledgerId, {});
    await sync(bridge);
    expect(invoicesPaid(bridge, 8)).toBe(8);
    expect(await bridge.findings()).toEqual([]);
    expect(await decide(bridge, 'apply')).toBe(0);
  });

  it('stay asked about while more follow, run after run', async () => {
    unpay(6);
    await sync(bridge);
    bridge.books.removePayment([...payments.values()][6] ?? '');
    await sync(bridge);
    await sync(bridge);
    expect(invoicesPaid(bridge, 8)).toBe(8);
    expect(await decide(bridge, 'apply')).toBe(7);
  });

  it('are forgotten when they were entered again: nothing left, nothing came twice', async () => {
    unpay(6);
    for (const ledgerId of [...payments.keys()].slice(0, 6)) bridge.books.pay(ledgerId, pounds(120), DAY);
    await sync(bridge);
    expect(await bridge.findings()).toEqual([]);
    expect(invoicesPaid(bridge, 8)).toBe(8);
    expect(bridge.agency.payments('1')).toHaveLength(1);
  });

  it('are ordinary corrections when they are five', async () => {
    unpay(5);
    await sync(bridge);
    expect(invoicesPaid(bridge, 8)).toBe(3);
    expect(await bridge.findings()).toEqual([]);
  });

  it('stay as well when a webhook told of each, and a pass saw one at a time', async () => {
    const all = [...payments.values()];
    for (const payment of all.slice(0, 7)) {
      bridge.clock.advance(MINUTE);
      bridge.books.removePayment(payment);
      await bridge.import();
      await bridge.settle();
    }
    expect(invoicesPaid(bridge, 8)).toBe(3); // Five are ordinary, whatever share they are: 8 − 5.
    expect((await lastImport(bridge))?.problem?.detail).toBe(
      '2 of 8 paid documents show no payment any more, after 5 others within an hour.',
    );
    expect(await decide(bridge, 'apply')).toBe(2);
  });

  it('are held against all that was paid, of which a document counts once though part of it is paid still', async () => {
    const parts: string[] = [];
    for (const [ledgerId, payment] of payments) {
      bridge.books.removePayment(payment);
      parts.push(bridge.books.pay(ledgerId, pounds(100), DAY));
      bridge.books.pay(ledgerId, pounds(20), DAY);
    }
    await sync(bridge);
    bridge.clock.advance(2 * HOUR);
    for (const part of parts.slice(0, 6)) {
      bridge.books.removePayment(part);
      await bridge.import();
      await bridge.settle();
    }
    expect((await lastImport(bridge))?.problem?.detail).toBe(
      '1 of 8 paid documents show no payment any more, after 5 others within an hour.',
    );
  });

  it('are no longer many when an hour lies between the first and the last', async () => {
    unpay(5);
    await sync(bridge);
    bridge.books.removePayment([...payments.values()][5] ?? '');
    await sync(bridge);
    expect(invoicesPaid(bridge, 8)).toBe(2);
    expect(await bridge.findings()).toEqual([]);
  });

  it('are no longer many when those before were entered again', async () => {
    unpay(5);
    await bridge.import();
    for (const ledgerId of [...payments.keys()].slice(0, 5)) bridge.books.pay(ledgerId, pounds(120), '2026-11-25');
    await bridge.import();
    bridge.books.removePayment([...payments.values()][5] ?? '');
    await bridge.import();
    await bridge.settle();
    expect(invoicesPaid(bridge, 8)).toBe(7);
    expect(await bridge.findings()).toEqual([]);
  });

  it('are named in the audit trail with who decided', async () => {
    unpay(6);
    await sync(bridge);
    await decide(bridge, 'dismiss');
    const story = await bridge.run((store) => store.audit.about({ kind: 'connection', id: CONNECTION }));
    expect(story.at(-1)).toMatchObject({ by: 'Ada', action: 'reversals.dismissed', detail: { documents: 6 } });
  });
});

describe('The hour within which payments gone from the ledger count together', () => {
  let bridge: MemoryBridge;
  let payments: Map<string, string>;
  let refusesRemovals: boolean;
  const documents = (count: number) => [...payments.keys()].slice(0, count);
  const unpay = (from: number, to: number) => {
    for (const payment of [...payments.values()].slice(from, to)) bridge.books.removePayment(payment);
  };
  const payAgain = (count: number) =>
    documents(count).map((ledgerId) => bridge.books.pay(ledgerId, pounds(120), '2026-11-25'));
  const settleFor = async (minutes: number) => {
    for (let past = 0; past < minutes; past += 15) {
      bridge.clock.advance(15 * MINUTE);
      await bridge.settle();
    }
  };
  /** One more turns unpaid: true when it is taken out without a question. */
  const isOrdinary = async () => {
    unpay(6, 7);
    await bridge.import();
    await bridge.settle();
    return (await bridge.findings()).length === 0 && bridge.agency.payments('7').length === 0;
  };
  beforeEach(async () => {
    refusesRemovals = false;
    bridge = await createMemoryBridge({
      between: (ports) => ({
        ...ports,
        sourcePayments: instead(ports.sourcePayments, {
          remove: async (...call) => {
            if (refusesRemovals)
              throw new Fault(
                { kind: 'refused', problems: [problem('payment_refused', 'id', 'It is locked')] },
                'It is locked',
              );
            return ports.sourcePayments.remove(...call);
          },
        }),
      }),
    });
    payments = await paidInFull(bridge, 8);
    bridge.clock.advance(2 * HOUR);
  });

  it('ends, however often their removal is tried and refused', async () => {
    refusesRemovals = true;
    unpay(0, 5);
    await bridge.import();
    await settleFor(90);
    refusesRemovals = false;
    expect(await isOrdinary()).toBe(true);
  });

  it('is over when Productive lets them go later than that', async () => {
    refusesRemovals = true;
    unpay(0, 5);
    await bridge.import();
    await settleFor(30);
    bridge.clock.advance(2 * HOUR);
    refusesRemovals = false;
    await bridge.settle();
    expect(invoicesPaid(bridge, 8)).toBe(3); // 8 − 5
    expect(await isOrdinary()).toBe(true);
  });

  it('runs while Productive does not let them go', async () => {
    refusesRemovals = true;
    unpay(0, 5);
    await bridge.import();
    await settleFor(45);
    refusesRemovals = false;
    expect(await isOrdinary()).toBe(false);
  });

  it('is of no matter to those entered again before Productive was back', async () => {
    refusesRemovals = true;
    unpay(0, 6);
    payAgain(6);
    await bridge.import();
    await settleFor(30);
    bridge.clock.advance(2 * HOUR);
    refusesRemovals = false;
    await bridge.settle();
    expect(await isOrdinary()).toBe(true);
  });

  it('is of no matter to those entered again at once', async () => {
    unpay(0, 6);
    payAgain(6);
    await bridge.import();
    await bridge.settle();
    bridge.clock.advance(MINUTE);
    expect(await isOrdinary()).toBe(true);
  });

  it('is of no matter to those entered again twice', async () => {
    unpay(0, 6);
    const wrong = payAgain(6);
    await bridge.import();
    await bridge.settle();
    bridge.clock.advance(MINUTE);
    for (const payment of wrong) bridge.books.removePayment(payment);
    payAgain(6);
    await bridge.import();
    await bridge.settle();
    bridge.clock.advance(MINUTE);
    expect(await isOrdinary()).toBe(true);
  });

  it('is of no matter to those entered again while a person thought about them', async () => {
    unpay(0, 6);
    await bridge.import();
    bridge.clock.advance(MINUTE);
    payAgain(6);
    await bridge.import();
    bridge.clock.advance(2 * HOUR);
    expect(await decide(bridge, 'apply')).toBe(6);
    await bridge.settle();
    expect(await isOrdinary()).toBe(true);
  });
});

describe('Suspiciously many bills that turn unpaid', () => {
  let bridge: MemoryBridge;
  const paidExpenses = () =>
    ['1', '2', '3', '4', '5', '6'].filter((id) => bridge.agency.expense(id)?.document.paidOn !== undefined).length;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    const payments = await paidInFull(bridge, 0, 6);
    for (const payment of payments.values()) bridge.books.removePayment(payment);
    await sync(bridge);
  });

  it('leave their expenses paid, and a person is asked', async () => {
    expect(paidExpenses()).toBe(6);
    expect(await bridge.findings()).toEqual(['mass_reversal']);
    await sync(bridge);
    expect(paidExpenses()).toBe(6);
  });

  it('take the mark away when the person confirms', async () => {
    expect(await decide(bridge, 'apply')).toBe(6);
    await bridge.settle();
    expect(paidExpenses()).toBe(0);
  });

  it('leave the mark for good when the person dismisses it', async () => {
    await decide(bridge, 'dismiss');
    for (const { ledgerId } of bridge.books.documents()) bridge.books.edit(ledgerId, {});
    await sync(bridge);
    expect(paidExpenses()).toBe(6);
    expect(await bridge.findings()).toEqual([]);
  });

  it('need no decision any more when they are paid again on the same day', async () => {
    for (const { ledgerId, total } of bridge.books.documents()) bridge.books.pay(ledgerId, total, DAY);
    await sync(bridge);
    expect(await bridge.findings()).toEqual([]);
    expect(paidExpenses()).toBe(6);
  });
});

describe('Suspiciously many bills that turn unpaid while one of them is told', () => {
  it('leave that one paid as well', async () => {
    let meanwhile = async () => {};
    const bridge: MemoryBridge = await createMemoryBridge({
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
    const [[corrected = '', wrong = ''] = [], ...others] = await paidInFull(bridge, 0, 6);
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(wrong);
    const right = bridge.books.pay(corrected, bridge.books.document(corrected).total, '2026-11-25');
    await bridge.import();
    meanwhile = async () => {
      meanwhile = async () => {};
      for (const payment of [right, ...others.map(([, id]) => id)]) bridge.books.removePayment(payment);
      await bridge.import();
    };
    await bridge.settle();
    const days = ['1', '2', '3', '4', '5', '6'].map((id) => bridge.agency.expense(id)?.document.paidOn);
    expect(days).toEqual(['2026-11-25', DAY, DAY, DAY, DAY, DAY]);
    expect(await decide(bridge, 'apply')).toBe(6);
  });
});
