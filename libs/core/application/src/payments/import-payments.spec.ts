import { money } from '@bridge/domain';
import { anInvoice, settings } from '@bridge/domain/testing';
import type { Plan } from '../identity/tenants.js';
import { createMemoryBridge, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { anHourAfter, copied, counted, paid, pounds, states, switchOn, sync } from '../testing/bridge/paying.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;

describe('Payments come back', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  beforeEach(async () => {
    ({ bridge, ledgerId } = await anHourAfter());
  });

  it('in full: the invoice is paid in the source', async () => {
    bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    expect(paid(bridge)).toEqual([[120, '2026-11-24']]);
    expect(bridge.agency.invoice('1')?.paidOn).toBe('2026-11-24');
    expect(await bridge.link('invoice', '1')).toMatchObject({ status: 'paid', paid: pounds(120), due: pounds(0) });
  });

  it('in tranches, each with its own day', async () => {
    bridge.books.pay(ledgerId, pounds(20), '2026-11-24');
    await sync(bridge);
    bridge.clock.advance(HOUR);
    bridge.books.pay(ledgerId, pounds(70), '2026-11-25');
    bridge.books.pay(ledgerId, pounds(30), '2026-11-26');
    await sync(bridge);
    expect(paid(bridge)).toEqual([[20, '2026-11-24'], [70, '2026-11-25'], [30, '2026-11-26']]); // prettier-ignore
  });

  it('twice when two alike were made on one day', async () => {
    bridge.books.pay(ledgerId, pounds(60), '2026-11-24');
    bridge.books.pay(ledgerId, pounds(60), '2026-11-24');
    await sync(bridge);
    await sync(bridge);
    expect(paid(bridge)).toEqual([[60, '2026-11-24'], [60, '2026-11-24']]); // prettier-ignore
  });

  it('once, however often the feed is read', async () => {
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    for (let turn = 0; turn < 5; turn += 1) await sync(bridge);
    expect(paid(bridge)).toEqual([[50, '2026-11-24']]);
  });

  it('and go again when they are deleted', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(payment);
    await sync(bridge);
    expect(paid(bridge)).toEqual([]);
    expect(await states(bridge, ledgerId)).toEqual([[120, 'removed']]);
  });

  it('of which one was deleted before it was entered is never entered', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await bridge.import();
    bridge.books.removePayment(payment);
    await sync(bridge);
    expect(await states(bridge, ledgerId)).toEqual([[120, 'removed']]);
    expect(paid(bridge)).toEqual([]);
  });

  it('follow a correction: the old one goes before the new one comes, or together they would be too much', async () => {
    const wrong = bridge.books.pay(ledgerId, pounds(100), '2026-11-24');
    await sync(bridge);
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(wrong);
    bridge.books.pay(ledgerId, pounds(110), '2026-11-25');
    bridge.source.failNext({ kind: 'uncertain', isReplayable: true }, { method: 'remove' });
    await sync(bridge);
    bridge.clock.advance(2 * MINUTE);
    await bridge.settle();
    expect(paid(bridge)).toEqual([[110, '2026-11-25']]);
  });

  it('for each invoice that one payment run paid', async () => {
    const others = [await copied(bridge, '2'), await copied(bridge, '3')];
    for (const id of [ledgerId, ...others]) bridge.books.pay(id, pounds(120), '2026-11-24');
    await sync(bridge);
    expect(['1', '2', '3'].flatMap((id) => paid(bridge, id))).toEqual([[120, '2026-11-24'], [120, '2026-11-24'], [120, '2026-11-24']]); // prettier-ignore
  });

  it('as cash only: a credit note reduces what is due and is nobody’s payment', async () => {
    bridge.books.credit(ledgerId, pounds(20), '2026-11-24');
    bridge.books.pay(ledgerId, pounds(100), '2026-11-24');
    await sync(bridge);
    expect(paid(bridge)).toEqual([[100, '2026-11-24']]);
    expect(await bridge.link('invoice', '1')).toMatchObject({ credited: pounds(20), due: pounds(0), status: 'paid' });
  });

  it('in the currency of the invoice', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '2', currency: 'EUR', isSent: true }));
    await bridge.copy('invoice', ['2']);
    await bridge.send();
    const euros = (await bridge.link('invoice', '2')).ledgerId;
    bridge.books.pay(euros, money(4_550n, 'EUR'), '2026-11-24');
    await sync(bridge);
    expect(bridge.agency.payments('2')).toMatchObject([{ amount: money(4_550n, 'EUR') }]);
  });

  it('only for documents of ours', async () => {
    const contactId = bridge.books.document(ledgerId).contactId;
    const foreign = bridge.books.enterByHand({
      kind: 'invoice',
      contactId,
      issuedOn: '2026-11-24',
      total: pounds(120),
      status: 'approved',
    });
    bridge.books.pay(foreign, pounds(120), '2026-11-24');
    const run = await bridge.import();
    expect(run).toMatchObject({ documentsSeen: 1, tranchesPlanned: 0 });
    expect(await bridge.tranches(foreign)).toEqual([]);
  });

  it('with a finding when the copy was voided in the ledger', async () => {
    bridge.books.void(ledgerId);
    await bridge.import();
    expect(await bridge.findings()).toEqual(['removed_in_ledger']);
    expect(await bridge.link('invoice', '1')).toMatchObject({ status: 'voided' });
  });

  it('although one row cannot be read: it becomes a finding until it can', async () => {
    const bad = await copied(bridge, '2');
    bridge.books.makeUnreadable(bad);
    bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    expect(await bridge.findings()).toEqual(['payment_unreadable']);
    expect(paid(bridge)).toHaveLength(1);
    bridge.books.makeReadable(bad);
    await bridge.import();
    expect(await bridge.findings()).toEqual([]);
  });

  it('with one call when nothing is new, although the last changes are read once more, and then no more', async () => {
    const calls: string[] = [];
    const counting = await createMemoryBridge({
      between: (ports) => ({ ...ports, ledgerChanges: counted(ports.ledgerChanges, calls) }),
    });
    counting.books.pay(await copied(counting), pounds(50), '2026-11-24');
    await counting.import();
    expect(calls).toEqual(['documents']);
    counting.clock.advance(5 * MINUTE);
    expect(await counting.import()).toMatchObject({ documentsSeen: 1, tranchesPlanned: 0 });
    expect(await counting.import()).toMatchObject({ documentsSeen: 0 });
    expect(calls).toEqual(['documents', 'documents', 'documents']);
  });

  it('without asking when a payment was entered of a document that was copied since the sync was switched on', async () => {
    const calls: string[] = [];
    const old = await createMemoryBridge({
      settings: settings({ options: { syncPayments: false } }),
      between: (ports) => ({ ...ports, ledgerChanges: counted(ports.ledgerChanges, calls) }),
    });
    const before = await copied(old, '1');
    old.clock.advance(HOUR);
    await switchOn(old);
    old.clock.advance(HOUR);
    // Dated before the switch, entered after it: its document was not there before.
    old.books.pay(await copied(old, '2'), pounds(20), '2026-11-01');
    await sync(old);
    expect([paid(old, '2'), calls]).toEqual([[[20, '2026-11-01']], ['documents']]);
    old.books.pay(before, pounds(30), '2026-11-24');
    await old.import();
    expect(calls.slice(1)).toEqual(['documents', 'payments']);
  });

  it('with one call when nothing has changed', async () => {
    await bridge.import();
    bridge.clock.advance(HOUR);
    const calls: string[] = [];
    const counting = await createMemoryBridge({
      between: (ports) => ({ ...ports, ledgerChanges: counted(ports.ledgerChanges, calls) }),
    });
    expect(await counting.import()).toMatchObject({ documentsSeen: 0 });
    expect(calls).toEqual(['documents']);
  });

  it('not at all while the sync is off', async () => {
    const off = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(off);
    off.books.pay(id, pounds(120), '2026-11-24');
    expect(await off.import()).toBeUndefined();
    expect(await off.tranches(id)).toEqual([]);
  });

  it('not while the plan of the organisation has none of it, and all of them after the upgrade', async () => {
    const toPlan = (plan: Plan) =>
      bridge.run(async (store) => {
        const tenant = await store.tenants.find();
        if (tenant) await store.tenants.save({ ...tenant, plan });
      });
    await toPlan('essential');
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    bridge.clock.advance(HOUR);
    expect(await bridge.import()).toBeUndefined();
    expect(await bridge.tranches(ledgerId)).toEqual([]);
    await toPlan('professional');
    await sync(bridge);
    expect(paid(bridge)).toEqual([[50, '2026-11-24']]);
  });
});
