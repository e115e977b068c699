import { money, type Money } from '@bridge/domain';
import { anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import type { LedgerChanges } from './ledger-changes.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const pounds = (amount: number): Money => money(BigInt(amount) * 100n, 'GBP');

/** Copies a sent invoice over 120.00 into the books; answers its ledger id. */
async function copied(bridge: MemoryBridge, id = '1'): Promise<string> {
  bridge.agency.addInvoice(anInvoice({ id, isSent: true }));
  await bridge.copy('invoice', [id]);
  await bridge.send();
  return (await bridge.link('invoice', id)).ledgerId;
}

async function copiedExpense(bridge: MemoryBridge): Promise<string> {
  bridge.agency.addExpense(anExpense());
  await bridge.copy('expense', ['1']);
  await bridge.send();
  return (await bridge.link('expense', '1')).ledgerId;
}

const states = async (bridge: MemoryBridge, ledgerId: string) =>
  (await bridge.tranches(ledgerId)).map(({ amount, state }) => [Number(amount.minor) / 100, state]);
const paid = (bridge: MemoryBridge, id = '1') =>
  bridge.agency.payments(id).map(({ amount, paidOn }) => [Number(amount.minor) / 100, paidOn]);
const sync = async (bridge: MemoryBridge): Promise<void> => {
  await bridge.import();
  await bridge.settle();
};
const position = async (bridge: MemoryBridge) =>
  (await bridge.run((store) => store.watermarks.find(CONNECTION)))?.lowerBound;

describe('Payments come back', () => {
  let bridge: MemoryBridge;
  let ledgerId: string;
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    ledgerId = await copied(bridge);
    bridge.clock.advance(HOUR);
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

  describe('from when the sync was switched on', () => {
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

  describe('page by page', () => {
    const copyMany = async (paged: MemoryBridge, count: number): Promise<readonly string[]> => {
      const ids = Array.from({ length: count }, (_, index) => String(index + 1));
      for (const id of ids) paged.agency.addInvoice(anInvoice({ id, isSent: true }));
      await paged.copy('invoice', ids);
      await paged.send();
      return Promise.all(ids.map(async (id) => (await paged.link('invoice', id)).ledgerId));
    };
    const isPaidInFull = (paged: MemoryBridge, count: number) =>
      Array.from({ length: count }, (_, index) => paged.agency.payments(String(index + 1)).length === 1);

    it('takes in more rows of one second than fit on a page', async () => {
      const paged = await createMemoryBridge({ pageSize: 2 });
      const ids = await copyMany(paged, 5);
      for (const id of ids) paged.books.pay(id, pounds(120), '2026-11-24');
      await sync(paged);
      expect(isPaidInFull(paged, 5)).toEqual([true, true, true, true, true]);
    });

    it('repeats safely after a crash between two pages, and does not move the position', async () => {
      let isMortal = true;
      const paged = await createMemoryBridge({
        pageSize: 2,
        between: (ports) => ({
          ...ports,
          ledgerChanges: instead(ports.ledgerChanges, {
            documents: async (address, since, page) => {
              if (isMortal && page === 2) throw new Error('The process is gone');
              return ports.ledgerChanges.documents(address, since, page);
            },
          }),
        }),
      });
      const ids = await copyMany(paged, 3);
      paged.clock.advance(HOUR);
      for (const id of ids) paged.books.pay(id, pounds(120), '2026-11-24');
      const before = await position(paged);
      await expect(paged.import()).rejects.toThrow('The process is gone');
      expect(await position(paged)).toBe(before);
      isMortal = false;
      await sync(paged);
      expect(isPaidInFull(paged, 3)).toEqual([true, true, true]);
      expect(await position(paged)).toBeGreaterThan(before ?? 0);
    });

    it('loses nothing that moves while pages are turned', async () => {
      let hasMoved = false;
      const paged = await createMemoryBridge({
        pageSize: 2,
        between: (ports) => ({
          ...ports,
          ledgerChanges: instead(ports.ledgerChanges, {
            documents: async (address, since, page) => {
              if (page === 2 && !hasMoved) {
                hasMoved = true;
                paged.clock.advance(SECOND);
                const [first] = paged.books.documents();
                if (first) paged.books.pay(first.ledgerId, pounds(120), '2026-11-24');
              }
              return ports.ledgerChanges.documents(address, since, page);
            },
          }),
        }),
      });
      const ids = await copyMany(paged, 4);
      paged.clock.advance(HOUR);
      for (const id of ids.slice(1)) paged.books.pay(id, pounds(120), '2026-11-24');
      await sync(paged);
      await sync(paged);
      expect(isPaidInFull(paged, 4)).toEqual([true, true, true, true]);
    });
  });

  it('for a copy that was found only after a pass had gone by it', async () => {
    bridge.agency.addInvoice(anInvoice({ id: '2', isSent: true }));
    await bridge.copy('invoice', ['2']);
    bridge.ledger.loseNextAnswer();
    await bridge.send();
    const lost = bridge.books.documents().at(-1)?.ledgerId ?? '';
    bridge.books.pay(lost, pounds(120), '2026-11-24');
    bridge.clock.advance(9 * MINUTE);
    bridge.books.pay(ledgerId, pounds(10), '2026-11-24');
    await sync(bridge); // It moves the position past the payment of a document that nobody knows as ours.
    bridge.clock.advance(MINUTE);
    await bridge.send();
    expect(await bridge.link('invoice', '2')).toMatchObject({ origin: 'adopted' });
    await sync(bridge);
    expect(paid(bridge, '2')).toEqual([[120, '2026-11-24']]);
  });

  it('for a copy that was found while a pass was under way', async () => {
    let isLost = false;
    const busy = await createMemoryBridge({
      pageSize: 1,
      between: (ports) => ({
        ...ports,
        ledgerChanges: instead(ports.ledgerChanges, {
          documents: async (address, since, page) => {
            // The first page has been taken in, with a document on it that nobody knew as ours.
            if (isLost && page === 2) await busy.send();
            return ports.ledgerChanges.documents(address, since, page);
          },
        }),
      }),
    });
    busy.agency.addInvoice(anInvoice({ id: '2', isSent: true }));
    await busy.copy('invoice', ['2']);
    busy.ledger.loseNextAnswer();
    await busy.send();
    isLost = true;
    busy.books.pay(busy.books.documents()[0]?.ledgerId ?? '', pounds(120), '2026-11-24');
    busy.clock.advance(10 * MINUTE);
    const foreign = { kind: 'invoice', contactId: '', issuedOn: '2026-11-24', total: pounds(1) } as const;
    busy.books.enterByHand(foreign);
    await busy.import();
    expect(await busy.link('invoice', '2')).toMatchObject({ origin: 'adopted' });
    busy.books.enterByHand(foreign);
    await sync(busy);
    expect(paid(busy, '2')).toEqual([[120, '2026-11-24']]);
  });

  it('says what stopped a pass, and changes no position', async () => {
    const before = await position(bridge);
    bridge.ledger.failNext(
      { kind: 'rate_limited', retryAfterMs: MINUTE, scope: 'short' },
      { method: 'changedDocuments' },
    );
    const run = await bridge.import();
    expect(run?.problem?.code).toBe('rate_limited');
    expect(await position(bridge)).toBe(before);
    expect(await bridge.import()).toBeUndefined();
    bridge.clock.advance(MINUTE);
    expect(await bridge.import()).not.toHaveProperty('problem');
  });

  it('marks the connection lost when the ledger throws us out', async () => {
    bridge.ledger.disconnect(bridge.address.organisationId);
    expect((await bridge.import())?.problem?.code).toBe('disconnected');
    expect(await bridge.connection()).toMatchObject({ state: 'lost' });
  });

  it('not at all while the sync is off', async () => {
    const off = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const id = await copied(off);
    off.books.pay(id, pounds(120), '2026-11-24');
    expect(await off.import()).toBeUndefined();
    expect(await off.tranches(id)).toEqual([]);
  });

  it('in a pass that is begun anew under its own name when its worker died', async () => {
    bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
    const interrupted = {
      id: 'interrupted',
      connectionId: CONNECTION,
      trigger: 'webhook' as const,
      startedAt: bridge.clock.now() - MINUTE,
      documentsSeen: 7,
      tranchesPlanned: 3,
      removalsPlanned: 0,
      settlementsPlanned: 0,
    };
    await bridge.run((store) => store.imports.save(interrupted));
    await sync(bridge);
    expect(paid(bridge)).toEqual([[50, '2026-11-24']]);
    const latest = await bridge.run((store) => store.imports.latest(CONNECTION));
    expect(latest).toEqual({ ...interrupted, documentsSeen: 1, tranchesPlanned: 1, finishedAt: bridge.clock.now() });
  });

  describe('in a row of the log', () => {
    const pass = async (trigger: 'schedule' | 'person' = 'schedule') => {
      bridge.clock.advance(10 * MINUTE);
      return (await bridge.import(trigger))?.id;
    };
    /** What was seen lately is read again once or twice. */
    const untilQuiet = async () => {
      for (let turn = 0; turn < 3; turn += 1) await pass();
      return pass();
    };

    it('that a pass which found nothing gives to the next', async () => {
      const quiet = await untilQuiet();
      expect(await pass()).toBe(quiet);
      const latest = await bridge.run((store) => store.imports.latest(CONNECTION));
      expect(latest).toMatchObject({ id: quiet, startedAt: bridge.clock.now(), documentsSeen: 0 });
    });

    it('of its own after one that found something', async () => {
      await untilQuiet();
      bridge.books.pay(ledgerId, pounds(50), '2026-11-24');
      const found = await pass();
      expect(await pass()).not.toBe(found);
    });

    it('of its own after one that somebody asked for', async () => {
      await untilQuiet();
      const asked = await pass('person');
      expect(await pass()).not.toBe(asked);
    });

    it('of its own after one that failed', async () => {
      await untilQuiet();
      bridge.ledger.failNext({ kind: 'unavailable' }, { method: 'changedDocuments' });
      const failed = await pass();
      expect(await pass()).not.toBe(failed);
    });
  });

  it('no more in a pass that was interrupted before the sync was switched off', async () => {
    const off = await createMemoryBridge({ settings: settings({ options: { syncPayments: false } }) });
    const counts = { documentsSeen: 0, tranchesPlanned: 0, removalsPlanned: 0, settlementsPlanned: 0 };
    const begun = { id: 'begun', connectionId: CONNECTION, trigger: 'schedule' as const, startedAt: 1, ...counts };
    await off.run((store) => store.imports.save(begun));
    expect(await off.import()).toBeUndefined();
    expect(await off.run((store) => store.imports.latest(CONNECTION))).toEqual({
      ...begun,
      finishedAt: off.clock.now(),
    });
  });

  it('to one pass at a time', async () => {
    await bridge.world.leases.take(`import:${CONNECTION}`, MINUTE);
    expect(await bridge.import()).toBeUndefined();
  });

  describe('for an expense', () => {
    beforeEach(async () => {
      bridge = await createMemoryBridge();
      ledgerId = await copiedExpense(bridge);
      bridge.clock.advance(HOUR);
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
});

async function switchOn(bridge: MemoryBridge, importSince?: string): Promise<void> {
  const { version } = await bridge.run((store) => store.settings.find(CONNECTION));
  const chosen = settings({ payments: { importSince } });
  expect(await bridge.uses.saveSettings.run(TENANT, CONNECTION, chosen, version, 'Ada')).toMatchObject({ ok: true });
}

function counted(changes: LedgerChanges, calls: string[]): LedgerChanges {
  return instead(changes, {
    documents: (...call) => (calls.push('documents'), changes.documents(...call)),
    payments: (...call) => (calls.push('payments'), changes.payments(...call)),
  });
}
