import { settings } from '@bridge/domain/testing';
import { createMemoryBridge } from '../testing/bridge/memory-bridge.js';
import { copied, paid, pounds, states, switchOn, sync } from '../testing/bridge/paying.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;

describe('Payments come back from when the sync was switched on', () => {
  it('and none that were entered into the books before', async () => {
    const old = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(old);
    old.books.pay(id, pounds(20), '2026-11-20');
    old.clock.advance(HOUR);
    await switchOn(old);
    old.clock.advance(MINUTE);
    old.books.pay(id, pounds(30), '2026-11-21');
    await sync(old);
    expect(paid(old)).toEqual([[30, '2026-11-21']]);
    expect(await states(old, id)).toEqual([
      [20, 'left_out'],
      [30, 'recorded'],
    ]);
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
});
