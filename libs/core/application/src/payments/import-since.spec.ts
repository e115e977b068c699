import { settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { anHourAfter, copied, paid, pounds, states, switchOn, sync } from '../testing/bridge/paying.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;

async function switchOff(bridge: MemoryBridge): Promise<void> {
  const { version } = await bridge.run((store) => store.settings.find(CONNECTION));
  const wanted = settings({ options: { syncPayments: false } });
  await bridge.uses.saveSettings.run(TENANT, CONNECTION, wanted, version, 'Ada');
}

describe('Payments come back from when the sync was switched on', () => {
  it('and none that were entered into the books before', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(old);
    old.books.pay(id, pounds(20), '2026-11-20');
    old.clock.advance(HOUR);
    await switchOn(old);
    old.clock.advance(MINUTE);
    old.books.pay(id, pounds(30), '2026-11-24');
    await sync(old);
    expect(paid(old)).toEqual([[30, '2026-11-24']]);
    expect(await states(old, id)).toEqual([
      [20, 'left_out'],
      [30, 'recorded'],
    ]);
  });

  it('after a person has said so when they are dated before: they may be there by hand', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(old);
    old.clock.advance(HOUR);
    await switchOn(old);
    old.clock.advance(MINUTE);
    old.books.pay(id, pounds(30), '2026-11-21');
    await sync(old);
    expect([paid(old), await states(old, id)]).toEqual([[], [[30, 'held']]]);
    const [held] = await old.run((store) => store.tranches.of([id]));
    expect(held?.problems.map(({ code }) => code)).toEqual(['payment_of_before']);
    await old.uses.retryTranches.run(TENANT, id, [held?.paymentId ?? ''], 'Ada');
    await sync(old);
    expect(paid(old)).toEqual([[30, '2026-11-21']]);
  });

  it('to the minute: not those of the same day from before it, however late they are seen', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const [id, other] = [await copied(old), await copied(old, '2')];
    old.books.pay(id, pounds(20), '2026-11-24');
    old.clock.advance(HOUR);
    await switchOn(old);
    old.clock.advance(HOUR);
    old.books.pay(other, pounds(10), '2026-11-24');
    await sync(old);
    old.clock.advance(HOUR);
    old.books.pay(id, pounds(30), '2026-11-24');
    await sync(old);
    expect(paid(old)).toEqual([[30, '2026-11-24']]);
    expect(await states(old, id)).toEqual([
      [20, 'left_out'],
      [30, 'recorded'],
    ]);
  });

  it('or from the day that a person chose, whenever they were entered', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(old);
    old.books.pay(id, pounds(20), '2026-11-19');
    old.books.pay(id, pounds(30), '2026-11-20');
    old.clock.advance(72 * HOUR);
    await switchOn(old, '2026-11-20');
    await sync(old);
    expect(paid(old)).toEqual([[30, '2026-11-20']]);
    expect(await states(old, id)).toEqual([
      [20, 'left_out'],
      [30, 'recorded'],
    ]);
  });

  it('and those of a chosen day, also when the day is chosen later', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(old);
    old.books.pay(id, pounds(20), '2026-11-22');
    old.books.pay(id, pounds(30), '2026-11-23');
    old.clock.advance(HOUR);
    await switchOn(old);
    old.books.pay(id, pounds(10), '2026-11-24');
    await sync(old);
    expect(paid(old)).toEqual([[10, '2026-11-24']]);
    await switchOn(old, '2026-11-23');
    await sync(old);
    expect(paid(old)).toEqual([[10, '2026-11-24'], [30, '2026-11-23']]); // prettier-ignore
  });

  it('and a payment that was deleted while it was off goes, though those entered meanwhile are left out', async () => {
    const { bridge, ledgerId } = await anHourAfter();
    const other = await copied(bridge, '2');
    const [gone] = [50, 20].map((amount) => bridge.books.pay(ledgerId, pounds(amount), '2026-11-24'));
    await sync(bridge);
    await switchOff(bridge);
    bridge.clock.advance(24 * HOUR);
    bridge.books.removePayment(gone ?? '');
    bridge.books.pay(ledgerId, pounds(40), '2026-11-25');
    bridge.clock.advance(HOUR);
    await switchOn(bridge);
    bridge.books.pay(other, pounds(30), '2026-11-25');
    await sync(bridge);
    expect([paid(bridge, '1'), paid(bridge, '2')]).toEqual([[[20, '2026-11-24']], [[30, '2026-11-25']]]);
    expect((await states(bridge, ledgerId)).toSorted()).toEqual([
      [20, 'recorded'],
      [40, 'left_out'],
      [50, 'removed'],
    ]);
  });

  it('and one left out that is deleted is not to be had any more', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(old);
    const payment = old.books.pay(id, pounds(20), '2026-11-20');
    old.clock.advance(HOUR);
    await switchOn(old);
    old.books.edit(id, { number: 'INV-1A' });
    await old.import();
    expect(await states(old, id)).toEqual([[20, 'left_out']]);
    old.clock.advance(HOUR);
    old.books.removePayment(payment);
    await old.import();
    expect(await states(old, id)).toEqual([[20, 'removed']]);
    expect(await old.uses.retryTranches.run(TENANT, id, [payment], 'Ada')).toBe(0);
  });
});

describe('A payment from before the sync that the ledger misses for a while', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  let isMissed: boolean;
  /** The document is saved again, so that the feed shows it, and the bridge looks. */
  const look = async (isGone: boolean) => {
    bridge.clock.advance(HOUR);
    isMissed = isGone;
    bridge.books.edit(ledgerId, {});
    await sync(bridge);
  };
  const missed = async (paidOn: string) => {
    isMissed = false;
    bridge = await createMemoryBridge({
      settings: settings({ options: { syncPayments: false } }),
      between: (ports) => ({
        ...ports,
        ledgerChanges: instead(ports.ledgerChanges, {
          documents: async (...call) => {
            const answer = await ports.ledgerChanges.documents(...call);
            return isMissed
              ? { ...answer, snapshots: answer.snapshots.map((row) => ({ ...row, payments: [] })) }
              : answer;
          },
        }),
      }),
    });
    ledgerId = await copied(bridge);
    bridge.books.pay(ledgerId, pounds(20), paidOn);
    bridge.clock.advance(HOUR);
    await switchOn(bridge);
    await look(false);
    await look(true);
    expect(await states(bridge, ledgerId)).toEqual([[20, 'removed']]);
  };

  it.each([
    ['of an earlier day', '2026-11-20'],
    ['of the same day, of which only the moment of its entry tells', '2026-11-24'],
  ])('is left out again when it is back, for a person has entered it in Productive: one %s', async (_which, paidOn) => {
    await missed(paidOn);
    await look(false);
    expect([paid(bridge), await states(bridge, ledgerId)]).toEqual([[], [[20, 'left_out']]]);
  });

  it('comes in when a day was chosen meanwhile that it is not before', async () => {
    await missed('2026-11-20');
    await switchOn(bridge, '2026-11-20');
    await look(false);
    expect(paid(bridge)).toEqual([[20, '2026-11-20']]);
  });

  it('comes back when a person had asked for it: it stood in Productive, and went with the removal', async () => {
    await missed('2026-11-20');
    await look(false);
    const [tranche] = await bridge.tranches(ledgerId);
    await bridge.uses.retryTranches.run(TENANT, ledgerId, [tranche?.paymentId ?? ''], 'Ada');
    await bridge.settle();
    await look(true);
    expect(paid(bridge)).toEqual([]);
    await look(false);
    expect(paid(bridge)).toEqual([[20, '2026-11-20']]);
  });
});
