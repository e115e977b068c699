import { problem } from '@bridge/domain';
import { anInvoice, settings } from '@bridge/domain/testing';
import type { Link } from '../exports/links.js';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { anHourAfter, copied, copiedExpense, pounds, position, switchOn, sync } from '../testing/bridge/paying.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('A pass writes down', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  beforeEach(async () => {
    ({ bridge, ledgerId } = await anHourAfter());
    bridge.world.wakes.length = 0;
  });
  const woken = () => bridge.world.wakes.map(({ task }) => task);

  it('how many payments come and go, and wakes whoever tells the source', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    expect(await bridge.import()).toMatchObject({ documentsSeen: 1, tranchesPlanned: 1, removalsPlanned: 0 });
    expect(bridge.world.wakes).toEqual([{ tenantId: TENANT, connectionId: CONNECTION, task: 'settle' }]);
    await bridge.settle();
    bridge.clock.advance(HOUR);
    bridge.world.wakes.length = 0;
    bridge.books.removePayment(payment);
    expect(await bridge.import()).toMatchObject({ documentsSeen: 1, tranchesPlanned: 0, removalsPlanned: 1 });
    expect(woken()).toEqual(['settle']);
  });

  it('how many expenses were paid', async () => {
    const bill = await copiedExpense(bridge);
    bridge.world.wakes.length = 0;
    bridge.books.pay(bill, pounds(120), '2026-11-24');
    expect(await bridge.import()).toMatchObject({ tranchesPlanned: 0, settlementsPlanned: 1 });
    expect(woken()).toEqual(['settle']);
  });

  it('and wakes nobody when there is nothing to be told', async () => {
    bridge.books.edit(ledgerId, { number: 'INV-1A' });
    expect(await bridge.import()).toMatchObject({ documentsSeen: 1, tranchesPlanned: 0 });
    expect(woken()).toEqual([]);
  });

  it('how the document stands in the books now', async () => {
    bridge.books.edit(ledgerId, { number: 'INV-1A' });
    bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await bridge.import();
    expect(await bridge.link('invoice', '1')).toMatchObject({
      ...{ number: 'INV-1A', status: 'paid', total: pounds(120), paid: pounds(120), due: pounds(0) },
      ...{ credited: pounds(0), settledOn: '2026-11-24', seenAt: bridge.clock.now() },
    });
  });

  it('that it is not settled any more once a payment is gone', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(120), '2026-11-24');
    await sync(bridge);
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(payment);
    await bridge.import();
    expect(await bridge.link('invoice', '1')).not.toHaveProperty('settledOn');
  });

  it('each payment in the audit trail, with its amount, its currency and its day', async () => {
    const payment = bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await bridge.import();
    const [entry] = await bridge.run((store) => store.audit.about({ kind: 'tranche', id: payment }));
    expect(entry).toMatchObject({
      ...{ action: 'tranche.planned', by: 'the bridge', at: bridge.clock.now(), connectionId: CONNECTION },
      detail: { sourceInvoiceId: '1', amountMinor: '5000', currency: 'GBP', paidOn: '2026-11-24' },
    });
  });

  it('that a payment which was never entered is gone, and asks the source for nothing', async () => {
    bridge.books.removePayment(bridge.books.pay(ledgerId, pounds(50), '2026-11-24'));
    bridge.books.pay(ledgerId, pounds(20), '2026-11-24');
    await bridge.import();
    const payment = bridge.books.pay(ledgerId, pounds(30), '2026-11-24');
    await bridge.import();
    bridge.books.removePayment(payment);
    expect(await bridge.import()).toMatchObject({ removalsPlanned: 1 });
    expect((await bridge.tranches(ledgerId)).map(({ state }) => state)).toEqual(['planned', 'removed']);
  });

  it('that a copy is gone from the books, by its number, until it is back', async () => {
    bridge.books.void(ledgerId);
    await bridge.import();
    const [finding] = await bridge.run((store) => store.findings.open(CONNECTION));
    expect(finding).toMatchObject({
      ...{ key: `removed:${ledgerId}`, connectionId: CONNECTION, foundAt: bridge.clock.now() },
      problem: { code: 'removed_in_ledger', path: ledgerId, detail: 'INV-1 was voided in Xero.' },
    });
    bridge.clock.advance(HOUR);
    bridge.books.edit(ledgerId, { status: 'approved' });
    await bridge.import();
    expect(await bridge.findings()).toEqual([]);
  });

  it('that it was deleted, by its id when it has no number', async () => {
    const bill = await copiedExpense(bridge);
    await bridge.run(async (store) => {
      const [{ number: _none, ...link }] = (await store.links.byLedgerId(CONNECTION, [bill])) as [Link];
      await store.links.save(link);
    });
    bridge.books.edit(bill, { status: 'deleted' });
    await bridge.import();
    const [finding] = await bridge.run((store) => store.findings.open(CONNECTION));
    expect(finding?.problem.detail).toBe(`${bill} was deleted in Xero.`);
  });

  it('that more was paid than is owed, until it is not', async () => {
    bridge.books.pay(ledgerId, pounds(100), '2026-11-24');
    const second = bridge.books.pay(ledgerId, pounds(20), '2026-11-24');
    bridge.books.edit(ledgerId, { total: pounds(110) });
    await bridge.import();
    const [finding] = await bridge.run((store) => store.findings.open(CONNECTION));
    expect(finding).toMatchObject({
      ...{ key: `amounts:${ledgerId}`, connectionId: CONNECTION, foundAt: bridge.clock.now() },
      problem: { code: 'overpaid', path: ledgerId },
    });
    bridge.clock.advance(HOUR);
    bridge.books.removePayment(second);
    await bridge.import();
    expect(await bridge.findings()).toEqual([]);
  });

  it('once, however often it is seen, that a payment is from before the sync was switched on', async () => {
    bridge = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    ledgerId = await copied(bridge);
    const old = bridge.books.pay(ledgerId, pounds(20), '2026-11-20');
    bridge.clock.advance(HOUR);
    await switchOn(bridge);
    bridge.clock.advance(HOUR);
    for (const amount of [10, 30]) {
      bridge.books.pay(ledgerId, pounds(amount), '2026-11-24');
      await bridge.import();
      bridge.clock.advance(HOUR);
    }
    const story = await bridge.run((store) => store.audit.about({ kind: 'tranche', id: old }));
    expect(story.map(({ action }) => action)).toEqual(['tranche.left_out']);
    expect((await bridge.tranches(ledgerId)).map(({ state }) => state).toSorted()).toEqual([
      'left_out',
      'planned',
      'planned',
    ]);
  });

  it('that a payment of a copy which was found again has to be looked for before it is entered', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '2', isSent: true }));
    await bridge.copy('invoice', ['2']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    bridge.clock.advance(10 * MINUTE);
    await bridge.send();
    const found = await bridge.link('invoice', '2');
    expect(found.origin).toBe('adopted');
    bridge.books.pay(found.ledgerId, pounds(50), '2026-11-24');
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    await bridge.import();
    expect(await bridge.tranches(found.ledgerId)).toMatchObject([{ state: 'recording', firstSentAt: 0, problems: [] }]);
    const [ordinary] = await bridge.tranches(ledgerId);
    expect(ordinary).toMatchObject({ state: 'planned', attempts: 0, problems: [] });
    expect(ordinary).not.toHaveProperty('firstSentAt');
  });

  it('when it was over, that the connection works, and where the next one begins', async () => {
    const before = await position(bridge);
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    const run = await bridge.import();
    expect(run).toMatchObject({ trigger: 'schedule', startedAt: bridge.clock.now(), finishedAt: bridge.clock.now() });
    expect(run).not.toHaveProperty('problem');
    expect(await bridge.connection()).toMatchObject({ lastImportedAt: bridge.clock.now(), state: 'connected' });
    expect(await position(bridge)).toBeGreaterThan(before ?? 0);
  });

  describe('what stopped it', () => {
    it('in the ledger’s words, when it refused', async () => {
      const problems = [problem('unavailable', 'ledger', 'Not today')];
      bridge.ledger.failNext({ kind: 'refused', problems }, { method: 'changedDocuments' });
      const run = await bridge.import();
      expect(run).toMatchObject({ problem: { detail: 'Not today' }, finishedAt: bridge.clock.now() });
      expect(await bridge.run((store) => store.imports.latest(CONNECTION))).toEqual(run);
    });

    it('in words of ours, when it refused without any', async () => {
      bridge.ledger.failNext({ kind: 'refused', problems: [] }, { method: 'changedDocuments' });
      expect((await bridge.import())?.problem).toEqual(
        problem('unavailable', 'ledger', 'Xero refused to list its changes.'),
      );
    });

    it('with what it had taken in before', async () => {
      bridge = await createMemoryBridge({
        pageSize: 1,
        between: (ports) => ({
          ...ports,
          ledgerChanges: instead(ports.ledgerChanges, {
            documents: (address, since, page) => {
              if (page === 2) bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'changedDocuments' });
              return ports.ledgerChanges.documents(address, since, page);
            },
          }),
        }),
      });
      const ids = [await copied(bridge, '1'), await copied(bridge, '2')];
      bridge.clock.advance(HOUR);
      for (const id of ids) bridge.books.pay(id, pounds(10), '2026-11-24');
      expect(await bridge.import()).toMatchObject({
        ...{ documentsSeen: 1, tranchesPlanned: 1 },
        problem: { code: 'unavailable' },
      });
    });

    it('but not a defect of ours', async () => {
      bridge = await createMemoryBridge({
        between: (ports) => ({
          ...ports,
          ledgerChanges: instead(ports.ledgerChanges, { documents: () => Promise.reject(new Error('Ours')) }),
        }),
      });
      await expect(bridge.import()).rejects.toThrow('Ours');
    });
  });
});
